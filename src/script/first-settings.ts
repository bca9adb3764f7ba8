import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings, SettingChanges } from "#contract/settings.ts";
import type { RoomState } from "#room/room-state.ts";

/** The broker's settings when the first of the recorded steps was made: a setting that a step changed comes with that step. */
export function firstSettings({ history }: Pick<RoomState, "history">): BrokerSettings {
	const cleared = history.event(history.live.clearedSeq);
	return (history.at(cleared?.seq ?? history.from + 1) ?? history.live).settings;
}

/** The settings that differ from those of a new room; undefined: none do. */
export function changedSettings(settings: BrokerSettings): SettingChanges | undefined {
	const keys = (Object.keys(FIRST_SETTINGS) as (keyof BrokerSettings)[]).filter((key) => settings[key] !== FIRST_SETTINGS[key]);
	return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
