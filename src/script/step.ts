import * as z from "zod/mini";
import type { ScriptedVerb, Verb } from "./steps/verb.ts";
import { SCRIPTED, UNSCRIPTED } from "./steps/verbs.ts";

const { connect, ...others } = SCRIPTED;
/** What a script may hold: every action that means the same in any room. Steps are read from files and links, so the schema is the type. */
export const ScriptedStep = z.discriminatedUnion("do", [connect.schema, ...Object.values(others).map(({ schema }) => schema)]);
export type ScriptedStep = z.infer<typeof ScriptedStep>;

type StepBy<V> = V extends Verb<infer S> ? S : never;
/** One action of a person, as data. Every button, key and script goes through perform(step). */
export type Step = ScriptedStep | StepBy<(typeof UNSCRIPTED)[keyof typeof UNSCRIPTED]>;
export type StepOf<Does extends Step["do"]> = Extract<Step, { readonly do: Does }>;

type Scripted = typeof SCRIPTED;
/** Verbs by which a client leaves, whether or not the broker hears of it. */
export type LeavingVerb = { [Does in keyof Scripted]: Scripted[Does]["leaves"] extends null ? never : Does }[keyof Scripted];

/** Each record stands under the name that its own steps carry, so it is only ever asked about those steps. */
const BY_NAME: { readonly [Does in Step["do"]]: Verb<StepOf<Does>> } = { ...SCRIPTED, ...UNSCRIPTED };
const SCRIPTED_BY_NAME: { readonly [Does in ScriptedStep["do"]]: ScriptedVerb<StepOf<Does>> } = SCRIPTED;

/** The record of what this step does. */
export function verbOf(step: Step): Verb<Step> {
	return BY_NAME[step.do];
}

export function scriptedVerbOf(step: ScriptedStep): ScriptedVerb<ScriptedStep> {
	return SCRIPTED_BY_NAME[step.do];
}

export function isScripted(step: Step): step is ScriptedStep {
	return Object.hasOwn(SCRIPTED, step.do);
}

/** Whether the client of this step leaves by it. */
export function isLeaving(step: ScriptedStep): step is StepOf<LeavingVerb> {
	return scriptedVerbOf(step).leaves !== null;
}
