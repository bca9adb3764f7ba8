import type { StoreApi } from "zustand";
import type { SettingChanges } from "#contract/settings.ts";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Borrowed } from "./borrowed.ts";
import type { ScriptedStep } from "./step.ts";

/** The lesson to which a script belongs; null: none. */
export function lessonOf(role: ScriptRole): string | null {
	return role.kind === "lesson" || role.kind === "follow-up" ? role.lesson : null;
}

/** Whether the script is run before a class: its outcome is revealed there, and compared with nothing of this page. */
export function isLed(role: ScriptRole): boolean {
	return role.kind === "lesson" && role.led === true;
}

export type ScriptLine = {
	readonly says: string;
	readonly step: ScriptedStep;
	/** sent: goes on as soon as the packet is on the wire, without waiting until all wires are quiet. Used for steps made while the room is paused. */
	readonly goesOn?: "sent" | undefined;
};

/** What a script belongs to. A field says this, never the script's id. */
export type ScriptRole =
	/**
	 * A run of the lesson: the lesson judges its outcome. prediction: the answer that was chosen before, which the page itself forgets when it is
	 * loaded again. led: it is run before a class, and it is the class that has predicted.
	 */
	| { readonly kind: "lesson"; readonly lesson: string; readonly prediction?: string | undefined; readonly led?: true | undefined }
	/** The lesson once more, for somebody who goes on by hand, or with its answer: this script belongs to the lesson, but is not a run of it. */
	| { readonly kind: "follow-up"; readonly lesson: string; readonly how: "by-hand" | "shown" }
	/** One cell of the matrix, by the name that keyOf() gives it. */
	| { readonly kind: "cell"; readonly cell: string }
	/** The run that proves the answer to a question: the question judges its outcome. */
	| { readonly kind: "question"; readonly question: string }
	/** The script belongs to nothing. */
	| { readonly kind: "alone" };

/** A scripted experiment: steps with one sentence each, and the outcome that must follow. */
export type Script = {
	readonly id: string;
	readonly title: string;
	/** The question, one sentence; the sentence does not give the outcome away. */
	readonly asks: string;
	readonly role: ScriptRole;
	/** The three switches of a test of the seed experiment. */
	readonly settings?: SeedSettings | undefined;
	/** The broker settings that the script needs; the other settings are as this room has them. */
	readonly broker?: SettingChanges | undefined;
	readonly steps: readonly ScriptLine[];
	/** Judged on the world at the end, by state; null: the code that asked for the script judges the outcome. */
	readonly expects: Expectation | null;
};

/** One of the five tests of the seed experiment: three switches, and the outcome that must follow. */
export type SeedTest = Script & { readonly settings: SeedSettings; readonly expects: Expectation };
export type SeedSettings = { readonly cleanSession: boolean; readonly publishQos: QoS; readonly subscribeQos: QoS };
export type Expectation = {
	readonly subscriber: string;
	/** Payloads that the subscriber's application received after the subscriber came back, in order. */
	readonly received: readonly string[];
	readonly sessionPresent: boolean;
	readonly why: string;
	readonly clause: string;
};
export type Verdict = {
	readonly received: readonly string[];
	readonly sessionPresent: boolean | null;
	readonly asExpected: boolean;
};

export type ScriptState = {
	readonly script: Script | null;
	/** The next step to perform; equal to steps.length at the end. */
	readonly next: number;
	/**
	 * playing: goes on by itself. performing: one step is under way (waiting for the wire). waiting: for a person. taken-over: a person goes
	 * on by hand. interrupted: offered again, because something has come in between. done: at its end.
	 */
	readonly state: "idle" | "waiting" | "performing" | "playing" | "taken-over" | "interrupted" | "done";
	/** Set while the script is interrupted. */
	readonly interruption: Interruption | null;
	/** Set once the script is done; null where nothing was expected. */
	readonly verdict: Verdict | null;
	/** The world after each step, by the index of the step, as far as this runner has come. The worlds are references, not copies. */
	readonly worlds: readonly World[];
	readonly borrowed: Borrowed;
};

/**
 * What came in between. reloaded: the page was loaded again, or came back, which left its clients offline; the room is still that of the script.
 * cleared, begun-anew: see LifeEnd.
 */
export type Interruption = "reloaded" | "cleared" | "begun-anew";

/** A script that is under way, as a tab keeps it. */
export type KeptRun = {
	/** The life of the room in which the script was laid out. */
	readonly life: string;
	/** The clearing after which it was laid out. */
	readonly clearedSeq: number;
	readonly script: Script;
	readonly next: number;
	/** Set when something had come in between already. */
	readonly interruption: Interruption | null;
	readonly borrowed: Borrowed;
};

export type ScriptStore = StoreApi<ScriptState> & {
	/** Lays the script out: clears the room, adds its clients, performs nothing else. */
	load(script: Script): Promise<Outcome>;
	/** Performs one step and waits until the step is through the wire. */
	next(): Promise<Outcome>;
	/** Goes on step by step until the end, pause(), or takeOver(). */
	play(): Promise<Outcome>;
	/** Plays all steps with no delay on the wire, then restores the delay. */
	playAtOnce(): Promise<Outcome>;
	pause(): void;
	takeOver(): void;
	/** The script is not to go on by itself: what it was laid out in is gone, or was left for a while. */
	interrupt(how: Interruption): void;
	/** A script that this tab has kept is offered again. */
	offer(kept: KeptRun, how: Interruption): void;
	/** Goes on after a reload where the script was. */
	goOn(): void;
	/** Puts the script away; what happened stays. */
	dismiss(): void;
};

export type JudgeInput = { readonly world: World; readonly expects: Expectation };
