import type { StoreApi } from "zustand";
import type { SettingChanges } from "#contract/settings.ts";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { ScriptedStep } from "./step.ts";

export type ScriptLine = {
	readonly says: string;
	readonly step: ScriptedStep;
	/** sent: goes on as soon as the packet is on the wire, without waiting until all wires are quiet. For what happens while the room is paused. */
	readonly goesOn?: "sent" | undefined;
};

/** What a script is to a lesson. */
type ScriptRole =
	/** A run of the lesson: what came of it is judged there. */
	| { readonly kind: "lesson"; readonly lesson: string }
	/** The lesson once more, for somebody who goes on by hand, or with its answer: it belongs to the lesson, and is not a run of it. */
	| { readonly kind: "follow-up"; readonly lesson: string; readonly how: "by-hand" | "shown" }
	/** It belongs to no lesson. */
	| { readonly kind: "alone" };

/** A scripted experiment: steps with one sentence each, and what must have come of it. */
export type Script = {
	readonly id: string;
	readonly title: string;
	/** What is asked, one sentence; the outcome is not spoiled. */
	readonly asks: string;
	readonly role: ScriptRole;
	/** The three switches of a test of the seed experiment. */
	readonly settings?: SeedSettings | undefined;
	/** What of the broker's settings it needs; the rest is as this room has it. */
	readonly broker?: SettingChanges | undefined;
	readonly steps: readonly ScriptLine[];
	/** Judged on the world at the end, by state; null: whoever asked for the script judges it. */
	readonly expects: Expectation | null;
};

/** One of the five tests of the seed experiment: three switches, and what must come of them. */
export type SeedTest = Script & { readonly settings: SeedSettings; readonly expects: Expectation };
export type SeedSettings = { readonly cleanSession: boolean; readonly publishQos: QoS; readonly subscribeQos: QoS };
export type Expectation = {
	readonly subscriber: string;
	/** Payloads that its application received after it came back, in order. */
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
	/** playing: goes on by itself. performing: one step is under way (waiting for the wire). waiting: for a person. taken-over: a person goes on by hand. done. */
	readonly state: "idle" | "waiting" | "performing" | "playing" | "taken-over" | "done";
	/** Once done; null where nothing was expected. */
	readonly verdict: Verdict | null;
	/** The world after each step, by the index of the step, as far as this runner has come. By reference. */
	readonly worlds: readonly World[];
};

export type ScriptStore = StoreApi<ScriptState> & {
	/** Lays the script out: clears the room, adds its clients, performs nothing else. */
	load(script: Script): Promise<Outcome>;
	/** Performs one step and waits until it is through the wire. */
	next(): Promise<Outcome>;
	/** Goes on step by step until the end, pause(), or takeOver(). */
	play(): Promise<Outcome>;
	/** No delay on the wire, all steps, then the delay as it was. */
	playAtOnce(): Promise<Outcome>;
	pause(): void;
	takeOver(): void;
	/** Puts the script away; what happened stays. */
	dismiss(): void;
};

export type JudgeInput = { readonly world: World; readonly expects: Expectation };
