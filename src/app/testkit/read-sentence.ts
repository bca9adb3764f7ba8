import type { RoomEvent } from "#contract/event.ts";
import type { Facts } from "./facts.ts";

/** A sentence, and where it was said: about an event, or about one message for one subscriber. */
export type Said = {
	readonly text: string;
	readonly facts: Facts;
	readonly event: RoomEvent | null;
	readonly message: string;
	readonly subscriber: string;
};
/** What a sentence claims: true where that is so. The words are those that its pattern leaves open, in order. */
export type Claim = (words: readonly string[], said: Said) => boolean;
export type SentenceRule = readonly [pattern: RegExp, claim: Claim];

const PARTS: Readonly<Record<string, string>> = {
	c: "([a-j]|sub|pub|other|auto-\\d+|x+)",
	m: "([mrw]\\d+)",
	n: "(\\d+)",
	q: "([012])",
	t: "([ab+#$/A-Z]+)",
	ack: "(PUBACK|PUBREC|PUBCOMP)",
	any: "(.*)",
	time: "(\\d+:\\d\\d)",
	list: "([mrw]\\d+(?:, [mrw]\\d+)*(?: and (?:[mrw]\\d+|\\d+ more))?|nothing)",
};

/** A pattern in which {c} is a client, {m} a message, {q} a QoS; each of them is one word for the claim. */
export function rule(pattern: string, claim: Claim): SentenceRule {
	const escaped = pattern.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
	return [new RegExp(`^${escaped.replace(/\{(\w+)\}/g, (_, name) => PARTS[name] ?? `{${name}}`)}$`, "s"), claim];
}

/** Null: what is said is so. Otherwise what is wrong. */
export function judge(rules: readonly SentenceRule[], said: Said): string | null {
	for (const [pattern, claim] of rules) {
		const found = pattern.exec(said.text);
		if (found !== null) return claim(found.slice(1), said) ? null : `not so: “${said.text}”`;
	}
	return `nobody reads “${said.text}”`;
}

/** The names in "m1, m2 and 5 more", and how many there are. */
export function namesOf(list: string): { readonly names: readonly string[]; readonly count: number } {
	const names = list.match(/[mrw]\d+/g) ?? [];
	return { names, count: names.length + Number(/and (\d+) more/.exec(list)?.[1] ?? 0) };
}
