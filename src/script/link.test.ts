import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { packLink, readLink } from "./link.ts";
import { deflate, toBase64Url } from "./link-bytes.ts";
import { seal } from "./link-seal.ts";
import type { ScriptLine } from "./runner.ts";
import { sayStep } from "./say-step.ts";
import type { ScriptedStep } from "./step.ts";
import { TESTS } from "./tests.ts";

const client = fc.constantFrom("sub-1", "pub-1", "pub-2");
const qos = fc.constantFrom(0 as const, 1 as const, 2 as const);
const step: fc.Arbitrary<ScriptedStep> = fc.oneof(
	fc.record({
		do: fc.constant("publish" as const),
		client,
		topic: fc.constantFrom("home/temp", "ü/☂"),
		payload: fc.string({ maxLength: 30 }),
		qos,
		retain: fc.boolean(),
		times: fc.integer({ min: 1, max: LIMITS.burst }),
	}),
	fc.record({ do: fc.constant("subscribe" as const), client, filter: fc.constantFrom("#", "home/+"), qos }),
	fc.record({ do: fc.constant("disconnect" as const), client }),
	fc.record({ do: fc.constant("connect" as const), client, cleanSession: fc.boolean(), will: fc.constant(null) }),
	fc.record({ do: fc.constant("await" as const), client, until: fc.constantFrom("offline" as const, "no-session" as const) }),
	fc.constant({ do: "pause" as const }),
	fc.constant({ do: "settings" as const, settings: { maxQueuedMessages: 3 } }),
);
const line: fc.Arbitrary<ScriptLine> = fc.oneof(
	step.map((step) => ({ step, says: sayStep(step) })),
	fc.record({ step, says: fc.string({ minLength: 1, maxLength: 80 }), goesOn: fc.constant("sent" as const) }),
);
const CONNECTED: readonly ScriptLine[] = ["sub-1", "pub-1", "pub-2"].map((client) => {
	const step = { do: "connect", client } as const;
	return { says: sayStep(step), step };
});

async function fragmentOf(title: string, steps: readonly ScriptLine[]): Promise<string> {
	const packed = await packLink({ kind: "script", title, steps });
	if (!packed.ok) throw new Error(packed.says);
	return packed.fragment;
}
async function sentenceOf(fragment: string): Promise<string> {
	const opened = await readLink(fragment);
	if (opened.ok) throw new Error("it was opened");
	return opened.says;
}

describe("a link", () => {
	it("carries any script, sentence by sentence", async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1, maxLength: 40 }), fc.array(line, { maxLength: 40 }), async (title, lines) => {
				const steps = [...CONNECTED, ...lines];
				const broker = { queueQos0Messages: true };
				const packed = await packLink({ kind: "script", title, steps, broker });
				if (!packed.ok) throw new Error(packed.says);
				expect(packed.fragment).toMatch(/^1\.[A-Za-z0-9_-]+$/);
				expect(await readLink(packed.fragment)).toEqual({ ok: true, what: { kind: "script", title, steps, broker } });
			}),
			{ numRuns: 60 },
		);
	});

	it("is short enough to be sent in a mail, and opens with a # before it and with what a chat puts behind it", async () => {
		for (const { title, steps } of TESTS) {
			const fragment = await fragmentOf(title, steps);
			expect(fragment.length).toBeLessThan(1_200);
			expect((await readLink(`#${fragment}).`)).ok).toBe(true);
		}
	});

	it("carries a lesson, unchecked", async () => {
		const packed = await packLink({ kind: "lesson", lesson: { any: ["thing"] } });
		if (!packed.ok) throw new Error(packed.says);
		expect(await readLink(packed.fragment)).toEqual({ ok: true, what: { kind: "lesson", lesson: { any: ["thing"] } } });
	});

	it("that is cut anywhere says how much of it arrived", async () => {
		const fragment = await fragmentOf("Test 4", TESTS[3]?.steps ?? []);
		for (let length = 0; length < fragment.length; length += 1) {
			const says = await sentenceOf(fragment.slice(0, length));
			expect(says).toMatch(/^This (?:link|address) .+\.$/);
			if (length > 12) expect(says).toContain(`cut short: ${length} of ${fragment.length} characters arrived`);
		}
	});

	it("with any character changed gives a sentence", async () => {
		const fragment = await fragmentOf("Test 2", TESTS[1]?.steps ?? []);
		const other = fc.oneof(fc.constantFrom(..."ABab01-_.%# ü☂"), fc.string({ minLength: 1, maxLength: 1 }));
		await fc.assert(
			fc.asyncProperty(fc.nat({ max: fragment.length - 1 }), other, async (at, character) => {
				fc.pre(fragment[at] !== character);
				const says = await sentenceOf(`${fragment.slice(0, at)}${character}${fragment.slice(at + 1)}`);
				expect(says).toMatch(/\.$/);
			}),
			{ numRuns: 400 },
		);
	});

	it("that is anything else gives a sentence", async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: "binary", maxLength: 60 }), async (text) => {
				expect(await sentenceOf(text)).toMatch(/\.$/);
				expect(await sentenceOf(`1.${text}`)).toMatch(/\.$/);
				expect(await sentenceOf(seal(text))).toMatch(/\.$/);
			}),
		);
	});

	it("of a newer version says so", async () => {
		expect(await sentenceOf("2.AAAA")).toContain("made by a newer version of Slow Wire (format 2; this one reads 1). Nothing was changed.");
	});
});

