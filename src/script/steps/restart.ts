import * as z from "zod/mini";
import { endAll, isRestarted } from "./end-all.ts";
import type { ScriptedVerb } from "./verb.ts";

/** Every connection ends; what is kept depends on the persistence of the broker. */
const Restart = z.strictObject({ do: z.literal("restart") });
type Restart = z.infer<typeof Restart>;

export const restart = {
	schema: Restart,
	says: () => "The broker is restarted.",
	refuse: () => null,
	perform: (_, hands) => endAll({ type: "broker.restart" }, isRestarted, hands),
	already: () => false,
	reached: () => "through",
	leaves: null,
	throughInPause: false,
	clock: null,
} satisfies ScriptedVerb<Restart>;
