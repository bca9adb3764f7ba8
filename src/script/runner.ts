import type { StoreApi } from "zustand";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import type { Step } from "./step.ts";

/** A scripted experiment: steps with one sentence each, and what must have come of it. */
export type Script = {
	readonly id: string;
	readonly title: string;
	/** What is asked, one sentence; the outcome is not spoiled. */
	readonly asks: string;
	readonly settings: { readonly cleanSession: boolean; readonly publishQos: 0 | 1 | 2; readonly subscribeQos: 0 | 1 | 2 };
	readonly steps: readonly { readonly says: string; readonly step: Step }[];
	/** Judged on the world at the end, by state. */
	readonly expects: Expectation;
};
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
	readonly verdict: Verdict | null;
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

export type JudgeInput = { readonly world: World; readonly script: Script };
