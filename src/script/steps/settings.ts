import * as z from "zod/mini";
import { SettingChanges } from "#contract/settings.ts";
import { endAll, isRestarted } from "./end-all.ts";
import type { ScriptedVerb } from "./verb.ts";

/** A setting that is left out stays as it is. */
const Settings = z.strictObject({ do: z.literal("settings"), settings: SettingChanges });
type Settings = z.infer<typeof Settings>;

export const settings = {
	schema: Settings,
	says: () => "The broker is set differently.",
	refuse: () => null,
	perform: ({ settings: changes }, hands) => {
		const { broker } = hands.room.getState().live.settings;
		const command = { type: "broker.settings", settings: changes } as const;
		const same = changes.broker === undefined || changes.broker === broker;
		return same ? hands.room.send(command) : endAll(command, isRestarted, hands);
	},
	already: () => false,
	reached: () => "through",
	leaves: null,
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Settings>;
