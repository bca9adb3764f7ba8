import { FAULT_LINES, FAULTS } from "./faults-so.ts";
import { KEPT, KEPT_LINES } from "./kept-so.ts";
import { LINES, MESSAGE_LINES } from "./lines-so.ts";
import { DROPS, MESSAGES } from "./messages-so.ts";
import { judge, rule, type Said, type SentenceRule } from "./read-sentence.ts";
import { SESSIONS } from "./sessions-said.ts";
import { CLIENTS, LEADS, WIRES } from "./wires-so.ts";

const ROOM: readonly SentenceRule[] = [
	rule("The room is open.", (_, { event }) => event?.type === "room.opened"),
	rule("Nobody has connected yet.", (_, { facts }) => facts.lines.size === 0),
	rule("The room is clear: a new broker, and nothing is kept.", (_, { facts }) => facts.sessions.size === 0 && facts.retained.size === 0),
	...["", ", but for a wire with a delay of its own"].flatMap((others) => {
		const so = ({ facts }: Said) =>
			(others !== "") === [...facts.lines.values()].some((line) => line.closed === null && line.ownDelayMs !== null);
		return [
			rule(
				`The wires have no delay now${others}.`,
				(_, said) => said.event?.type === "delay.changed" && said.event.delayMs === 0 && so(said),
			),
			rule(
				`A packet now takes {any} s across a wire${others}.`,
				([seconds], said) => said.event?.type === "delay.changed" && said.event.delayMs === Number(seconds) * 1_000 && so(said),
			),
		];
	}),
];

const ANNOUNCED: readonly SentenceRule[] = [
	rule(
		"{m} queued for {c}: {any}.",
		([message, client, why], said) => judge(MESSAGE_LINES, { ...said, text: `Queued ${message} for ${client}: ${why}` }) === null,
	),
	rule(
		"{m} dropped for {c}: {any}.",
		([message, client, why], said) => judge(MESSAGE_LINES, { ...said, text: `Dropped ${message} for ${client}: ${why}` }) === null,
	),
	rule(
		"{m}, one more copy, dropped for {c}: {any}.",
		([message, client, why], said) =>
			judge(MESSAGE_LINES, { ...said, text: `Dropped one more copy of ${message} for ${client}: ${why}` }) === null,
	),
	rule(
		"{m} given up for {c}: {any}.",
		([message, client, why], said) => judge(MESSAGE_LINES, { ...said, text: `Gave up ${message} for ${client}: ${why}` }) === null,
	),
];
/** An event of its own kind each: what such a sentence says of settings and bounds is read by the tests of those. */
const ELSEWHERE: ReadonlySet<string> = new Set(["settings.changed", "limit.reached", "frame.refused", "room.closing", "room.kept"]);
const ALL: readonly SentenceRule[] = [...LEADS, ...KEPT, ...FAULTS, ...MESSAGES, ...CLIENTS, ...SESSIONS, ...WIRES, ...ROOM];
const ALL_LINES: readonly SentenceRule[] = [...KEPT_LINES, ...FAULT_LINES, ...LINES];
const OF_DROPS: readonly SentenceRule[] = [...DROPS, ...ALL];

export function judgeLine(said: Said): string | null {
	return judge(ALL_LINES, said);
}

/** A narration is read one sentence at a time. */
export function judgeNarration(said: Said): string | null {
	const type = said.event?.type ?? "";
	if (ELSEWHERE.has(type)) return null;
	// What a restart took is counted in several sentences, which are read as one.
	if (type === "broker.restarted") return judge(KEPT_LINES, { ...said, text: said.text.replace(/\.$/, "") });
	for (const text of said.text.split(/(?<=\.) (?=\S)/)) {
		// A long narration is cut, and so is its last sentence: see cut().
		if (text.endsWith("…")) continue;
		const wrong = judge(type === "delivery.dropped" ? OF_DROPS : ALL, { ...said, text });
		if (wrong !== null) return `${wrong} in “${said.text}”`;
	}
	return null;
}

export function judgeAnnouncement(said: Said): string | null {
	const wrong = judge(ANNOUNCED, said);
	return wrong?.startsWith("nobody") ? judgeNarration(said) : wrong;
}
