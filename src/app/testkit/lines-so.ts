import type { PacketFields } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { clock, lineOf, session } from "./asked.ts";
import { endedSo } from "./ends-so.ts";
import type { OnWire } from "./fact-types.ts";
import { judge, namesOf, rule, type Said, type SentenceRule } from "./read-sentence.ts";
import { ENDS } from "./reasons-so.ts";

/** The packet of the event, and the client at its end. */
export function packetOf({ facts }: Said): (OnWire & { readonly client: string | null }) | null {
	const { packet } = facts;
	return packet === null ? null : { ...packet, client: facts.lines.get(packet.connection)?.client ?? null };
}

/** A packet as the log has to write it, made from its fields alone. old: its client speaks MQTT 3.1, in which CONNACK does not tell of a session. */
function written(fields: PacketFields, old: boolean): string {
	const bit = Number;
	const ids = (all: readonly string[]) => all.join(", ");
	switch (fields.type) {
		case "CONNECT": {
			const { will } = fields;
			return `CONNECT (${fields.level === 3 ? "MQTT 3.1, " : fields.level === 5 ? "MQTT 5, " : ""}c${bit(fields.cleanSession)}, k${fields.keepAlive}${will === null ? "" : `, will q${will.qos} r${bit(will.retain)} '${will.topic}'`})`;
		}
		case "CONNACK":
			return `CONNACK (${old ? "" : `sp${bit(fields.sessionPresent)}, `}rc${fields.returnCode})`;
		case "PUBLISH":
			return `PUBLISH (d${bit(fields.dup)}, q${fields.qos}, r${bit(fields.retain)}${fields.packetId === null ? "" : `, #${fields.packetId}`}, '${fields.topic}', ${fields.payloadBytes} byte${fields.payloadBytes === 1 ? "" : "s"}) carrying ${fields.message}`;
		case "SUBSCRIBE":
			return `SUBSCRIBE #${fields.packetId} (${ids(fields.filters.map(({ filter, qos }) => `'${filter}' q${qos}`))})`;
		case "SUBACK":
			return `SUBACK #${fields.packetId} (${ids(fields.returnCodes.map((code) => (code === 0x80 ? "refused" : `q${code}`)))})`;
		case "UNSUBSCRIBE":
			return `UNSUBSCRIBE #${fields.packetId} (${ids(fields.filters.map((filter) => `'${filter}'`))})`;
		case "UNSUBACK":
			return `UNSUBACK #${fields.packetId}`;
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return `${fields.type} #${fields.packetId}${fields.message === null ? "" : ` ${fields.message}`}`;
		case "PINGREQ":
		case "PINGRESP":
		case "DISCONNECT":
			return fields.type;
		default:
			return unreachable(fields);
	}
}
/** "PUBLISH #12 m3" */
function shortly(fields: PacketFields): string {
	const id = "packetId" in fields && fields.packetId !== null ? ` #${fields.packetId}` : "";
	return `${fields.type}${id}${"message" in fields && fields.message !== null ? ` ${fields.message}` : ""}`;
}
const isOf = (said: Said, client: string | undefined, direction: "up" | "down", text: string | undefined, write = written) => {
	const packet = packetOf(said);
	const old = said.facts.lines.get(packet?.connection ?? "")?.old === true;
	return (
		packet !== null &&
		packet.direction === direction &&
		(packet.client ?? packet.connection.replace("c", "connection ")) === client &&
		write(packet.fields, old) === text
	);
};
const upper = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
export const isAbout = (said: Said, client: string | undefined) => said.subscriber === client;
const end = (says: string | undefined, said: Said) => judge(ENDS, { ...said, text: upper(says ?? "") }) === null;
/** A client, or a connection that no CONNECT has named. */
const W = "(?:[a-j]|sub|pub|other|auto-\\d+|x+|connection \\d+)";
const raw = (pattern: string, claim: SentenceRule[1]): SentenceRule => [new RegExp(`^${pattern}$`, "s"), claim];

