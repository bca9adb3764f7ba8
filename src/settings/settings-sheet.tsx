import { useState } from "react";
import { PRESETS } from "#contract/presets.ts";
import { type BrokerSettings, type SettingChanges, withChanges } from "#contract/settings.ts";
import { useAskFirst } from "#crowd/use-ask-first.tsx";
import { Button } from "#kit/button.tsx";
import { Segmented } from "#kit/segmented.tsx";
import { Sheet } from "#kit/sheet.tsx";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { Marked } from "#words/marked.tsx";
import { SettingsRows } from "./settings-rows.tsx";
import { choiceOf, lastChange, otherBroker, presetChoices, REMARKS, restartHint } from "./settings-text.ts";
import "./settings-sheet.css";

export type SettingsSheetProps = { open: boolean; onClose: () => void };

/** How the broker of this room behaves where the standard leaves it free. Loaded when the sheet is first opened. */
export function SettingsSheet({ open, onClose }: SettingsSheetProps) {
	const { askFirst, dialog } = useAskFirst();
	return (
		<>
			<Sheet open={open} onClose={onClose} title="Broker settings" className="settings-sheet">
				<Settings askFirst={askFirst} />
			</Sheet>
			{dialog}
		</>
	);
}

function Settings({ askFirst }: Pick<ReturnType<typeof useAskFirst>, "askFirst">) {
	const { room, perform } = usePlayground();
	const settings = useWorld((world) => world.settings);
	const [refused, setRefused] = useState<string | null>(null);
	// Another broker, chosen and not started yet.
	const [wanted, setWanted] = useState<SettingChanges | null>(null);
	const act = async (step: Step) => {
		setWanted(null);
		const outcome: Outcome = await perform(step);
		setRefused(outcome.ok ? null : outcome.says);
	};
	// The change alone: what is drawn here may be a moment old, and the rest is not this press's business.
	const choose = (to: SettingChanges) => {
		const now = room.getState().live.settings;
		if (otherBroker(now, withChanges(now, to)) === null) return void act({ do: "settings", settings: to });
		askFirst(
			"replace",
			() => start(to),
			() => setWanted(to),
		);
	};
	const start = (other: SettingChanges) => void act({ do: "settings", settings: other });
	const restart = () => void act({ do: "restart" });
	return (
		<>
			<p className="settings-sheet-lead">A change applies to everybody in this room, from now on. Take the defaults of one broker:</p>
			<Segmented
				label="Preset"
				className="settings-sheet-presets"
				choices={presetChoices(settings)}
				value={choiceOf(settings)}
				onChange={(preset) => {
					if (preset !== "own") choose(PRESETS[preset].settings);
				}}
			/>
			<Remark of={choiceOf(settings)} />
			{wanted !== null && (
				<Other
					now={settings}
					next={withChanges(settings, wanted)}
					start={() => askFirst("replace", () => start(wanted))}
					keep={() => setWanted(null)}
				/>
			)}
			<SettingsRows settings={settings} change={choose} />
			<div className="settings-sheet-restart">
				<Button icon="refresh" onClick={() => askFirst("restart", restart)}>
					Restart the broker
				</Button>
				<p>Every connection ends. {restartHint(settings)}</p>
			</div>
			<Said refused={refused} />
		</>
	);
}

/** Takes the room of the longest remark: a change that another page makes moves nothing from under a pointer. */
function Remark({ of }: { of: keyof typeof REMARKS }) {
	return (
		<div className="settings-sheet-remark">
			{Object.entries(REMARKS).map(([choice, remark]) => (
				<p key={choice} aria-hidden={choice !== of}>
					<Marked>{remark}</Marked>
				</p>
			))}
		</div>
	);
}

type OtherProps = { now: BrokerSettings; next: BrokerSettings; start: () => void; keep: () => void };

/** Another broker keeps nothing of what this one holds: the first press says so, the second starts that broker. */
function Other({ now, next, start, keep }: OtherProps) {
	const other = otherBroker(now, next);
	if (other === null) return null;
	return (
		<section className="settings-sheet-other" aria-label="Another broker">
			<p role="status">{other.says}</p>
			<Button look="primary" onClick={start}>
				{other.start}
			</Button>
			<Button onClick={keep}>Keep this one</Button>
		</section>
	);
}

/** What came of the change, as the room tells it, including what the change left alone. */
function Said({ refused }: { refused: string | null }) {
	const { room } = usePlayground();
	const [opened] = useState(() => room.getState().live.seq);
	const told = useCalmly((state) => lastChange(state.history, opened));
	return (
		<p className="settings-sheet-said" role="status">
			{refused ?? told}
		</p>
	);
}
