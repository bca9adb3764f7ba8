import { lineOf, session } from "./asked.ts";
import { leftSo, willIs } from "./ends-so.ts";
import { isAbout, isHeld, packetOf } from "./lines-so.ts";
import { rule, type Said, type SentenceRule } from "./read-sentence.ts";

const restarted = ({ event }: Said) => (event?.type === "broker.restarted" ? event : null);
const goes = (said: Said) => said.event !== null && "reason" in said.event && said.event.reason === "broker-restart";

/** Ids that a session held when it ended, or holds. */
const idsAre = (ids: readonly number[], id: string | undefined, count: string | undefined) =>
	id === undefined ? ids.length === Number(count) : ids.length === 1 && ids[0] === Number(id);

/** What a session held of messages and of QoS 2 ids: "m1 and m2, and the QoS 2 id #7". */
function heldSo(text: string, said: Said): boolean {
	const { ids = [] } = said.facts.end ?? {};
	const [, list, id, count] = /^(.*?)(?:(?:^|, and )the (?:QoS 2 id #(\d+)|(\d+) QoS 2 ids))?$/.exec(text) ?? [];
	const ended = id === undefined && count === undefined ? ids.length === 0 : idsAre(ids, id, count);
	return ended && isHeld(said, list === "" ? "nothing" : (list as string));
}

/** What a session holds, as it is said when its client is back. */
function holdsSo(text: string, said: Said): boolean {
	const [, list = "", id, count] = /^(.*?)(?:(?:^|, and )the (?:QoS 2 id #(\d+)|(\d+) QoS 2 ids))?$/.exec(text) ?? [];
	const ids = said.facts.idsHeld(said.subscriber);
	const all = [...(said.facts.sessions.get(said.subscriber)?.held.values() ?? [])].map(({ message }) => message);
	const names = list.match(/[mrw]\d+/g) ?? [];
	const named = names.length + Number(/and (\d+) more/.exec(list)?.[1] ?? 0) === all.length && names.every((name) => all.includes(name));
	return named && (id === undefined && count === undefined ? ids.length === 0 : idsAre(ids, id, count));
}

/** "2 sessions and 1 undelivered message are gone. 1 clean session ended with its connection", counted again. */
function restartSo(text: string, said: Said): boolean {
	const event = restarted(said);
	if (event === null) return false;
	const { sessions, clean } = said.facts.wentBefore;
	const number = (pattern: RegExp) => Number(pattern.exec(text)?.[1] ?? 0);
	const there = number(/(\d+) sessions?\b/);
	if (/ended with/.test(text) ? number(/(\d+) clean sessions?/) !== clean : clean > 0) return false;
	if (text.includes("nothing was there") && !event.kept) return sessions === 0;
	return event.kept ? there === said.facts.sessions.size : there === sessions;
}

const keepsAway = (said: Said, client: string | undefined) =>
	session(said, client)?.connection === null && said.facts.isKept(client ?? "") && !(goes(said) && !said.facts.survives);

export const KEPT_LINES: readonly SentenceRule[] = [
	rule("New session for {c}: kept when it leaves", ([client], said) => session(said, client)?.clean === false && said.facts.seesStore),
	rule(
		"New session for {c}: kept when it leaves, if it has subscribed",
		([client], said) => session(said, client)?.clean === false && !said.facts.seesStore,
	),
	rule(
		"Resumed the session of {c}: {n} in flight, {n} queued",
		([client, flying, waiting], said) => resumedSo(said, client, flying, waiting) && said.facts.idsHeld(client as string).length === 0,
	),
	rule(
		"Resumed the session of {c}: {n} in flight, {n} queued, QoS 2 id #{n} held",
		([client, flying, waiting, id], said) =>
			resumedSo(said, client, flying, waiting) && idsAre(said.facts.idsHeld(client as string), id, undefined),
	),
	rule(
		"Resumed the session of {c}: {n} in flight, {n} queued, {n} QoS 2 ids held",
		([client, flying, waiting, count], said) =>
			resumedSo(said, client, flying, waiting) && idsAre(said.facts.idsHeld(client as string), undefined, count),
	),
	rule("Session of {c} kept, offline: {any}", ([client, how], said) => keepsAway(said, client) && leftSo(said, how)),
	rule("Session of {c} offline: the broker goes, and keeps nothing", (_, said) => goes(said) && !said.facts.survives),
	rule(
		"Session of {c} offline, not kept without a subscription: {any}",
		([client, how], said) => !said.facts.isKept(client as string) && leftSo(said, how),
	),
	rule(
		"Session of {c} discarded{any}; it held {any}",
		([client, , held], said) =>
			session(said, client) === undefined && said.event?.type === "session.discarded" && heldSo(held as string, said),
	),
	rule(
		"The will of {c}, {m}, is due: {any}",
		([client, , how], said) => isAbout(said, client) && leftSo(said, how) && willIs(said, client, true),
	),
	rule(
		"Publishing the will of {c}, {m}: {any}",
		([client, , how], said) => isAbout(said, client) && leftSo(said, how) && willIs(said, client, false),
	),
	rule("The broker was restarted. {any}", ([text], said) => restartSo(text as string, said)),
	rule("Another broker: {any}", ([text], said) => restartSo(text as string, said)),
];

function resumedSo({ facts }: Said, client: string | undefined, flying: string | undefined, waiting: string | undefined): boolean {
	return facts.flying(client as string) === Number(flying) && facts.waiting(client as string) === Number(waiting);
}

export const KEPT: readonly SentenceRule[] = [
	rule("It held {any}.", ([held], said) => heldSo(held as string, said)),
	rule("Nothing was waiting in it.", (_, said) => holdsSo("", said)),
	rule(
		"The broker found its session (session present = 1), and {any} in it.",
		([held], said) => !isOld(said) && holdsSo(held as string, said),
	),
	rule("The broker found its session, and {any} in it.", ([held], said) => isOld(said) && holdsSo(held as string, said)),
	rule("This broker keeps it only if {c} has subscribed.", (_, { facts }) => !facts.seesStore),
	rule("The packets go on from where they were.", (_, { facts }) => standing(facts) === 0 && facts.packets.size > 0),
	rule("The packets go on from where they were, but for those on a {any} wire.", ([which], { facts }) => {
		const still = standing(facts);
		return still > 0 && still < facts.packets.size && which === whyStill(facts);
	}),
	rule("What is under way is on a {any} wire, and stands still.", ([which], { facts }) => {
		return facts.packets.size > 0 && standing(facts) === facts.packets.size && which === whyStill(facts);
	}),
	rule("What stood still goes on.", (_, said) => runs(said) && !said.facts.paused),
	rule("What stood still goes on once the room runs.", (_, said) => runs(said) && said.facts.paused),
	rule("What stood still is held until it is let go.", (_, said) => lineOf(said)?.silent === false && lineOf(said)?.held === true),
	rule("What was held goes on.", (_, said) => runs(said) && !said.facts.paused),
	rule("What was held goes on once the room runs.", (_, said) => runs(said) && said.facts.paused),
	rule("What was held stands still: this wire is silent.", (_, said) => lineOf(said)?.silent === true && lineOf(said)?.held === false),
	rule(
		"The broker goes and keeps nothing, so this copy is not sent again.",
		(_, said) => goes(said) && !said.facts.survives && packetOf(said)?.direction === "down",
	),
	rule("The newer connection is clean, so this copy is not sent again.", (_, said) => {
		const { event, facts } = said;
		return event?.type === "packet.lost" && event.reason === "takeover" && facts.lineOf(packetOf(said)?.client ?? "")?.clean === true;
	}),
];

/** Whether the client whose session this is about speaks MQTT 3.1. */
export function isOld({ facts, event }: Said): boolean {
	return event !== null && "connection" in event && event.connection !== null && facts.lines.get(event.connection)?.old === true;
}

function runs(said: Said): boolean {
	return lineOf(said)?.silent === false && lineOf(said)?.held === false;
}

function stillOf({ packets, lines }: Said["facts"]) {
	const all = [...packets.values()].map(({ connection }) => lines.get(connection));
	return all.filter((line) => line?.silent === true || line?.held === true);
}

function standing(facts: Said["facts"]): number {
	return stillOf(facts).length;
}

function whyStill(facts: Said["facts"]): string {
	const still = stillOf(facts);
	const silent = still.filter((line) => line?.silent === true).length;
	return silent === still.length ? "silent" : silent === 0 ? "held" : "silent or held";
}