describe("what is not put into a link, or taken out of one", () => {
	const sealed = async (what: unknown) => seal(toBase64Url(await deflate(new TextEncoder().encode(JSON.stringify(what)))));

	it("is nothing at all", async () => {
		expect(await packLink({ kind: "script", title: "x", steps: [] })).toMatchObject({ ok: false });
		expect(await sentenceOf("")).toContain("nothing follows its #");
	});

	it("is more than an address holds", async () => {
		const payload = () => fc.sample(fc.string({ minLength: 64, maxLength: 64 }), 1)[0] ?? "";
		const steps = Array.from({ length: LIMITS.recordedSteps - 3 }, (): ScriptLine => {
			return {
				says: `${payload()}${payload()}`,
				step: { do: "publish", client: "pub-1", topic: "t", payload: payload(), qos: 0, retain: false, times: 1 },
			};
		});
		expect(await packLink({ kind: "script", title: "x", steps: [...CONNECTED, ...steps] })).toMatchObject({ ok: false });
		expect(await sentenceOf(`1.${"A".repeat(LIMITS.linkCharacters + 200)}`)).toContain("at most");
	});

	it("is what grows past its bound while it is unpacked", async () => {
		const bomb = await sealed({ kind: "lesson", lesson: "0".repeat(20_000_000) });
		expect(bomb.length).toBeLessThan(40_000);
		expect(await sentenceOf(await sealed({ kind: "lesson", lesson: "0".repeat(LIMITS.lessonCharacters) }))).toMatch(
			/neither a script nor a lesson/,
		);
	});

	it("is a step that no page could make", async () => {
		const step = { do: "subscribe", client: "sub-1", filter: "a/#/b", qos: 1 };
		const script = (steps: readonly unknown[]) => sealed({ kind: "script", title: "x", steps: steps.map((step) => ({ step })) });
		const connect = { do: "connect", client: "sub-1" };
		expect(await sentenceOf(await script([connect, step]))).toMatch(/^Step 2 of this script cannot be made: # stands alone/);
		expect(await sentenceOf(await script([{ ...step, filter: "a/#" }]))).toContain("sub-1 has to connect before it can subscribe");
		expect(await sentenceOf(await script([{ ...connect, client: "a b" }]))).toContain("is not a client id");
		expect(await sentenceOf(await script([{ do: "format", client: "sub-1" }]))).toMatch(/neither a script nor a lesson/);
		expect(await sentenceOf(await script(Array.from({ length: 13 }, (_, n) => ({ do: "connect", client: `c-${n}` }))))).toContain(
			"13 clients",
		);
	});
});
