import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Lesson } from "#course/lesson.ts";
import { LESSON_FILE } from "#course/testkit/lesson-file.ts";
import { readLessonFile, writeLessonFile } from "./lesson-file.ts";

function readWell(text: string): Lesson {
	const read = readLessonFile(text);
	if (!read.ok) throw new Error(JSON.stringify(read.faults));
	return read.lesson;
}
/** "14: qos is 0, 1 or 2", one for each fault. */
function faultsOf(text: string): readonly string[] {
	const read = readLessonFile(text, "mine.yaml");
	if (read.ok) throw new Error("it was read");
	return read.faults.map(({ line, says }) => `${line}: ${says}`);
}
/** The sample with one of its lines (or parts of a line) changed, and the number of that line. */
function faultsWith(from: string, to: string): readonly string[] {
	if (!LESSON_FILE.includes(from)) throw new Error(`no “${from}” in the sample`);
	return faultsOf(LESSON_FILE.replace(from, to));
}

const SAMPLE = readWell(LESSON_FILE);

describe("a lesson file", () => {
	it("is read from YAML and from JSON alike, with what may be left out filled in", () => {
		expect(SAMPLE.moments[1]?.lines[1]?.step).toEqual({
			do: "publish",
			client: "pub-1",
			topic: "home/temp",
			payload: "21.5",
			qos: 0,
			retain: false,
			times: 1,
		});
		for (const indent of [undefined, 2, "\t"]) expect(readWell(JSON.stringify(SAMPLE, null, indent))).toEqual(SAMPLE);
		expect(readWell(`\uFEFF${LESSON_FILE.replaceAll("\n", "\r\n")}`)).toEqual(SAMPLE);
	});

	it("is written so that it is read back the same, whatever its texts are", () => {
		const written = writeLessonFile(SAMPLE);
		expect(readWell(written)).toEqual(SAMPLE);
		expect(written).toContain("- step: { do: subscribe, client: sub-1, filter: home/temp, qos: 0 }");
		const text = fc.oneof(
			fc.string({ minLength: 1, maxLength: 60 }),
			fc.string({ unit: "binary", minLength: 1, maxLength: 20 }).filter((some) => !/\p{Cs}/u.test(some) && !some.includes("\u0000")),
			fc.constantFrom(
				"no",
				"1",
				"21.5",
				"null",
				"~",
				"# x",
				"a: b",
				"- x",
				"'",
				'"',
				"*a",
				"&b",
				"!c",
				"{",
				"two\nlines\n",
				" x ",
				"\t",
				"%",
				"@",
				"0x1f",
				"1e3",
			),
		);
		fc.assert(
			fc.property(text, text, text, text, (title, asks, payload, because) => {
				const [first, second] = SAMPLE.answers;
				if (first === undefined || second === undefined) throw new Error("the sample has two answers");
				const received = [{}, {}, { "sub-1": { received: [payload, { payload, dup: true }] } }];
				const lesson: Lesson = { ...SAMPLE, title, asks, answers: [{ ...first, because, sees: received }, second] };
				expect(readWell(writeLessonFile(lesson))).toEqual(lesson);
			}),
			{ numRuns: 200 },
		);
	});
});

