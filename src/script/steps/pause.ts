import * as z from "zod/mini";
import type { ScriptedVerb } from "./verb.ts";

const Pause = z.strictObject({ do: z.literal("pause") });
type Pause = z.infer<typeof Pause>;

export const pause = {
	schema: Pause,
	says: () => "The room is paused: packets stand still on their wires.",
	refuse: () => null,
	perform: (_, { room }) => room.send({ type: "clock.pause" }),
	already: (_, { world }) => world.clock.paused,
	reached: (_, { world }) => (world.clock.paused ? "through" : "not-yet"),
	leaves: null,
	throughInPause: true,
	clock: "stands",
} satisfies ScriptedVerb<Pause>;
