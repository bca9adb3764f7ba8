import type * as z from "zod/mini";
import type { LabState, LabStore } from "#lab/lab.ts";
import type { ClientSetup, Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { RoomStore } from "#room/room-state.ts";

/** The room and this page, as they are just now. */
export type Now = { readonly world: World; readonly lab: LabState };

/** What a step that has been made is judged by. */
export type Look = Now & {
	/** Only their wires are waited for. */
	readonly cast: readonly string[];
	/** The packet on its wire is enough. */
	readonly sent: boolean;
	/** The world before the step: what has come of the step is told by what has changed since. */
	readonly before: World;
};

/** through: what the step asked for is so, and nothing of it is under way. stopped: it can no longer come to that. */
export type Reached = "through" | "not-yet" | { readonly stopped: string };

/** What a step is made with. */
export type Hands = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	/** Ends every wait: the playground is closed. */
	readonly signal: AbortSignal;
	/** A person chose this delay. */
	readonly delayChosen: (delayMs: number) => void;
};

/**
 * Everything about one verb that a person can do. Written as methods: the table of all verbs asks a record about steps of its own only,
 * and so may hold it as a record of any step.
 */
export type Verb<Step> = {
	/** Why the step makes no sense just now, as a sentence; null if it may be tried. Pure: the lab and the room may still refuse it. */
	refuse(step: Step, now: Now): string | null;
	perform(step: Step, hands: Hands): Outcome | Promise<Outcome>;
};

/**
 * How a client leaves. polite: with DISCONNECT, and its will is forgotten [MQTT-3.14.4-3]. abrupt: its connection ends without one, and the
 * broker owes its will [MQTT-3.1.2-8]. unheard: the broker hears of nothing until it gives the client up.
 */
export type Parting = "polite" | "abrupt" | "unheard";

/** Everything about one verb that a script can hold: it means the same in any room. */
export type ScriptedVerb<Step> = Verb<Step> & {
	/** Steps are read from files and links, so the schema is the type. */
	readonly schema: z.ZodMiniType<Step>;
	/** One sentence, for a step that brings none of its own. */
	says(step: Step): string;
	/** Whether the step has been made already, by hand: it need not be made again. */
	already(step: Step, now: Now): boolean;
	/** Judged by state alone, so that a step made by hand in between does no harm. */
	reached(step: Step, look: Look): Reached;
	/** How the client of the step leaves by it; null: it does not. */
	readonly leaves: Parting | null;
	/** Whether the step can be through while the room stands still: what waits for an answer would wait for ever. */
	readonly throughInPause: boolean;
	/** What the room's clock does afterwards; null: what it did before. */
	readonly clock: "stands" | "goes" | null;
	/** What the step says of the card of its client. Left out: nothing. */
	card?(step: Step): Partial<Omit<ClientSetup, "clientId" | "side">>;
	/** The step as it is recorded, with what the card said when it was made. Left out: it is complete by itself. */
	whole?(step: Step, lab: LabState): Step;
	/** The step as it is meant in another run, where packets have other names. Left out: the same. */
	again?(step: Step): Step;
};