const PACKETS: readonly SentenceRule[] = [
	raw(
		`(${W}) → broker (.*): lost with the connection`,
		([client, text], said) => isOf(said, client, "up", text, shortly) && said.event?.type === "packet.lost",
	),
	raw(
		`broker → (${W}) (.*): lost with the connection`,
		([client, text], said) => isOf(said, client, "down", text, shortly) && said.event?.type === "packet.lost",
	),
	raw(`broker → ${W} against the standard: .*`, (_, { event }) => event?.type === "packet.malformed" && event.direction === "down"),
	raw(`${W} → broker against the standard: .*`, (_, { event }) => event?.type === "packet.malformed" && event.breach !== "too-large"),
	raw(
		`${W} → broker past a limit of this broker: .*`,
		(_, { event }) => event?.type === "packet.malformed" && event.breach === "too-large",
	),
	raw(`(${W}) → broker (.*)`, ([client, text], said) => isOf(said, client, "up", text)),
	raw(`broker → (${W}) (.*)`, ([client, text], said) => isOf(said, client, "down", text)),
	raw(
		"broker has (.*?)( \\(step\\))?",
		([text, step], said) =>
			packetOf(said)?.direction === "up" &&
			shortly(packetOf(said)?.fields as PacketFields) === text &&
			(step !== undefined) === (said.event?.type === "packet.arrived" && said.event.stepped),
	),
	raw(`(${W}) has ((?:CONNACK|PUB|SUBACK|UNSUBACK|PINGRESP).*?)( \\(step\\))?`, ([client, text], said) =>
		isOf(said, client, "down", text, shortly),
	),
];
const SESSIONS: readonly SentenceRule[] = [
	rule("New clean session for {c}: ends with the connection", ([client], said) => session(said, client)?.clean === true),
	rule("Resumed the session of {c}", (_, { facts }) => !facts.seesStore),
	rule("Session of {c} offline: it connected again", (_, { event }) => event?.type === "session.offline" && event.reason === "takeover"),
	rule(
		"Session of {c} discarded{any}",
		([client], said) =>
			session(said, client) === undefined &&
			(endSo(said) || (said.event?.type === "session.discarded" && said.event.reason === "not-present")),
	),
	rule(
		"{c} subscribed to '{t}', granted QoS {q}",
		([client, filter, qos], said) => String(session(said, client)?.filters.get(filter as string)) === qos,
	),
	rule(
		"{c} subscribed to '{t}' again, granted QoS {q}",
		([client, filter, qos], said) => String(session(said, client)?.filters.get(filter as string)) === qos,
	),
	rule("{c} unsubscribed from '{t}'", ([client, filter], said) => session(said, client)?.filters.has(filter as string) === false),
	rule("Refused {c} the filter '{t}'{any}", ([client, filter], said) => session(said, client)?.filters.has(filter as string) === false),
	rule("Keeping the will of {c} (QoS {q}, RETAIN = {n}, '{t}')", ([client], said) => isAbout(said, client)),
	rule("Forgot the will of {c}", ([client], said) => isAbout(said, client)),
	rule(
		"Holding id #{n} of {c} ({m}) until PUBREL",
		([id, client, message], { facts }) => facts.incoming.get(client as string)?.get(Number(id)) === message,
	),
	rule("Released id #{n} of {c}", ([, client], said) => isAbout(said, client)),
	rule("Retained messages for {c}{any}", ([client], said) => isAbout(said, client)),
];
export const MESSAGE_LINES: readonly SentenceRule[] = [
	rule(
		"Accepted {m} from {c} (QoS {q}, RETAIN = {n}, '{t}', {n} byte{any})",
		(words, said) => !isWill(words, said) && accepted(words, said),
	),
	rule(
		"Published {m}, the will of {c} (QoS {q}, RETAIN = {n}, '{t}', {n} byte{any})",
		(words, said) => isWill(words, said) && accepted(words, said),
	),
	rule(
		"{m} came again from {c} as #{n}: not published twice",
		([message], { facts }) => (facts.messages.get(message as string)?.accepted ?? 0) > 0,
	),
	rule(
		"{m} came from {c} as #{n}, an id that is still held: not published",
		([message, client, id], { facts }) =>
			facts.messages.get(message as string)?.accepted === 0 && facts.incoming.get(client as string)?.has(Number(id)) === true,
	),
	rule(
		"Acknowledged {m} from {c}, not published: {any}",
		([message], { facts, event }) =>
			event?.type === "publication.refused" &&
			event.acknowledged &&
			event.qos > 0 &&
			facts.messages.get(message as string)?.kind !== "will" &&
			facts.messages.has(message as string),
	),
	rule(
		"Did not take {m} from {c}, not published: {any}",
		(_, { event }) => event?.type === "publication.refused" && (!event.acknowledged || event.qos === 0 || event.message.startsWith("w")),
	),
	rule("Retained {m} for '{t}'", ([message, topic], { facts }) => facts.retained.get(topic as string) === message),
	rule("Retained {m} for '{t}', in place of {m}", ([message, topic], { facts }) => facts.retained.get(topic as string) === message),
	rule("Removed the retained message of '{t}': {any}", ([topic], { facts }) => !facts.retained.has(topic as string)),
	rule("Queued {m} for {c}: offline, session kept, QoS {q}", queued),
	rule(
		"Queued {m} for {c}: offline, session kept, QoS {q} (queue_qos0_messages)",
		([message, client, qos], said) => qos === "0" && queued([message as string, client as string, qos], said),
	),
	rule("Queued {m} for {c}: {n} messages sent and unacknowledged", unacknowledged),
	rule("Queued {m} for {c}: {n} message sent and unacknowledged", unacknowledged),
	rule(
		"Queued {m} for {c}: others wait before it",
		([, client], said) => said.facts.waiting(client as string) > 1 && session(said, client)?.connection !== null,
	),
	rule(
		"Queued {m} for {c}: it waits for its turn",
		([, client], said) => session(said, client)?.connection !== null && said.facts.flyingBytes(client as string) < 8 * 1024 * 1024,
	),
	rule(
		"Queued {m} for {c}: 8 MiB are sent and unacknowledged, as much as a room sends to one client",
		([, client], said) => session(said, client)?.connection !== null && said.facts.flyingBytes(client as string) >= 8 * 1024 * 1024,
	),
	rule("Sending {m} to {c}{any} (QoS {q}, DUP = {n}{any}", ([, client], said) => isAbout(said, client) && sentSo(said)),
	rule("{c} has {m} (PUBREC #{n}): releasing it", ([client, message, id], { facts }) =>
		facts.acks.has(`${message} ${client} PUBREC ${id}`),
	),
	rule(
		"{c} acknowledged {m} (#{n}): delivered",
		([client, message, id], { facts }) =>
			facts.acks.has(`${message} ${client} PUBACK ${id}`) || facts.acks.has(`${message} ${client} PUBCOMP ${id}`),
	),
	rule(
		"Dropped one more copy of {m} for {c}: {any}",
		([message, client, why], said) =>
			(said.facts.drop?.copies ?? 0) > 0 &&
			said.facts.drop?.held?.arrived !== true &&
			said.message === message &&
			isAbout(said, client) &&
			end(why, said),
	),
	rule(
		"Dropped {m} for {c}: {any}",
		([message, client, why], said) => said.facts.drop?.copies === 0 && said.message === message && isAbout(said, client) && end(why, said),
	),
	rule(
		"Gave up {m} for {c}: {any}",
		([message, client, why], said) =>
			said.facts.drop?.held?.arrived === true && said.message === message && isAbout(said, client) && end(why, said),
	),
];
const ROOM: readonly SentenceRule[] = [
	raw(`Connection (?:\\d+|of ${W}) opened \\(.*\\)`, (_, { event }) => event?.type === "connection.opened"),
	raw(`Connection (?:\\d+|of ${W}) ended: .*`, (_, said) => endedSo(said)),
	raw(`(?:${W}|broker) closed its end`, (_, { event }) => event?.type === "connection.ending"),
	raw(
		`Wire of ${W} silent: .*`,
		(_, { event, facts }) => event?.type === "wire.silenced" && facts.lines.get(event.connection)?.silent === true,
	),
	raw(
		`Wire of ${W} held: nothing arrives until it is let go(?:; keep alive goes on: the broker gives up in (\\d+:\\d\\d) if it hears nothing)?`,
		([time], { event, facts }) =>
			event?.type === "wire.held" &&
			facts.lines.get(event.connection)?.held === true &&
			(event.noticedInMs === null ? undefined : clock(event.noticedInMs)) === time,
	),
	raw(`Wire of ${W} (mended|released): what (stood still|was held) (.*)`, ([does, , later], said) => {
		const line = lineOf(said);
		if (said.event?.type !== `wire.${does}` || line === undefined) return false;
		if (line.silent) return does === "released" && later === "stands still: this wire is silent";
		if (line.held) return does === "mended" && later === "is held until it is let go";
		return later === (said.facts.paused ? "goes on once the room runs" : "goes on");
	}),
	raw(
		`Delay of ${W}’s wire alone: (as in the room|none|\\d+ ms)`,
		([says], { event }) =>
			event?.type === "wire.delayed" &&
			says === (event.delayMs === null ? "as in the room" : event.delayMs === 0 ? "none" : `${event.delayMs} ms`),
	),
	raw(
		"(Room .*|Paused: the room clock stands still|Resumed|Wire delay: .*|Settings: .*|Limit reached .*|Refused a frame.*)",
		(_, { event }) => event !== null,
	),
];

