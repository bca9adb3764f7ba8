import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { SettingChanges } from "#contract/settings.ts";
import type { RoomState } from "#room/room-state.ts";
import { runKey } from "./run-key.ts";
import type { Interruption, KeptRun } from "./runner.ts";
import { ScriptedStep } from "./step.ts";
import { stepFaults } from "./step-faults.ts";
import { QoS } from "./steps/fields.ts";

const text = z.string().check(z.maxLength(LIMITS.sentenceCharacters));
const delay = z.number().check(z.gte(0), z.lte(LIMITS.delayMs));

const KeptScript = z.object({
	id: text,
	title: text,
	asks: text,
	role: z.discriminatedUnion("kind", [
		z.object({ kind: z.literal("lesson"), lesson: text, prediction: z.optional(text), led: z.optional(z.literal(true)) }),
		z.object({ kind: z.literal("follow-up"), lesson: text, how: z.enum(["by-hand", "shown"]) }),
		z.object({ kind: z.literal("cell"), cell: text }),
		z.object({ kind: z.literal("question"), question: text }),
		z.object({ kind: z.literal("alone") }),
	]),
	settings: z.optional(z.object({ cleanSession: z.boolean(), publishQos: QoS, subscribeQos: QoS })),
	broker: z.optional(SettingChanges),
	steps: z
		.array(z.object({ says: text, step: ScriptedStep, goesOn: z.optional(z.literal("sent")) }))
		.check(z.minLength(1), z.maxLength(LIMITS.recordedSteps)),
	expects: z.nullable(z.object({ subscriber: text, received: z.array(text), sessionPresent: z.boolean(), why: text, clause: text })),
});

const Kept = z.object({
	/** See KeptRun. */
	life: z.string(),
	clearedSeq: z.number(),
	script: KeptScript,
	interruption: z.nullable(z.enum(["reloaded", "cleared", "begun-anew"])),
	next: z.number().check(z.int(), z.gte(0), z.lte(LIMITS.recordedSteps)),
	borrowed: z.object({
		found: SettingChanges,
		set: SettingChanges,
		delay: z.nullable(z.object({ found: delay, set: delay })),
		atOnceFrom: z.nullable(delay),
	}),
});
/** The script that was not at its end when this tab left the room; null: there is none that can be read. Never throws. */
export function readRun(storage: Storage, room: string): KeptRun | null {
	try {
		const kept = storage.getItem(runKey(room));
		const read = kept === null ? null : z.safeParse(Kept, JSON.parse(kept));
		if (read === null || !read.success) return null;
		const { script, next } = read.data;
		return next <= script.steps.length && stepFaults(script.steps.map(({ step }) => step)).length === 0 ? read.data : null;
	} catch {
		return null;
	}
}

/** What has become of a kept script: this page was loaded again; or the room, too, is another one by now. */
export function interruptionOf({ life, clearedSeq, interruption }: KeptRun, now: RoomState): Interruption {
	if (now.life?.name !== life) return "begun-anew";
	return now.live.clearedSeq === clearedSeq ? (interruption ?? "reloaded") : "cleared";
}
