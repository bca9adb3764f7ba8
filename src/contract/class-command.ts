import * as z from "zod/mini";
import { answer, BenchProgress, ClassQuestion, ClassTask, HostLooks, seat, short, Truth } from "./class.ts";
import { LIMITS } from "./limits.ts";

/** What host and seats may ask of a class; who may ask for what: host/class/rights.ts. */
export const ClassCommand = z.discriminatedUnion("type", [
	/** From the lobby, and from "reveal", to "watch". */
	z.object({ type: z.literal("class.watch") }),
	/** what: what is going on, for the screen. task: for the phones; null: to look at the front. */
	z.object({
		type: z.literal("class.says"),
		what: z.string().check(z.maxLength(LIMITS.classSentenceCharacters)),
		task: z.nullable(ClassTask),
	}),
	z.object({ type: z.literal("class.looks"), looks: HostLooks }),
	/** Which of the host's addresses the screen and the QR code show. */
	z.object({ type: z.literal("class.address"), address: z.string().check(z.maxLength(LIMITS.classSentenceCharacters)) }),
	z.object({ type: z.literal("class.ask"), question: ClassQuestion }),
	z.object({ type: z.literal("class.close") }),
	z.object({ type: z.literal("class.run") }),
	z.object({ type: z.literal("class.reveal"), truth: Truth }),
	z.object({ type: z.literal("class.freeze"), frozen: z.boolean() }),
	/** lesson: what every seat works on in a room of its own; null: all are called back. */
	z.object({ type: z.literal("class.benches"), lesson: z.nullable(short) }),
	z.object({ type: z.literal("class.spotlight"), seats: z.array(seat).check(z.maxLength(LIMITS.spotlights)) }),
	z.object({ type: z.literal("class.show"), shows: z.enum(["stage", "black", "code"]) }),
	z.object({ type: z.literal("class.hide"), seat: z.nullable(seat), hidden: z.boolean() }),
	z.object({ type: z.literal("class.remove"), seat }),
	/** Takes a removal back, or lets a removed phone come to its seat again. */
	z.object({ type: z.literal("class.readmit"), seat }),
	/** Whether phones that have neither a seat nor the paper card of one are given one. true: those that were removed for good as well. */
	z.object({ type: z.literal("class.joining"), joining: z.boolean() }),
	/** Takes a seat from a phone that is away or removed: the seat begins anew, for the next phone. */
	z.object({ type: z.literal("class.free"), seat }),
	z.object({ type: z.literal("class.cut"), seat }),
	z.object({ type: z.literal("class.answer"), question: short, answer }),
	z.object({ type: z.literal("class.name"), name: z.string().check(z.maxLength(LIMITS.seatNameCharacters)) }),
	z.object({ type: z.literal("class.progress"), progress: z.nullable(BenchProgress) }),
]);
export type ClassCommand = z.infer<typeof ClassCommand>;

/** A command to the class, with a number from the page that the answer repeats. */
export const ClassCommandFrame = z.object({ id: z.number(), class: ClassCommand });
export type ClassCommandFrame = z.infer<typeof ClassCommandFrame>;

/** The first frame of a page in a class: what it wants to be. Without one, a page sees what a screen sees and may ask for nothing. */
export const HelloFrame = z.object({
	hello: z.discriminatedUnion("role", [
		z.object({ role: z.literal("host"), key: z.string().check(z.maxLength(LIMITS.keyCharacters)) }),
		/** token: of the seat that this phone had; null: it has had none. */
		z.object({ role: z.literal("seat"), token: z.nullable(z.string().check(z.maxLength(LIMITS.keyCharacters))) }),
		/** key: of the host, in whose browser it may be: such a screen is let in however many watch. */
		z.object({ role: z.literal("screen"), key: z.optional(z.string().check(z.maxLength(LIMITS.keyCharacters))) }),
	]),
});
export type HelloFrame = z.infer<typeof HelloFrame>;