describe("what is wrong in a lesson file is said with its line", () => {
	it("values that are none of the possible ones", () => {
		expect(faultsWith("filter: home/temp, qos: 0", "filter: home/temp, qos: 3")).toEqual(["13: qos is 0, 1 or 2"]);
		expect(faultsWith("session: persistent", "session: kept")).toEqual(["28: session is persistent, clean or none"]);
		expect(faultsWith("cleanSession: false", "cleanSession: no")).toEqual(["12: cleanSession is true or false"]);
		expect(faultsWith("qos: 0 }\n  - title", "qos: 0, times: 0.5 }\n  - title")).toEqual(["19: times is a whole number"]);
		expect(faultsWith("qos: 0 }\n  - title", "qos: 0, times: 900 }\n  - title")).toEqual(["19: times is at most 200"]);
		expect(faultsWith("id: kept-and-empty", "id: Kept And Empty")[0]).toMatch(/^3: id is made of lower-case letters, digits and hyphens/);
		expect(faultsWith("watches: [ sub-1 ]", "watches: sub-1")[0]).toMatch(/^8: watches is a list/);
		expect(faultsWith("group: My class", `group: ${"x".repeat(61)}`)).toEqual(["4: group has at most 60 characters; this one has 61"]);
		expect(faultsWith("group: My class", 'group: ""')).toEqual(["4: group has no text"]);
	});

	it("numbers where text is meant: it is to be put in quotes", () => {
		expect(faultsWith('payload: "21.5"', "payload: 21.5")).toEqual(['19: payload is text: write it in quotes, "21.5"']);
		expect(faultsWith("clauses: [ MQTT-3.1.2-5 ]", "clauses: [ 4.1 ]")).toEqual([
			'43: an entry of clauses is text: write it in quotes, "4.1"',
		]);
		expect(faultsWith('received: [ "21.5" ] } }\n  - id', "received: [ 21.5 ] } }\n  - id")[0]).toMatch(
			/^30: a received message is text: write it/,
		);
	});

	it("steps and switches that there are not", () => {
		expect(faultsWith("do: connect", "do: conect")).toEqual(["12: there is no step “conect”; did you mean connect?"]);
		expect(faultsWith("do: connect", "do: fly")[0]).toMatch(/^12: there is no step “fly”; a step is connect, .+ or await$/);
		expect(faultsWith("{ do: connect, ", "{ ")[0]).toMatch(/^12: a step needs do: connect, disconnect/);
		expect(faultsWith("switch: publish-qos", "switch: publish_qos")).toEqual([
			"48: there is no switch “publish_qos”; did you mean publish-qos?",
		]);
	});

	it("names that there are not, at themselves, and names that are missing, where they would stand", () => {
		expect(faultsWith("cleanSession: false }", "clean_session: false }")).toEqual([
			"12: a connect step has no “clean_session”; did you mean cleanSession?",
		]);
		expect(faultsWith("short: persistent, 0 and 0", "shrot: x")).toEqual([
			"2: a lesson needs short",
			"6: a lesson has no “shrot”; did you mean short?",
		]);
		expect(faultsWith(", topic: home/temp", "")).toEqual(["19: a publish step needs topic"]);
		expect(faultsWith("    because: The session is kept, so the message waits in it.\n", "")).toEqual(["24: an answer needs because"]);
		expect(faultsWith("format: 1\n", "")).toEqual(["2: a lesson needs format: 1"]);
		expect(faultsWith("filter: home/temp, qos: 0", "filter: home/temp")).toEqual(["13: a subscribe step needs qos: 0, 1 or 2"]);
		expect(faultsWith("queueQos0Messages", "queueQos0Mesages")).toEqual([
			"49: settings has no “queueQos0Mesages”; did you mean queueQos0Messages?",
		]);
		expect(faultsWith("queueQos0Messages", "queueQos0")).toEqual(["49: settings has no “queueQos0”"]);
		expect(faultsWith("{ session: persistent, received: [] }", "{ sesion: clean }")[0]).toBe(
			"28: what is seen of sub-1 has no “sesion”; did you mean session?",
		);
	});

	it("too few or too many of something", () => {
		const oneAnswer = LESSON_FILE.replace(/ {2}- id: nothing[\s\S]*comes: nothing/, "comes: arrives");
		expect(faultsOf(oneAnswer)).toEqual(["23: a lesson needs at least two answers"]);
		expect(faultsWith("watches: [ sub-1 ]", "watches: [ sub-1, pub-1, c ]")).toEqual([
			"8: a lesson has at most two clients that it watches; here are 3",
		]);
		const paragraph = "    - While a client with a kept session is away, only QoS 1 and 2 are kept for it.\n";
		expect(faultsWith(paragraph, paragraph.repeat(5))).toEqual(["41: explain has at most four paragraphs under says; here are 5"]);
	});

	it("text where a list is meant, once", () => {
		const [paragraph] = /\n {4}- While .+/.exec(LESSON_FILE) ?? [""];
		expect(faultsWith(paragraph, " just text")).toEqual(["41: says is a list, one entry a line, each after a hyphen"]);
		expect(faultsWith(paragraph, ' ""')).toEqual(["41: says is a list, one entry a line, each after a hyphen"]);
	});

	it("clauses that nobody knows, but not sections", () => {
		expect(faultsWith("clauses: [ MQTT-3.1.2-5 ]", "clauses: [ MQTT-3.1.2-5, MQTT-9.9.9-9 ]")).toEqual([
			'43: “MQTT-9.9.9-9” is not a clause that is known here: check that it is one of MQTT 3.1.1, or name its section as "3.1.2.4"',
		]);
		expect(faultsWith("clauses: [ MQTT-3.1.2-5 ]", "clauses: [ 3.1.2-5 ]")).toEqual([
			'43: “3.1.2-5” is not a clause: write MQTT-3.1.2-5, or a section as "3.1.2.4"',
		]);
		expect(readLessonFile(LESSON_FILE.replace("clauses: [ MQTT-3.1.2-5 ]", 'clauses: [ "3.1.2.4", "4.1" ]')).ok).toBe(true);
	});

	it("with a word that was meant only where it is near, and not there already", () => {
		expect(faultsWith("short: persistent", "shirts: x\nshort: persistent")).toEqual(["6: a lesson has no “shirts”"]);
		expect(faultsWith("watches: [ sub-1 ]", "watches: [ sub-1, sub-2 ]")).toEqual(["8: “sub-2” does nothing in this lesson"]);
		expect(faultsWith("comes: nothing", "comes: everything")).toEqual(["38: comes names no answer: there is no “everything”"]);
	});

	it("and that more may follow, where not everything could be looked at", () => {
		const mayFollow = (text: string) => {
			const read = readLessonFile(text);
			return !read.ok && read.mayFollow;
		};
		expect(mayFollow(LESSON_FILE.replace("qos: 0", "qos: 3").replace("comes: nothing", "comes: nobody"))).toBe(true);
		expect(mayFollow(LESSON_FILE.replace("group:", "group: [ "))).toBe(true);
		expect(mayFollow(LESSON_FILE.replace("comes: nothing", "comes: nobody"))).toBe(false);
		expect(mayFollow("")).toBe(false);
	});

	it("parts that do not fit each other", () => {
		expect(faultsWith("comes: nothing", "comes: nothin")).toEqual([
			"38: comes names no answer: there is no “nothin”; did you mean nothing?",
		]);
		expect(faultsWith("id: nothing", "id: arrives")).toContain("31: two answers are called “arrives”");
		expect(faultsWith('      - { sub-1: { queue: [ "21.5" ] } }\n', "")).toEqual(["27: sees has one entry for each moment: 3; here are 2"]);
		expect(faultsWith("watches: [ sub-1 ]", "watches: [ sub1 ]")).toEqual(["8: “sub1” does nothing in this lesson; did you mean sub-1?"]);
		expect(faultsWith("shows: 1", "shows: 2")).toEqual(["50: shows is the number of one of the changes, 0 to 1"]);
		expect(faultsWith("filter: home/temp", "filter: home/#/temp")).toEqual(["13: # stands alone or after a /, and last: home/#/temp"]);
		expect(faultsWith("topic: home/temp", "topic: home/+")).toEqual(["19: a topic to publish to has no wildcards"]);
		expect(faultsWith("connect, client: pub-1", "connect, client: pub 1").join("\n")).toMatch(/18: “pub 1” is not a client id/);
		expect(faultsWith("      - step: { do: connect, client: pub-1 }\n", "")).toContain("18: pub-1 has to connect before it can publish");
	});

	it("that it is of a newer version, and nothing else", () => {
		expect(faultsOf("id: x\nformat: 2\nmoments: { many: new things }")).toEqual([
			"2: This lesson was written for a newer version of Slow Wire (format 2; this one reads 1). Nothing was changed.",
		]);
	});

	it("that it is neither YAML nor JSON", () => {
		expect(faultsWith("group: My class", "group: [ My class")[0]).toMatch(/^\d+: /);
		expect(faultsWith("group: My class", "\tgroup: My class").join()).toContain("a tab stands at the beginning of this line");
		expect(faultsWith("group: My class", "id: again")).toEqual(["4: the same name stands here twice"]);
		expect(faultsWith("group: My class", "group: My class: it is")).toHaveLength(1);
		expect(faultsOf("hello")).toEqual(["1: a lesson has parts with names of their own, such as “name: value”"]);
	});
});

