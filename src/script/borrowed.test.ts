import fc from "fast-check";
import { expect, it } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { type BrokerSettings, type SettingChanges, withChanges } from "#contract/settings.ts";
import { NOTHING_BORROWED, settingsBack, withSettings } from "./borrowed.ts";

const KEYS = Object.keys(PRESETS.emqx.settings) as (keyof BrokerSettings)[];
const settings = fc.constantFrom(...Object.values(PRESETS).map((preset) => preset.settings as BrokerSettings));
const changes = fc
	.tuple(settings, fc.subarray(KEYS))
	.map(([of, keys]): SettingChanges => Object.fromEntries(keys.map((key) => [key, of[key]])));

it("gives back every setting that a script has changed, in however many steps, as it was found", () => {
	fc.assert(
		fc.property(settings, fc.array(changes, { maxLength: 4 }), (found, steps) => {
			let [now, borrowed] = [found, NOTHING_BORROWED];
			for (const step of steps) {
				borrowed = withSettings(borrowed, now, step);
				now = withChanges(now, step);
			}
			expect(withChanges(now, settingsBack(borrowed, { settings: now }))).toEqual(found);
		}),
	);
});

it("leaves alone what somebody has set since, unless it is what the script had set", () => {
	fc.assert(
		fc.property(settings, changes, changes, (found, step, others) => {
			const set = withChanges(found, step);
			const since = withChanges(set, others);
			const left = withChanges(since, settingsBack(withSettings(NOTHING_BORROWED, found, step), { settings: since }));
			for (const key of KEYS) expect(left[key]).toBe(since[key] === set[key] ? found[key] : since[key]);
		}),
	);
});
