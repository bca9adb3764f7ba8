import { describe, expect, it } from "vitest";
import type { Lesson } from "#course/lesson.ts";
import { plainText } from "#course/testkit/plain-text.ts";
import { LESSONS } from "./lessons.ts";

/** Every term of the standard and of brokers that a lesson can use, as it is found in a sentence. */
const TERMS: Readonly<Record<string, RegExp>> = {
	broker: /\bbrokers?\b/i,
	client: /\bclients?\b(?! ids?\b)/i,
	publish: /\bpublish(?:es|ed|er|ers)?\b/,
	topic: /\btopics?\b/i,
	subscribe: /\bsubscri(?:be|bes|bed|ber|bers|ption|ptions)\b/i,
	filter: /\bfilters?\b/i,
	session: /\bsessions?\b(?! present)/,
	"clean session": /\bclean session\b/,
	clean_session: /\bclean_session\b/,
	"session present": /\bsession present\b/,
	"persistent session": /\bpersistent session\b/,
	QoS: /\bQoS\b/,
	"client id": /\bclient ids?\b/,
	"in flight": /\bin[- ]flight\b/i,
	window: /\bwindow\b/,
	queue: /\bqueues?\b/,
	hop: /\bhops?\b/,
	wildcard: /\bwildcards?\b/,
	retained: /\bretained\b/i,
	will: /(?:^|\b(?:a|the|its|same|one|’s) )will\b/,
	"keep alive": /\bkeep alive\b/i,
	"packet id": /\bpacket ids?\b/,
	TCP: /\bTCP\b/,
	Mosquitto: /\bMosquitto\b/,
	mosquitto_pub: /\bmosquitto_pub\b/,
	persistence: /\bpersistence\b/,
};
/** Packets, bits and settings are told by how they are written. */
const WRITTEN = /\b(?:[A-Z]{5,}|DUP|[a-z]+(?:_[a-z0-9]+)+)\b/g;

/** What the text of a lesson explains at its first use there: by these very words. */
const IN_TEXT: Readonly<Record<string, readonly string[]>> = {
	"test-1": ["session that lasts as long as the connection", "session present = 0, which means that the broker had kept no session"],
	"test-2": ["in Mosquitto, a widely used broker, a setting called queue_qos0_messages"],
	"test-4": ["the queue of the session, where messages wait in order"],
	"lower-qos": ["A message makes two hops, one to the broker and one from there to a subscriber"],
	"empty-payload": ["mosquitto_pub, the command-line client of Mosquitto"],
	"keep-alive": ["PINGREQ, which the broker answers with PINGRESP"],
	"dup-per-hop": ["A packet id is a number that a sender gives to a message until it is acknowledged"],
	"no-timer": ["TCP, the connection underneath", "in flight, which means sent and not acknowledged"],
	"queue-full": ["queue_full is the setting for that choice"],
	restart: ["a setting of the broker. In Mosquitto it is called persistence"],
};

function termsIn(text: string): readonly string[] {
	const named = Object.entries(TERMS).flatMap(([term, pattern]) => (pattern.test(text) ? [term] : []));
	return [...named, ...(text.match(WRITTEN) ?? [])];
}

/** What this lesson uses before anything has explained it. `known` grows by what the lesson teaches. */
function untaught(lesson: Lesson, known: Set<string>): readonly string[] {
	const found: string[] = [];
	const inText = IN_TEXT[lesson.id] ?? [];
	for (const { term, says } of lesson.words ?? []) for (const used of termsIn(`${term}. ${says}`)) known.add(used);
	for (const { part, text } of plainText(lesson)) {
		// A title asks, and the words stand right under it.
		for (const phrase of inText) if (text.includes(phrase)) for (const term of termsIn(phrase)) known.add(term);
		for (const term of termsIn(text)) if (!known.has(term)) found.push(`${lesson.id}, ${part}: ${term}`);
	}
	return found;
}

