import { expect, test } from "vitest";
import { SettingChanges } from "./settings.ts";

test.each([
	[{ corrections: true }, { broker: "decided" }],
	[
		{ corrections: false, persistence: true },
		{ broker: "aedes", persistence: true },
	],
	[{ maxQueuedMessages: 3 }, { maxQueuedMessages: 3 }],
	[{ broker: "aedes" }, { broker: "aedes" }],
	[{}, {}],
])("%j, as a link or a file of an earlier version may have it, means %j", (written, meant) => {
	expect(SettingChanges.parse(written)).toEqual(meant);
});

test.each([{ corrections: "no" }, { corrections: true, broker: "aedes" }, { broker: "emqx" }, { queue: 1 }, null, [], "broker"])(
	"%j is refused",
	(written) => {
		expect(SettingChanges.safeParse(written).success).toBe(false);
	},
);
