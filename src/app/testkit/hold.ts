import type { RoomEvent } from "#contract/event.ts";
import { rowsOf } from "#ledger/rows.ts";
import { subscribersOf } from "#model/fate-of.ts";
import type { Fallen, World } from "#model/world.ts";
import { fallenText } from "#stage/session-text.ts";
import { announce } from "#story/announce.ts";
import { logLine } from "#story/log-line.ts";
import { narrate } from "#story/narrate.ts";
import { judgeClause } from "./clauses-so.ts";
import { judgeDoor } from "./ends-so.ts";
import { judgeAnnouncement, judgeLine, judgeNarration } from "./events-so.ts";
import { Facts } from "./facts.ts";
import { momentsOf } from "./moments.ts";
import { judge } from "./read-sentence.ts";
import { ENDS, judgeStanding } from "./reasons-so.ts";
import { judgeSession } from "./sessions-so.ts";

/** Every place that says something, so that a test can put a false sentence in the place of a true one. */
export const SURFACES = {
	line: (event: RoomEvent, world: World, before: World) => logLine(event, world, before)?.text ?? null,
	clause: (event: RoomEvent, world: World, before: World) => logLine(event, world, before)?.clause ?? null,
	narration: narrate,
	announcement: (event: RoomEvent, world: World, before: World) => announce(event, world, before)?.text ?? null,
	ledger: (world: World, subscribers: readonly string[]) => rowsOf(world, subscribers, true).rows,
	fallen: (fallen: Fallen) => fallenText(fallen),
};
export type Surfaces = typeof SURFACES;

/** Between two events at which all that stands is read; what an event is about is read in any case. */
const STRIDE = 31;
/** After these, what is said of any message may change. */
const MOVES = /^(session|connection|broker|settings|room)\./;

/** The first sentence that is not so, with the event after which it was said; null: all of them are. */
export function firstFalse(events: readonly RoomEvent[], surfaces: Surfaces = SURFACES): string | null {
	return allFalse(events, surfaces).next().value ?? null;
}

function* allFalse(events: readonly RoomEvent[], surfaces: Surfaces = SURFACES): Generator<string, null> {
	const facts = new Facts();
	let last: RoomEvent | null = null;
	for (const { event, world, before } of momentsOf(events)) {
		facts.see(event);
		const atDoor = judgeDoor(event, last, facts) ?? missedAtDoor(event, last, facts);
		last = event;
		const wrong = atDoor ?? ofEvent(event, world, before, facts, surfaces) ?? ofWorld(event, world, facts, surfaces);
		if (wrong !== null) yield `after ${JSON.stringify(event)}: ${wrong}`;
	}
	return null;
}

/** A client that was refused is told of at the door as soon as its connection has ended; if it comes again, it may be told of later. */
function missedAtDoor(event: RoomEvent, last: RoomEvent | null, facts: Facts): string | null {
	if (last?.type !== "connection.closed" || last.reason === "room-closed") return null;
	const line = facts.lines.get(last.connection);
	if (line === undefined || line.answered === null || line.answered === 0) return null;
	// The room gives a name of its own to each client whose id it cannot take.
	const visitor = line.client?.replace(/^auto-\d+$/, "auto") ?? "";
	const cameBefore = facts.atDoor.has(visitor);
	facts.atDoor.add(visitor);
	return cameBefore || event.type === "door.knocked" ? null : `nobody tells of ${last.connection} at the door`;
}

/** "A client" or "A topic" begins a sentence, and nothing else does. */
function capitalSo(text: string | null): string | null {
	return text !== null && /[^.“] A [a-z]/.test(text) ? `a capital within “${text}”` : null;
}

function ofEvent(event: RoomEvent, world: World, before: World, facts: Facts, surfaces: Surfaces): string | null {
	const about = {
		facts,
		event,
		message: "message" in event ? (event.message ?? "") : "",
		subscriber: "session" in event ? event.session : "",
	};
	const line = surfaces.line(event, world, before);
	const narration = surfaces.narration(event, world, before);
	const announcement = surfaces.announcement(event, world, before);
	const clause = event.type === "delivery.acked" ? surfaces.clause(event, world, before) : null;
	return (
		judgeClause(clause, { ...about, text: line ?? "" }, "acknowledged") ??
		capitalSo(line) ??
		capitalSo(narration) ??
		capitalSo(announcement) ??
		(line === null ? null : judgeLine({ ...about, text: line })) ??
		(narration === null ? null : judgeNarration({ ...about, text: narration })) ??
		(announcement === null || announcement === narration ? null : judgeAnnouncement({ ...about, text: announcement }))
	);
}

function ofWorld(event: RoomEvent, world: World, facts: Facts, surfaces: Surfaces): string | null {
	const all = event.seq % STRIDE === 0 || MOVES.test(event.type);
	const about = "message" in event ? event.message : null;
	if (!all && about === null) return null;
	const shown = all ? world : { ...world, messages: Object.fromEntries(Object.entries(world.messages).filter(([name]) => name === about)) };
	for (const { message, standings } of surfaces.ledger(shown, subscribersOf(world)))
		for (const { subscriber, fate, says, clause } of standings) {
			const said = { text: says, facts, event, message, subscriber };
			const wrong = judgeStanding(fate, said) ?? judgeClause(clause, said, fate);
			if (wrong !== null) return wrong;
		}
	for (const [subscriber, { fallen }] of Object.entries({ ...world.gone, ...world.sessions })) {
		for (const one of fallen) {
			const text = surfaces.fallen(one).replace(/\.(?: That was before this session\.)?$/, "");
			const wrong = judge(ENDS, { text, facts, event, message: one.message, subscriber });
			if (wrong !== null) return `${one.message} under the floor of ${subscriber}: ${wrong}`;
		}
	}
	return judgeSession(world, facts);
}