function isWill([message]: readonly string[], { facts }: Said): boolean {
	return facts.messages.get(message as string)?.kind === "will";
}
function accepted([message, client, qos, retain, topic]: readonly string[], { facts, event }: Said): boolean {
	const known = facts.messages.get(message as string);
	return (
		known !== undefined &&
		known.accepted > 0 &&
		known.publisher === client &&
		event?.type === "publication.accepted" &&
		String(event.qos) === qos &&
		event.topic === topic &&
		String(Number(event.retain)) === retain
	);
}
function queued([message, client, qos]: readonly string[], said: Said): boolean {
	const one = said.facts.heldFor(client as string, message as string).at(-1);
	return session(said, client)?.connection === null && one?.sendings === 0 && String(one.qos) === qos;
}
function unacknowledged([, client, count]: readonly string[], said: Said): boolean {
	const { maxInflightMessages: most } = said.facts.settings;
	return (
		session(said, client)?.connection !== null && said.facts.flying(client as string) === Number(count) && most > 0 && Number(count) >= most
	);
}
function sentSo({ event, text, facts }: Said): boolean {
	if (event?.type !== "delivery.sent") return false;
	const { message, session: client, qos, dup, packetId, attempt, from } = event;
	const [again, whence] =
		attempt > 1
			? [" again", `, for the ${attempt}${{ 2: "nd", 3: "rd" }[attempt] ?? "th"} time`]
			: ["", { live: "", queue: ", from the queue", retained: ", the retained copy" }[from]];
	if (attempt === 1 && from === "retained" && !facts.broughtBySubscribe.has(`${message} ${client}`)) return false;
	const id = packetId === null ? "" : `, #${packetId}`;
	return text === `Sending ${message} to ${client}${again} (QoS ${qos}, DUP = ${Number(dup)}${id})${whence}`;
}
/** What was held when a session ended, in any order. */
export function isHeld({ facts }: Said, list: string): boolean {
	const { names, count } = namesOf(list);
	const { fell = [] } = facts.end ?? {};
	// The same message may have been there twice.
	return new Set(fell).size <= count && count <= fell.length && names.every((name) => fell.includes(name));
}
function endSo({ event, text, facts }: Said): boolean {
	if (event?.type !== "session.discarded" || facts.end === null) return false;
	if (text.includes("with its connection")) return facts.end.clean && event.reason === "connection-closed";
	if (text.includes("clean connect")) return event.reason === "clean-connect";
	if (text.includes("expiration is over")) return event.reason === "expired";
	return text.includes("restart") ? event.reason === "restart" : text.includes("limit") && event.reason === "limit";
}

export const LINES: readonly SentenceRule[] = [...MESSAGE_LINES, ...SESSIONS, ...ROOM, ...PACKETS];
