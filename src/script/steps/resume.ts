import * as z from "zod/mini";
import { throughOnce } from "./through.ts";
import type { ScriptedVerb } from "./verb.ts";

const Resume = z.strictObject({ do: z.literal("resume") });
type Resume = z.infer<typeof Resume>;

export const resume = {
	schema: Resume,
	says: () => "The room goes on.",
	refuse: () => null,
	perform: (_, { room }) => room.send({ type: "clock.resume" }),
	already: (_, { world }) => !world.clock.paused,
	reached: (_, look) => throughOnce(!look.world.clock.paused, look),
	leaves: null,
	throughInPause: true,
	clock: "goes",
} satisfies ScriptedVerb<Resume>;
