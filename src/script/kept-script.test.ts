import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openMemory } from "#lab/memory-storage.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { stateOf } from "#room/testkit/state.ts";
import { NOTHING_BORROWED } from "./borrowed.ts";
import { writeRun } from "./keep-run.ts";
import { interruptionOf, readRun } from "./kept-script.ts";
import type { Script, ScriptRole, ScriptState } from "./runner.ts";
import { TESTS } from "./tests.ts";

const KEY = "slow-wire/demo/script";
const room = (clearedSeq = 3, name = "one") => stateOf(openHistory({ ...EMPTY_WORLD, clearedSeq }), { life: { name, before: 0 } });
const state = (more: Partial<ScriptState> = {}): ScriptState => ({
	script: TESTS[3] as Script,
	next: 4,
	state: "waiting",
	interruption: null,
	verdict: null,
	worlds: [],
	borrowed: { ...NOTHING_BORROWED, found: { persistence: false }, set: { persistence: true }, delay: { found: 0, set: 500 } },
	...more,
});
const keptText = (more: Partial<ScriptState> = {}) => {
	const storage = openMemory();
	writeRun(storage, room(), state(more));
	return storage.getItem(KEY) ?? "";
};
const read = (text: string) => {
	const storage = openMemory();
	storage.setItem(KEY, text);
	return readRun(storage, "demo");
};

describe("a script that a tab keeps", () => {
	it("is read back as it was, with whatever it belongs to", () => {
		// each kind, so that a new one is not forgotten here
		const roles: { readonly [Kind in ScriptRole["kind"]]: Extract<ScriptRole, { kind: Kind }> } = {
			alone: { kind: "alone" },
			lesson: { kind: "lesson", lesson: "x" },
			cell: { kind: "cell", cell: "retain-0" },
			question: { kind: "question", question: "x" },
			"follow-up": { kind: "follow-up", lesson: "x", how: "shown" },
		};
		for (const role of [...Object.values(roles), { kind: "lesson", lesson: "x", led: true } as const]) {
			const script = { ...(TESTS[3] as Script), role };
			expect(read(keptText({ script }))).toEqual({
				life: "one",
				clearedSeq: 3,
				script,
				next: 4,
				interruption: null,
				borrowed: state().borrowed,
			});
		}
	});

	it("is not kept once it is at its end, or put away", () => {
		expect([keptText({ state: "done" }), keptText({ script: null, state: "idle" })]).toEqual(["", ""]);
	});

	it("is nothing when anything about it is not as this page writes it", () => {
		const kept = JSON.parse(keptText()) as Record<string, unknown>;
		const wrong: readonly unknown[] = [
			...Object.keys(kept).map((key) => ({ ...kept, [key]: undefined })),
			{ ...kept, next: 99 },
			{ ...kept, next: -1 },
			{ ...kept, script: { ...(kept.script as object), steps: [] } },
			{ ...kept, script: { ...(kept.script as object), steps: [{ says: "x", step: { do: "explode" } }] } },
			{ ...kept, script: { ...(kept.script as object), steps: [{ says: "x", step: { do: "disconnect", client: "a b" } }] } },
			{ ...kept, borrowed: { ...NOTHING_BORROWED, atOnceFrom: 1e9 } },
			{ ...kept, borrowed: { ...NOTHING_BORROWED, set: { maxQueuedMessages: -1 } } },
		];
		for (const one of wrong) expect(read(JSON.stringify(one))).toBeNull();
		fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => read(text) === null));
	});

	it("survives a browser that forbids its storage", () => {
		const forbidden = new Proxy(openMemory(), {
			get() {
				throw new DOMException("no", "SecurityError");
			},
		});
		writeRun(forbidden, room(), state());
		expect(readRun(forbidden, "demo")).toBeNull();
	});

	it("was interrupted by whatever has come in between", () => {
		const kept = read(keptText());
		if (kept === null) throw new Error("it was not kept");
		expect(interruptionOf(kept, room())).toBe("reloaded");
		expect(interruptionOf(kept, room(40))).toBe("cleared");
		expect(interruptionOf(kept, room(3, "two"))).toBe("begun-anew");
		expect(interruptionOf({ ...kept, interruption: "begun-anew" }, room())).toBe("begun-anew");
	});
});
