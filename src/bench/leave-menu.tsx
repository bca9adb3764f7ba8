import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import { waysToLeave } from "./leave-text.ts";
import type { OwnClient } from "./use-client.ts";
import "#kit/icon-button.css";
import "./leave-menu.css";

/** Beside Disconnect and Cut cable: the other ways to leave. */
export function LeaveMenu({
	own,
	ofThisPage = false,
}: {
	own: Pick<OwnClient, "client" | "clientId" | "silent" | "act">;
	ofThisPage?: boolean | undefined;
}) {
	const label = ofThisPage ? `Leave another way: ${own.clientId}` : `Its wire: ${own.clientId}`;
	return (
		<Menu
			label={label}
			align="end"
			className="leave-menu"
			buttonClass="icon-button"
			entries={waysToLeave({ ...own, ofThisPage }).map(({ label, hint, icon, step, disabled }) => ({
				key: step.do,
				label,
				hint,
				icon,
				disabled,
				onSelect: () => own.act(step),
			}))}
		>
			<Icon n="down" s={16} />
		</Menu>
	);
}
