import type * as z from "zod/mini";
import type { LabState, LabStore } from "#lab/lab.ts";
import type { ClientSetup, Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { RoomStore } from "#room/room-state.ts";

/** The room and this page, in their current state. */
export type Now = { readonly world: World; readonly lab: LabState };

/** What is looked at to judge a step that has been made. */
export type Look = Now & {
	/** Only the wires of these clients are waited for. */
	readonly cast: readonly string[];
	/** It is enough that the packet is on its wire. */
	readonly sent: boolean;
	/** The world before the step: the effect of the step is what has changed since then. */
	readonly before: World;
};

/** through: what the step asked for has happened, and nothing of the step is under way. stopped: that can no longer happen. */
export type Reached = "through" | "not-yet" | { readonly stopped: string };

/** What a step needs in order to be made. */
export type Hands = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	/** Aborted, with a sentence for a reason, when the life of the room ends or the playground is closed: a step that is still waiting is given up. */
	readonly signal: AbortSignal;
	/** Called when a person has chosen this delay. */
	readonly delayChosen: (delayMs: number) => void;
};

/**
 * Everything about one verb that a person can do. Declared as methods: the table of all verbs only asks a record about its own steps, and
 * so may hold that record as a record of any step.
 */
export type Verb<Step> = {
	/** Why the step makes no sense at the moment, as a sentence; null if the step may be tried. Pure: the lab and the room may still refuse the step. */
	refuse(step: Step, now: Now): string | null;
	perform(step: Step, hands: Hands): Outcome | Promise<Outcome>;
};

/**
 * How a client leaves. polite: with DISCONNECT, and the will is forgotten [MQTT-3.14.4-3]. abrupt: the connection ends without DISCONNECT,
 * and the broker owes the will [MQTT-3.1.2-8]. unheard: the broker hears nothing until it gives up on the client.
 */
export type Parting = "polite" | "abrupt" | "unheard";

/** Everything about one verb that a script can hold: the verb means the same in any room. */
export type ScriptedVerb<Step> = Verb<Step> & {
	/** Steps are read from files and links, so the schema is the type. */
	readonly schema: z.ZodMiniType<Step>;
	/** One sentence, for a step that brings no sentence of its own. */
	says(step: Step): string;
	/** Whether the step has already been made by hand: in that case it need not be made again. */
	already(step: Step, now: Now): boolean;
	/** Judged by state alone, so that a step made by hand in between does no harm. */
	reached(step: Step, look: Look): Reached;
	/** How the client of the step leaves by it; null: the client does not leave. */
	readonly leaves: Parting | null;
	/** Whether the step can be through while the room stands still: a step that waits for an answer would wait for ever. */
	readonly throughInPause: boolean;
	/** What the room's clock does afterwards; null: the clock goes on as before. */
	readonly clock: "stands" | "goes" | null;
	/** What the step says about its client's card. If left out: nothing. */
	card?(step: Step): Partial<Omit<ClientSetup, "clientId" | "side">>;
	/** The step as it is recorded, with what the card said when the step was made. If left out: the step is complete by itself. */
	whole?(step: Step, lab: LabState): Step;
	/** The step as it is meant in another run, where packets have other names. If left out: the same. */
	again?(step: Step): Step;
};
