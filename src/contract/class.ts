import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

/**
 * A class: what a room holds beside its broker when a trainer leads it. None of it is an event of the room: the journal tells what packets and
 * brokers did. Every page is told the part that its role may see.
 */

/** The stages, in the order in which a trainer goes through them; after "reveal" comes "watch" again. */
const STAGES = ["lobby", "watch", "ask", "closed", "run", "reveal"] as const;
export type ClassStage = (typeof STAGES)[number];

export const short = z.string().check(z.minLength(1), z.maxLength(LIMITS.classShortCharacters));
const sentence = z.string().check(z.minLength(1), z.maxLength(LIMITS.classSentenceCharacters));
export const seat = z.number().check(z.int(), z.minimum(1), z.maximum(LIMITS.seats));
export const answer = z.number().check(z.int(), z.minimum(0), z.maximum(LIMITS.answers - 1));

/** A question to every phone. What is true is not part of it: the run decides that, and the host's page says it at "reveal". */
export const ClassQuestion = z.object({
	/** Names the question: an answer to another one does not count. */
	id: short,
	/** Where it comes from: "Test 2 of 5". Empty: it is the trainer's own. */
	about: z.string().check(z.maxLength(LIMITS.classShortCharacters)),
	asks: sentence,
	/** The moments before it, in order; messages: their names and nothing of their fate. */
	setup: z
		.array(z.object({ says: sentence, code: z.optional(short), messages: z.optional(z.array(short).check(z.maxLength(LIMITS.answers))) }))
		.check(z.maxLength(LIMITS.setupMoments)),
	answers: z.array(sentence).check(z.minLength(2), z.maxLength(LIMITS.answers)),
});
export type ClassQuestion = z.infer<typeof ClassQuestion>;

/** Whether the trainer asks this, and not a lesson: no run decides it. */
export function isOwnQuestion({ about }: Pick<ClassQuestion, "about">): boolean {
	return about === "";
}

/** What the run decided. */
export const Truth = z.object({
	/** The answer that came true, counted from 0; null: none of them did. */
	answer: z.nullable(answer),
	/** One sentence for the back of the room. */
	says: sentence,
	/** What the evidence is of: a client, and the messages that the question is about, by their names in this run. */
	client: z.nullable(short),
	messages: z.array(short).check(z.maxLength(LIMITS.answers)),
	/** For each answer: where it first differs from what happened. Null: it does not, or nobody can say. */
	differs: z.array(z.nullable(sentence)).check(z.maxLength(LIMITS.answers)),
});
export type Truth = z.infer<typeof Truth>;

/** What everybody is asked to do now, as phones show it. client: which of its two clients a phone shows. */
export const ClassTask = z.object({ title: short, says: sentence, client: z.enum(["pub", "sub"]) });
export type ClassTask = z.infer<typeof ClassTask>;

/** Where the host looks: screens look there too. seq: the moment that is looked back at; null: what happens now. */
export const HostLooks = z.object({
	seq: z.nullable(z.number()),
	/** What is selected, as events name it: a packet, or a message. */
	packet: z.nullable(short),
	message: z.nullable(short),
});
export type HostLooks = z.infer<typeof HostLooks>;

const BENCH_WORDS = ["not begun", "Predict", "Run", "Compare", "Explain"] as const;

/** How far a seat's bench has come in its lesson. */
export const BenchProgress = z.object({
	station: z.number().check(z.int(), z.minimum(0), z.maximum(4)),
	of: z.literal(4),
	says: z.enum(BENCH_WORDS),
});
export type BenchProgress = z.infer<typeof BenchProgress>;

/**
 * here: its phone answers. "not-answering": its phone has a line and says nothing on it. away: it has none. removed: by the host. free: nobody has the
 * seat any longer, which is told once.
 */
export const Presence = z.enum(["here", "not-answering", "away", "removed", "free"]);
export type Presence = z.infer<typeof Presence>;

/** A seat as a page is told of it. */
export const SeatTold = z.object({
	seat: z.number(),
	/** Null: it has none, or this page is not told. */
	name: z.nullable(z.string()),
	presence: Presence,
	hidden: z.boolean(),
	progress: z.nullable(BenchProgress),
	/** What the seat's own page says that its clients have received, by client id. */
	received: z.record(z.string(), z.number()),
});
export type SeatTold = z.infer<typeof SeatTold>;

/** What every page of a class is told. */
export const ClassTold = z.object({
	stage: z.enum(STAGES),
	what: z.string(),
	task: z.nullable(ClassTask),
	looks: HostLooks,
	/** Where phones find this host, as http://address:port; addresses: all of them, of which the host chooses one. */
	address: z.string(),
	addresses: z.array(z.string()),
	frozen: z.boolean(),
	/** Whether phones that have neither a seat nor the paper card of one are given one. */
	joining: z.boolean(),
	/** Phones that were removed and whose seats were freed then: how many are kept out. */
	outcasts: z.number(),
	/** The lesson of the benches; null: everybody is in the class. */
	benches: z.nullable(z.string()),
	question: z.nullable(ClassQuestion),
	/** How many have answered, of how many: the seats that are here, and those that have answered. */
	answered: z.number(),
	asked: z.number(),
	/** At "reveal" alone: what happened, and how many gave each answer. */
	truth: z.nullable(Truth),
	given: z.nullable(z.array(z.number())),
	here: z.number(),
	taken: z.number(),
	places: z.number(),
	spotlight: z.array(z.number()),
	shows: z.enum(["stage", "black", "code"]),
});
export type ClassTold = z.infer<typeof ClassTold>;

/** Who a page is in a class. token: what this phone shows to have its seat again. ticket: what this page shows when its MQTT clients come, so that they are its own. */
export const You = z.discriminatedUnion("role", [
	/** cards: what the paper card of each seat shows, in order. */
	z.object({ role: z.literal("host"), ticket: z.string(), cards: z.array(z.string()) }),
	z.object({
		role: z.literal("seat"),
		seat: z.number(),
		token: z.string(),
		ticket: z.string(),
		/** The answer that this seat has given to the question of now. */
		answer: z.nullable(z.number()),
	}),
	z.object({ role: z.literal("screen") }),
]);
export type You = z.infer<typeof You>;

/** What a page of a class is told besides the room itself. A part that is not there is as it was; seats: those that have changed. */
export const ClassFrame = z.object({
	type: z.literal("class"),
	you: z.optional(You),
	told: z.optional(z.partial(ClassTold)),
	seats: z.optional(z.array(SeatTold)),
});
export type ClassFrame = z.infer<typeof ClassFrame>;
