import type { ReactNode } from "react";
import { SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings, SettingChanges } from "#contract/settings.ts";
import { Segmented } from "#kit/segmented.tsx";
import { Switch } from "#kit/switch.tsx";
import { Marked } from "#words/marked.tsx";
import { CommitField } from "./commit-field.tsx";
import { ExpirationChoice } from "./expiration-choice.tsx";
import { countFrom, lockedBy, MOST, SAID } from "./settings-text.ts";
import "./settings-rows.css";

type RowsProps = { readonly settings: BrokerSettings; readonly change: (to: SettingChanges) => void };
type Row = Exclude<keyof BrokerSettings, "broker">;

/** One row for each setting: its name in Mosquitto, what it does, and its control. */
export function SettingsRows({ settings, change }: RowsProps) {
	const locked = lockedBy(settings);
	const count = (row: "maxQueuedMessages" | "maxInflightMessages") => (
		<CommitField
			label={SETTINGS[row].name}
			value={settings[row]}
			parse={(text) => countFrom(text, MOST[row])}
			wrong={`A whole number, 0 to ${MOST[row]}`}
			disabled={locked}
			onCommit={(next) => change({ [row]: next })}
		/>
	);
	const truth = (row: "queueQos0Messages" | "retainAvailable" | "persistence") => (
		<Switch
			label={SETTINGS[row].name}
			checked={settings[row]}
			disabled={locked}
			className="settings-rows-truth"
			onChange={(next) => change({ [row]: next })}
		>
			<span className="wire">{String(settings[row])}</span>
		</Switch>
	);
	const controls: Readonly<Record<Row, ReactNode>> = {
		maxQueuedMessages: count("maxQueuedMessages"),
		queueFull: (
			<Segmented
				label={SETTINGS.queueFull.name}
				choices={[
					{ value: "drop-newest", label: "drops the newest" },
					{ value: "drop-oldest", label: "drops the oldest" },
				]}
				value={settings.queueFull}
				disabled={locked}
				onChange={(queueFull) => change({ queueFull })}
			/>
		),
		queueQos0Messages: truth("queueQos0Messages"),
		maxInflightMessages: count("maxInflightMessages"),
		persistentClientExpiration: (
			<ExpirationChoice
				label={SETTINGS.persistentClientExpiration.name}
				seconds={settings.persistentClientExpiration}
				disabled={locked}
				onChange={(persistentClientExpiration) => change({ persistentClientExpiration })}
			/>
		),
		retainAvailable: truth("retainAvailable"),
		persistence: truth("persistence"),
	};
	return (
		<ul className="settings-rows" data-locked={locked !== undefined || undefined}>
			{(Object.keys(controls) as Row[]).map((row) => (
				<li key={row}>
					<div className="settings-rows-says">
						<h3 className="wire">
							<Marked all>{SETTINGS[row].name}</Marked>
						</h3>
						<p>
							<Marked>{SAID[row]}</Marked>
						</p>
					</div>
					{controls[row]}
				</li>
			))}
		</ul>
	);
}
