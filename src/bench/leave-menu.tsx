import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import { WordsIn } from "#words/words-in.tsx";
import { waysToLeave } from "./leave-text.ts";
import type { OwnClient } from "./use-client.ts";
import "#kit/icon-button.css";
import "./leave-menu.css";

/** Beside Disconnect and Cut cable: holding the wire, and, apart from that, the other ways to leave. */
export function LeaveMenu({
	own,
	ofThisPage = false,
}: {
	own: Pick<OwnClient, "client" | "clientId" | "silent" | "held" | "act">;
	ofThisPage?: boolean | undefined;
}) {
	const ways = waysToLeave({ ...own, ofThisPage });
	const label = ofThisPage ? `Hold the wire, or leave another way: ${own.clientId}` : `Its wire: ${own.clientId}`;
	return (
		<Menu
			label={label}
			align="end"
			className="leave-menu"
			buttonClass="icon-button"
			entries={ways.map(({ label, hint, icon, step, apart, disabled }) => ({
				key: step.do,
				label,
				hint,
				icon,
				apart,
				disabled,
				onSelect: () => own.act(step),
			}))}
			foot={
				<WordsIn
					where="Words here"
					texts={["Cut cable", ...ways.flatMap(({ label, hint }) => [label, hint])]}
					soft={["wire", "cut", "silence"]}
				/>
			}
		>
			<Icon n="down" s={16} />
		</Menu>
	);
}
