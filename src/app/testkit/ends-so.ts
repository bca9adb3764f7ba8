import type { RoomEvent } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import { closed, lineOf } from "./asked.ts";
import type { LineFacts } from "./fact-types.ts";
import { judge, type Said, type SentenceRule } from "./read-sentence.ts";

type Facts = Said["facts"];
/** What has to be so, by the packets and facts before it, for an end to be called this; where nothing told before could prove it, it is taken as told. */
const CAUSES: Readonly<Record<CloseReason, (line: LineFacts, facts: Facts) => boolean>> = {
	disconnect: (line) => line.polite,
	cut: () => true,
	"client-gone": () => true,
	takeover: (line, facts) => [...facts.lines.values()].some((other) => other !== line && other.client === line.client),
	"keep-alive": (line, { at }) => line.keepAlive > 0 && at - line.heardAt >= line.keepAlive * 1_500,
	"no-connect": (line) => line.client === null,
	unheard: (line) => line.client !== null && line.answered === null && line.silent,
	"protocol-error": (line) => line.broke,
	"too-large": (line) => line.past,
	"not-allowed": (line) => line.barred,
	"broker-fault": (line) => line.client !== null && line.lastSound,
	unexplained: () => false, // no script has a client of such a version
	refused: (line) => line.answered !== null && line.answered > 0,
	overflow: (line) => line.over,
	"broker-restart": () => true,
	"room-closed": () => true,
};
/** How each of them has to be said, of {c}. */
const WAYS: Readonly<Record<CloseReason, string>> = {
	disconnect: "{c} sent DISCONNECT",
	cut: "{c} lost its cable",
	"client-gone": "{c} closed its end without DISCONNECT",
	takeover: "{c} connected again",
	"keep-alive": "no whole packet of {c} reached the broker for 1\\.5 times its keep alive",
	"no-connect": "{c} sent no whole CONNECT in good time",
	unheard: "{c} sent CONNECT on a silent wire",
	"protocol-error": "{c} broke the protocol",
	"too-large": "{c} went past a limit of this broker",
	"not-allowed": "{c} did what this broker does not allow",
	"broker-fault": "the broker ended {c}’s connection through a fault of its own",
	unexplained: "the broker ended {c}’s connection",
	refused: "{c} was refused",
	overflow: "{c} went past a limit of this room",
	"broker-restart": "{c} was here when the broker was restarted",
	"room-closed": "{c} was here when the room closed",
};
const CLIENT = "([a-j]|sub|pub|other|auto-\\d+|x+|A client)";
const upper = (text: string) => (text.startsWith("{c}") ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`);

/** The connections that the event may be about: of a session or a will, those of its client that have ended like this or are about to. */
function linesOf({ event, facts }: Said, reason: CloseReason): readonly LineFacts[] {
	if (event?.type === "connection.closed") return [facts.lines.get(event.connection)].filter((line) => line !== undefined);
	if (event?.type !== "session.offline" && event?.type !== "will.fired") return [];
	return [...facts.lines.values()].filter(({ client, closed: how }) => client === event.session && (how === null || how === reason));
}

/** Whether the connection that this is about ended for this reason, and had reason to. */
function endedBy(said: Said, reason: CloseReason): boolean {
	const { event } = said;
	if (event === null || !("reason" in event) || event.reason !== reason) return false;
	// After a restart of the host, nothing that was told before shows what had been.
	return linesOf(said, reason).some((line) => CAUSES[reason](line, said.facts));
}

/** "it lost its cable": whether the client left like that. */
export function leftSo(said: Said, clause: string | undefined): boolean {
	return (Object.keys(WAYS) as CloseReason[]).some((reason) => {
		const words = WAYS[reason].replace("of {c}", "of this client").replace("{c}’s", "this").replace("{c}", "it");
		return new RegExp(`^${words}$`).test(clause ?? "") && endedBy(said, reason);
	});
}

/** The end of a connection in the log: its words are the engine's, and its cause is the event's. */
export function endedSo(said: Said): boolean {
	return said.event?.type === "connection.closed" && endedBy(said, said.event.reason);
}

/** Whether one of the wills that this client ever left with the broker goes to a topic of the broker's own, or to another one. */
export function willIs({ facts }: Said, client: string | undefined, brokersOwn: boolean): boolean {
	const wills = [...facts.lines.values()].flatMap((line) => (line.client === client && line.will !== null ? [line.will] : []));
	return wills.length === 0 || wills.some((topic) => topic.startsWith("$") === brokersOwn);
}

type After = (said: Said, client: string, rest: string) => boolean;
/** Every sentence that begins with how a client left; after: what became of its session. */
export function endRules(after: After): readonly SentenceRule[] {
	return (Object.keys(WAYS) as CloseReason[]).flatMap((reason): SentenceRule[] => {
		const begins = upper(WAYS[reason]).replace("{c}", CLIENT);
		return [
			[
				new RegExp(`^${begins}, so (?:the broker publishes its will [mrw]\\d+|its will [mrw]\\d+ (is due))\\.$`),
				([client, due], said) =>
					said.event?.type === "will.fired" &&
					said.event.session === client &&
					endedBy(said, reason) &&
					willIs(said, client, due !== undefined),
			],
			[
				new RegExp(`^${begins}, and (the broker keeps its session|this broker keeps no session .*|its .*|the broker has .*)\\.$`),
				([client, rest], said) => isOf(said, client) && endedBy(said, reason) && after(said, client ?? "", rest ?? ""),
			],
			[
				new RegExp(`^${begins}: (.*)\\.$`, "s"),
				([client, says], said) => closed(said, reason) && isOf(said, client) && endedSo(said) && saysSo(said, says),
			],
		];
	});
}

/** "The broker closed the connection of …", for what nothing in the standard asks for. */
export function closedByBroker(said: Said, client: string | undefined, says: string | undefined): boolean {
	return (
		closed(said, "no-connect", "unheard", "too-large", "not-allowed", "keep-alive") &&
		isOf(said, client) &&
		endedSo(said) &&
		saysSo(said, says)
	);
}

function isOf(said: Said, client: string | undefined): boolean {
	if (said.event !== null && "session" in said.event) return said.event.session === client;
	const known = lineOf(said)?.client ?? null;
	return known === null ? client === "A client" || client === "a client" : known === client;
}

/** The engine's own words: what they name is held against what has crossed the wire. */
function saysSo(said: Said, says: string | undefined): boolean {
	const line = lineOf(said);
	if (line === undefined) return false;
	const { facts } = said;
	const claims: readonly SentenceRule[] = [
		[/^no CONNECT within .*/, () => line.client === null],
		[/^no whole CONNECT within .*/, () => line.client === null],
		[/^its CONNECT has stood on a silent wire .*/, () => line.client !== null && line.silent],
		[
			/^nothing heard for ([\d.]+) s, 1\.5 x its keep alive: its wire is silent$/,
			([s]) => line.silent && facts.at - line.heardAt >= Number(s) * 1_000,
		],
		[
			/^nothing heard for ([\d.]+) s, 1\.5 x its keep alive: its wire is held$/,
			([s]) => line.held && !line.silent && facts.at - line.heardAt >= Number(s) * 1_000,
		],
		[
			/^nothing heard for ([\d.]+) s, 1\.5 x its keep alive$/,
			([s]) => !line.silent && !line.held && facts.at - line.heardAt >= Number(s) * 1_000,
		],
		[/^no whole packet for .*/, () => line.keepAlive > 0],
		[/^(.*) is sound; Aedes ended the connection all the same.*/, ([packet]) => !facts.seesStore && line.last === packet],
		[/^.*/s, () => true],
	];
	return judge(claims, { ...said, text: says ?? "" }) === null;
}

/** What is told of a client at the door, right after its connection has ended. */
export function judgeDoor(event: RoomEvent, before: RoomEvent | null, facts: Facts): string | null {
	if (event.type !== "door.knocked" || before?.type !== "connection.closed") return null;
	const line = facts.lines.get(before.connection);
	// Whoever comes again and again is told of later, behind something else.
	if (line === undefined || before.says !== `${event.says}.`) return null;
	const isSo =
		(event.outcome === "ended" ? line.answered === 0 : line.answered !== 0) &&
		(!/^The first bytes show/.test(event.advice) || (event.hex !== "" && line.broke)) &&
		(!/^A client sends CONNECT at once/.test(event.advice) || line.client === null) &&
		(event.answer === null || event.answer === line.answered);
	return isSo ? null : `not so at the door: “${event.says}. ${event.advice}”`;
}