describe("a file that is not a lesson at all", () => {
	it("is refused with one sentence", () => {
		expect(faultsOf("")).toEqual(["1: mine.yaml is empty."]);
		expect(faultsOf("PK\u0003\u0004\u0000\u0000")).toEqual(["1: mine.yaml is not a text file."]);
		expect(faultsOf("x".repeat(LIMITS.lessonCharacters + 1))).toEqual([
			"1: mine.yaml has 65537 characters; a lesson file has at most 65536.",
		]);
	});

	it("costs no more than its bounds: aliases that multiply, and brackets without end", () => {
		const bomb = [
			"a: &a [x,x,x,x,x,x,x,x,x]",
			..."bcdefghi".split("").map((name, at) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[at]}`)}]`),
		];
		expect(faultsOf(bomb.join("\n"))[0]).toMatch(/^1: mine.yaml has more than 50 aliases/);
		expect(faultsOf("x: *nobody")).toHaveLength(1);
		for (const deep of [
			"[".repeat(60_000),
			"- ".repeat(30_000),
			`${"[".repeat(20_000)}${"]".repeat(20_000)}`,
			"{a: ".repeat(15_000),
			"? ".repeat(30_000),
		]) {
			expect(faultsOf(deep).length).toBeGreaterThan(0);
		}
	});

	it("is YAML 1.2 without merging, and no fault of its parser takes the page down", () => {
		expect(faultsOf("%YAML 1.1\n---\n<<: 3")).toEqual(["1: a lesson file is YAML 1.2, and names no version: leave %YAML out"]);
		expect(faultsOf(`# mine\n%YAML 1.2\n---\n${LESSON_FILE}`)[0]).toMatch(/^2: a lesson file is YAML 1\.2/);
		expect(faultsOf("<<: 3").join("\n")).toContain("a lesson has no “<<”");
		expect(faultsOf("<<: [ *a, 1 ]\n").length).toBeGreaterThan(0);
		expect(readLessonFile(`---\n${LESSON_FILE}`).ok).toBe(true);
	});

	it("never throws, whatever the text is and wherever a good one is cut or changed", () => {
		const cut = fc.nat({ max: LESSON_FILE.length }).map((at) => LESSON_FILE.slice(0, at));
		const changed = fc.tuple(fc.nat({ max: LESSON_FILE.length }), fc.string({ unit: "binary", maxLength: 3 })).map(([at, put]) => {
			return LESSON_FILE.slice(0, at) + put + LESSON_FILE.slice(at + put.length);
		});
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.json(), cut, changed), (text) => {
				const read = readLessonFile(text);
				if (read.ok) return;
				expect(read.faults.length).toBeGreaterThan(0);
				const lines = text.split("\n").length;
				for (const { line, column, says } of read.faults) {
					expect(says.length).toBeGreaterThan(3);
					expect(line).toBeGreaterThan(0);
					expect(line).toBeLessThanOrEqual(lines + 1);
					expect(column).toBeGreaterThan(0);
				}
			}),
			{ numRuns: 400 },
		);
	});
});