describe("a newcomer who reads the course from its beginning", () => {
	it("meets no word that nothing before it has explained", () => {
		const known = new Set<string>();
		expect(LESSONS.flatMap((lesson) => untaught(lesson, known))).toEqual([]);
	});

	it("would meet some if a lesson stood earlier than it does, or did not explain its words", () => {
		const alone = LESSONS.filter((lesson) => lesson.words !== undefined).map(({ words: _, ...lesson }) => lesson);
		for (const lesson of alone) expect(untaught(lesson, new Set()), lesson.id).not.toEqual([]);
		const [first, ...rest] = LESSONS;
		expect(untaught(rest.at(-1) as Lesson, new Set())).not.toEqual([]);
		expect(untaught(first as Lesson, new Set())).toEqual([]);
	});

	it("is told by the text itself what the test says that it tells", () => {
		for (const [id, phrases] of Object.entries(IN_TEXT)) {
			const text = plainText(LESSONS.find((lesson) => lesson.id === id) as Lesson).map((paragraph) => paragraph.text);
			for (const phrase of phrases)
				expect(
					text.some((one) => one.includes(phrase)),
					phrase,
				).toBe(true);
		}
	});
});

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))("the lesson %s, as plain text", (_, lesson) => {
	const text = plainText(lesson);
	const parts = text.map(({ part }) => part);

	it("reads in order: setup, question, answers, explanation, change", () => {
		const order = ["title", "words", "setup", "question", "answers", "explanation", "change"];
		expect([...new Set(parts)]).toEqual(order.filter((part) => (parts as readonly string[]).includes(part)));
		for (const part of ["setup", "question", "answers", "explanation"]) expect(parts).toContain(part);
	});

	it("asks one thing", () => {
		expect(lesson.asks.match(/\?/g)).toHaveLength(1);
		const question = lesson.asks.split(/(?<=[.]) (?=[A-Z])/).at(-1);
		expect(question).toMatch(/\b(?:what|which|when|how many|does|in which)\b/i);
		expect(question).not.toMatch(/,? and (?:what|which|when|how|with|does|who|of)\b/i);
	});

	it("has answers that no two people could take for the same", () => {
		const says = lesson.answers.map((answer) => answer.says);
		expect(new Set(says).size).toBe(says.length);
		expect(says.filter((one) => !/[.”]$/.test(one))).toEqual([]);
	});

	it("names a message with its payload where it is first named in the explanation", () => {
		const seen = new Set<string>();
		const bare: string[] = [];
		for (const paragraph of [lesson.explain.title, ...lesson.explain.says])
			for (const [found, name, payload] of paragraph.matchAll(/\b([mrw]\d+)\b( \([^)]+\))?/g)) {
				if (payload === undefined && !seen.has(name ?? "")) bare.push(`${found}: ${paragraph}`);
				seen.add(name ?? "");
			}
		expect(bare.filter((one) => !one.includes("r2 was an ordinary message with nothing in it"))).toEqual([]);
	});

	it("is English that a person who teaches would write", () => {
		expect(text.flatMap((paragraph) => faultsOf(paragraph.text))).toEqual([]);
	});
});

/** The kinds of slip that were found in use. */
const SLIPS: readonly RegExp[] = [
	/(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b)\w+/i,
	/\b(?:Who|who) (?:disconnects|publishes|subscribes|was there|is connected)\b/,
	/\bwhoever\b/i,
	/\bas it comes\b/i,
	/\blike others\b/i,
	/\bno end is told\b/i,
	/\bA [A-Z]+ more\b/,
	/\bAs long it\b/,
	/\bhas (?:finished|done it)\b/,
	/\btak(?:e|es|en|ing) (?:it|the message|a message)? ?over\b/i,
	/!/,
	/\b(?:oops|simply|just)\b(?! (?:before|subscribed|as|to)\b)/i,
	/ {2}|\.\.|,,/,
];

function faultsOf(text: string): readonly string[] {
	return SLIPS.flatMap((slip) => (slip.test(text) ? [`${slip}: ${text}`] : []));
}
