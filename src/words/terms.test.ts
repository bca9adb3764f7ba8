import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRoute } from "#app/router.ts";
import { FIRST_SETTINGS, SETTINGS } from "#contract/presets.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { PACKET_TYPES } from "#mqtt/packet.ts";
import { readLink } from "#script/link.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { stretchesOf } from "./mark.ts";
import { LOUD, SOFT, type TermId } from "./names.ts";
import { SCRIPTS } from "./scripts.ts";
import { groups, TERMS, termById } from "./terms.ts";
import { tryHref } from "./try-it.ts";

const IDS = Object.keys({ ...LOUD, ...SOFT }) as TermId[];
const marksIn = (text: string) => stretchesOf(text, new Set(), () => true).filter((one) => typeof one !== "string");
const each = TERMS.map((term) => [term.name, term] as const);
/** Words in capitals and names with a line below: what a reader cannot know. */
const STRANGE = /\b(?:[A-Z]{3,}|[a-z]+(?:_[a-z0-9]+)+|QoS)\b/g;

describe("the terms", () => {
	it("are told for every name that is marked, and in one group each", () => {
		expect(TERMS.map(({ id }) => id).toSorted()).toEqual(IDS.toSorted());
		expect(groups().reduce((sum, { count }) => sum + count, 0)).toBe(TERMS.length);
		for (const { id, group } of TERMS) expect(termById(id).group).toBe(group);
	});

	it("hold every packet of MQTT, and every setting of the broker that has a name of Mosquitto’s", () => {
		for (const type of PACKET_TYPES.filter((type) => !type.startsWith("RESERVED"))) expect(marksIn(type), type).toHaveLength(1);
		for (const { name } of Object.values(SETTINGS).filter(({ name }) => name.includes("_"))) expect(marksIn(name), name).toHaveLength(1);
	});

	it.each(each)("“%s” is found by its own name", (name, { id }) => {
		expect(marksIn(name)).toEqual([{ id, says: name }]);
	});

	it.each(each)("“%s” is told in one plain sentence of at most 30 words", (_, { says, kind }) => {
		expect(says.split(/\s+/).filter((word) => /\w/.test(word)).length).toBeLessThanOrEqual(30);
		expect(says).toMatch(/^[^.!?]*[^\s]\.$|^[^!?]*\d\.\d[^!?]*\.$/);
		expect(says).not.toMatch(/\b(?:who|whoever|is no|are no|simply|just|e\.g|i\.e)\b|!/i);
		expect(kind).not.toMatch(/\.$|!/);
		expect(kind.length).toBeLessThanOrEqual(52);
	});

	it("say of both directions and of a client that is away what is so there, too", () => {
		expect(termById("held").says).not.toMatch(/broker/);
		expect(termById("in-flight").says).toMatch(/sent, and not yet acknowledged;.* while the client is away/i);
	});

	it("say alike what ends a copy: PUBACK at QoS 1, PUBREC at QoS 2, and PUBCOMP only the packet id", () => {
		for (const id of ["acknowledgement", "copy-kept"] as const) {
			expect(termById(id).says).toMatch(/PUBACK.* at QoS 1|at QoS 1.* PUBACK/);
			expect(termById(id).says).toMatch(/PUBREC at QoS 2/);
			expect(termById(id).says).not.toMatch(/PUBCOMP/);
		}
		for (const id of ["qos-2", "pubrec"] as const) expect(termById(id).says).toMatch(/only its packet id until PUBCOMP/);
	});

	it.each(each)("“%s” uses no strange word that cannot be asked in turn", (_, { says, kind }) => {
		for (const text of [says, kind]) for (const [word] of text.matchAll(STRANGE)) expect(marksIn(word), word).not.toEqual([]);
	});

	it.each(each)("“%s” has one thing to try, and it exists", async (_, { tryIt }) => {
		expect(tryIt.says).toMatch(/^[a-z]/);
		const href = await tryHref(tryIt, "K7Q2");
		if ("lesson" in tryIt) expect(LESSONS.map(({ id }) => id)).toContain(tryIt.lesson);
		if ("test" in tryIt) expect(TESTS[tryIt.test - 1]).toBeDefined();
		if ("script" in tryIt) expect((await readLink(href.slice("/play".length))).ok).toBe(true);
		expect(parseRoute(new URL(href, "http://localhost")).at).toMatch(/^(?:room|play)$/);
	});
});

describe("the scripts that show a word", () => {
	let host: TestHost;
	let trials: Trials;
	beforeAll(async () => {
		host = openMemoryHost(SWIFT);
		trials = openTrials({ wsBase: host.wsBase, page: "words", rooms: 2, WebSocket: host.WebSocket });
	});
	afterAll(async () => {
		trials.close();
		await host.close();
	});

	it.each(Object.entries(SCRIPTS))("“%s” runs on the broker", async (id, { title, steps }) => {
		const lines = steps.map((line) => ({ says: title, ...line }));
		const trial = await trials.run({ id, role: { kind: "alone" }, title, asks: title, steps: lines, expects: null }, FIRST_SETTINGS);
		expect(trial.ok ? "" : trial.says).toBe("");
	});
});
