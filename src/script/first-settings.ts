import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings, SettingChanges } from "#contract/settings.ts";
import type { RoomState } from "#room/room-state.ts";

/** The broker's settings when the first of the recorded steps was made: what a step changed comes with that step. */
export function firstSettings({ told, world }: Pick<RoomState, "told" | "world">): BrokerSettings {
	const cleared = told.findLastIndex(({ event }) => event.type === "room.cleared");
	return (told[Math.max(0, cleared)]?.world ?? world).settings;
}

/** What of them is not as a new room has it; undefined: nothing. */
export function changedSettings(settings: BrokerSettings): SettingChanges | undefined {
	const keys = (Object.keys(FIRST_SETTINGS) as (keyof BrokerSettings)[]).filter((key) => settings[key] !== FIRST_SETTINGS[key]);
	return keys.length === 0 ? undefined : Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
