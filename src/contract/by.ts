import * as z from "zod/mini";

/** Who asked for something, as events name them. In a room that nobody leads, events do not say. */
export const By = z.discriminatedUnion("role", [
	z.object({ role: z.literal("host") }),
	z.object({ role: z.literal("seat"), seat: z.number() }),
]);
export type By = z.infer<typeof By>;
