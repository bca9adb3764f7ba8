import { useStore } from "zustand";
import { isBench } from "#contract/bench.ts";
import { Sheet } from "#kit/sheet.tsx";
import { Switch } from "#kit/switch.tsx";
import { usePlayground } from "#script/playground.ts";
import { Marked } from "#words/marked.tsx";
import { SignLegend } from "#words/sign-legend.tsx";
import { keyList } from "./key-list.ts";
import type { KeyScreen } from "./keys.ts";
import "./keys-dialog.css";

/** All keys, and the switch that turns them off; and what the signs stand for. */
export function KeysDialog({
	open,
	onClose,
	on,
	onSwitch,
	screen,
}: {
	screen: KeyScreen;
	open: boolean;
	onClose: () => void;
	on: boolean;
	onSwitch: (on: boolean) => void;
}) {
	const leads = useStore(usePlayground().room, (state) => state.class?.you.role === "host" && !isBench(state.room));
	return (
		<Sheet open={open} onClose={onClose} title="Keys and legend" wide>
			<Switch label="Single-key shortcuts" checked={on} onChange={onSwitch}>
				Single-key shortcuts
			</Switch>
			<dl className="keys-dialog-list" data-off={!on || undefined}>
				{keyList(screen, leads).map(({ shown, does }) => (
					<div key={shown}>
						<dt>
							<kbd>{shown}</kbd>
						</dt>
						<dd>
							<Marked all>{does}</Marked>
						</dd>
					</div>
				))}
			</dl>
			<p className="keys-dialog-note">
				They do nothing while you type in a field.{" "}
				{screen === "lab" && leads && "PageDown to S, and Space, work on the screen too, in another window of this browser. "}
				{screen === "lab" ? "They act on the client that you went to last." : "In the Lab there are more of them."}
			</p>
			<h2 className="keys-dialog-legend">Legend</h2>
			<SignLegend />
		</Sheet>
	);
}
