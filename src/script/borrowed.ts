import { type BrokerSettings, type SettingChanges, withChanges } from "#contract/settings.ts";
import type { World } from "#model/world.ts";

/** What a script has changed of a room that goes on after it: the room is left as it was found. */
export type Borrowed = {
	/** Each changed setting: as it was found, and as the script set it. */
	readonly found: SettingChanges;
	readonly set: SettingChanges;
	/** The wire delay in ms: found, and set so that there is something to watch, at the pace of the script; null: it was like that. */
	readonly delay: { readonly found: number; readonly set: number } | null;
	/** The wire delay to come back to once everything has run at once, in ms; null: nothing runs at once. */
	readonly atOnceFrom: number | null;
};
export const NOTHING_BORROWED: Borrowed = { found: {}, set: {}, delay: null, atOnceFrom: null };

/** With these settings of a script, over a room that was set like this. */
export function withSettings(borrowed: Borrowed, was: BrokerSettings, changes: SettingChanges): Borrowed {
	const changed = differing(was, withChanges(was, changes));
	return {
		...borrowed,
		found: { ...pick(was, changed), ...borrowed.found },
		set: { ...borrowed.set, ...pick(withChanges(was, changes), changed) },
	};
}

/** The settings to give back. What somebody else has set since stays as it is. */
export function settingsBack({ found, set }: Borrowed, { settings }: Pick<World, "settings">): SettingChanges {
	const mine = keysOf(set).filter((key) => settings[key] === set[key] && found[key] !== set[key]);
	return pick({ ...settings, ...found } as BrokerSettings, mine);
}

/** The settings of `to` that differ from those of `from`. */
export function changesBetween(from: BrokerSettings, to: BrokerSettings): SettingChanges {
	return pick(to, differing(from, to));
}

export function isNone(changes: SettingChanges): boolean {
	return keysOf(changes).length === 0;
}

function differing(one: BrokerSettings, other: BrokerSettings): readonly (keyof BrokerSettings)[] {
	return keysOf(one).filter((key) => one[key] !== other[key]);
}

function keysOf(settings: SettingChanges): readonly (keyof BrokerSettings)[] {
	return Object.keys(settings) as (keyof BrokerSettings)[];
}

function pick(settings: BrokerSettings, keys: readonly (keyof BrokerSettings)[]): SettingChanges {
	return Object.fromEntries(keys.map((key) => [key, settings[key]]));
}
