import type { EventOf, FactOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import { type BothWorlds, clientAt, packetAt } from "#model/both-worlds.ts";
import { isRead } from "#model/is-read.ts";
import { outlivesRestart } from "#model/keeping.ts";
import type { Connection, World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import type { Direction } from "#mqtt/packet.ts";
import { type Family, type LineBody, led, type Narration } from "#story/family.ts";
import { wireLine } from "#story/line-body.ts";
import { messageOf, packetName, packetText, route } from "#story/packet-line.ts";
import { asClause, list } from "#story/phrases.ts";
import { isKnown, stillText } from "#story/standing.ts";

type PacketFact = "packet.entered" | "packet.passed" | "packet.arrived" | "packet.lost" | "packet.malformed";

/** One packet on a wire, written the way mosquitto's log writes it. */
export const PACKET_WORDS: Family<PacketFact> = {
	"packet.entered": { line: lineOfLeaving, narration: narrateLeaving, announcement: () => "never" },
	"packet.passed": { line: lineOfLeaving, narration: narrateLeaving, announcement: () => "never" },
	"packet.arrived": {
		line({ packet, stepped }, worlds) {
			const found = packetAt(worlds, packet);
			if (found === undefined) return null;
			const { direction, fields, connection } = found;
			const end = (client: string) => (direction === "up" ? "broker" : client);
			return wireLine(worlds, connection, (client) => `${end(client)} has ${nameOf(fields)}${stepped ? " (step)" : ""}`, {
				...partsOf(fields),
				direction,
				packet,
			});
		},
		narration: narrateArrival,
		// Transit is not announced, except for what a step releases.
		announcement: ({ stepped }) => (stepped ? "politely" : "never"),
	},
	"packet.lost": {
		line({ packet }, worlds) {
			const found = packetAt(worlds, packet);
			if (found === undefined) return null;
			const { direction, fields, connection } = found;
			return wireLine(worlds, connection, (client) => `${route(direction, client)} ${nameOf(fields)}: lost with the connection`, {
				message: messageOf(fields),
				direction,
				packet,
			});
		},
		narration: narrateLoss,
	},
	"packet.malformed": {
		line({ packet, connection, direction, says, clause, breach, hex, seq }, worlds) {
			const what = breach === "too-large" ? "past a limit of this broker" : "against the standard";
			const bytes = hex === "" ? "" : ` (${hex})`;
			return wireLine(worlds, connection, (client) => `${route(direction, client)} ${what}: ${says}${bytes}`, {
				clause,
				direction,
				// As the traffic names it.
				packet: packet ?? `malformed ${seq}`,
			});
		},
		narration({ connection, says, breach, direction }, worlds) {
			const client = clientAt(worlds, connection);
			if (direction === "down") return `The broker sent ${client ?? "a client"} what the standard does not allow: ${asClause(says)}.`;
			// The packet may be whole: a second CONNECT, or a PUBLISH without a topic.
			const did = breach === "too-large" ? "went past a limit of this broker" : "sent what the standard does not allow";
			return `${client ?? "A client"} ${did}: ${asClause(says)}.`;
		},
	},
};

type Fields = FactOf<"packet.passed">["fields"];

/** "PUBLISH #12 m3" */
function nameOf(fields: Fields): string {
	return [packetName(fields), messageOf(fields)].filter(Boolean).join(" ");
}

function lineOfLeaving({ direction, fields, connection, packet }: EventOf<"packet.entered" | "packet.passed">, worlds: BothWorlds) {
	return wireLine(worlds, connection, (client) => `${route(direction, client)} ${packetText(fields)}`, {
		...partsOf(fields),
		direction,
		packet,
	});
}

/** By what a packet that gets through is found in the log. One that is lost is no mere ping. */
function partsOf(fields: Fields): Pick<LineBody, "message" | "ping"> {
	const isPing = fields.type === "PINGREQ" || fields.type === "PINGRESP";
	return { message: messageOf(fields), ...(isPing ? { ping: true } : {}) };
}

function narrateLeaving(
	{ type, fields, direction, connection }: EventOf<"packet.entered" | "packet.passed">,
	worlds: BothWorlds,
): Narration | string | null {
	if (direction === "down") return null;
	const client = clientAt(worlds, connection) ?? "A client";
	switch (fields.type) {
		case "CONNECT":
			return `${client} sent CONNECT with clean_session = ${fields.cleanSession}.`;
		case "PUBLISH":
			if (type === "packet.entered" && worlds.world.clock.paused)
				return led("Paused.", stillText(fields.message, client, isKnown(worlds.world, fields, "up", client) ? null : "The broker"));
			return `${client} ${fields.attempt > 1 ? `sent ${fields.message} again` : `published ${introduced(fields)}`} at QoS ${fields.qos}.${type === "packet.entered" ? " It is on the wire." : ""}`;
		case "SUBSCRIBE":
			return `${client} asks for ${list(
				fields.filters.map((asked) => `${asked.filter} at QoS ${asked.qos}`),
				fields.more,
			)}.`;
		case "UNSUBSCRIBE":
			return `${client} asks to unsubscribe from ${list(fields.filters, fields.more)}.`;
		case "DISCONNECT":
			return `${client} sent DISCONNECT.`;
		default:
			return null;
	}
}

/** "m1 (21.5)": the name of a message means something only once one has seen what it stands for. */
function introduced({ message, payload }: Extract<Fields, { type: "PUBLISH" }>): string {
	return payload === "" ? message : `${message} (${cut(payload, INTRODUCED)})`;
}

/** Code units of a payload. */
const INTRODUCED = 24;

/** Only for what no decision of the broker tells: what arrived at a client. */
function narrateArrival({ packet, stepped }: EventOf<"packet.arrived">, worlds: BothWorlds): string | null {
	const found = packetAt(worlds, packet);
	if (found === undefined) return null;
	const { fields } = found;
	if (found.direction === "up") return stepped ? `${packetName(fields)} reached the broker.` : null;
	const client = clientAt(worlds, found.connection) ?? "a client";
	switch (fields.type) {
		case "CONNACK":
			if (fields.returnCode !== 0) return `The broker refused ${client} with return code ${fields.returnCode}.`;
			if (fields.sessionPresent === undefined) return `${client} is connected.`;
			return `${client} is connected. Its CONNACK says session present = ${fields.sessionPresent ? 1 : 0}.`;
		case "PUBLISH":
			if (fields.qos === 0) return `${fields.message} reached ${client} at QoS 0. Nothing confirms it.`;
			return `${fields.message} reached ${client} as #${fields.packetId}.${awaitedText(worlds.world, client, fields.packetId)}`;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return narrateAck(found.connection, fields, client, worlds);
		case "SUBACK":
			return `${client} has its SUBACK: ${subackText(fields)}.`;
		default:
			return stepped ? `${packetName(fields)} reached ${client}.` : null;
	}
}

type Ack = Extract<Fields, { type: "PUBACK" | "PUBREC" | "PUBREL" | "PUBCOMP" }>;

/** What an answer lets its client forget: the message at PUBACK or PUBREC, only the packet id at PUBCOMP [MQTT-4.3.3-1]. */
function narrateAck(connection: string, fields: Ack, name: string, { before }: BothWorlds): string {
	const { type, packetId } = fields;
	const reached = `${packetName(fields)} reached ${name}.`;
	const client = before.clients[name];
	const held = client && isRead(before, client, connection) ? client.outgoing.find((one) => one.packetId === packetId) : undefined;
	if (held === undefined) return reached;
	if (held.awaits === "PUBCOMP")
		return type === "PUBCOMP" ? `${reached} The exchange of ${held.message} is over, and #${packetId} is free again.` : reached;
	const forgets = `${reached} ${name} forgets its copy of ${held.message}`;
	return type === "PUBREC" ? `${forgets}, and keeps #${packetId} until PUBCOMP.` : `${forgets}.`;
}

/** What the broker waits for, if it still does. */
function awaitedText({ sessions }: World, client: string, packetId: number | null): string {
	const sent = sessions[client]?.inflight.find((one) => one.packetId === packetId);
	return sent === undefined ? "" : ` The broker waits for ${sent.awaits}.`;
}

/** "granted QoS 1", "granted QoS 1 and 0; 1 filter refused", "the filter is refused" */
function subackText({ returnCodes, more = 0 }: Extract<Fields, { type: "SUBACK" }>): string {
	const granted = [...new Set(returnCodes.filter((code) => code !== REFUSED))].sort();
	const refused = returnCodes.filter((code) => code === REFUSED).length;
	if (granted.length === 0) return returnCodes.length + more === 1 ? "the filter is refused" : "the filters are refused";
	return `granted QoS ${list(granted.map(String))}${refused === 0 ? "" : `; ${many(refused, "filter")} refused`}`;
}

const REFUSED = 0x80;

function narrateLoss({ packet, reason }: EventOf<"packet.lost">, worlds: BothWorlds): string | null {
	const found = packetAt(worlds, packet);
	if (found === undefined) return null;
	const { fields } = found;
	const name = messageOf(fields) ?? packetName(fields);
	const client = clientAt(worlds, found.connection) ?? "the client";
	if (fields.type !== "PUBLISH") return `${packetName(fields)} was on ${client}’s wire and is lost with the connection.`;
	if (fields.qos === 0) return `${name} was on ${client}’s wire when the connection ended. QoS 0 is never sent again.`;
	const lost = `${name} was lost with ${client}’s connection.`;
	const kept = copyOf(worlds.before, client, found, fields);
	// A clean session ends with its connection: both ends throw their copies away at the same moment.
	if (kept === null) return lost;
	if (kept.clean) return `${lost} The session was clean, so this copy is not sent again.`;
	if (found.direction === "up") return `${lost} ${client} keeps a copy and can send it again.`;
	if (reason === "broker-restart" && !outlivesRestart(worlds.world))
		return `${lost} The broker goes and keeps nothing, so this copy is not sent again.`;
	if (reason === "takeover") {
		const newer = newerOf(worlds.world, client, found.connection);
		// The newer connection may have ended already; what it asked for is not known any more.
		if (newer === null) return lost;
		if (newer.cleanSession) return `${lost} The newer connection is clean, so this copy is not sent again.`;
	}
	return `${lost} The broker keeps a copy and can send it again.`;
}

/** The newest connection of this client, if that is not the one that ends. */
function newerOf({ clients, connections }: World, client: string, ends: string): Connection | null {
	const phase = clients[client]?.phase;
	return phase === undefined || phase.phase === "offline" || phase.connection === ends ? null : (connections[phase.connection] ?? null);
}

/** The copy that a sender of QoS 1 or 2 keeps; null: it keeps none. */
function copyOf(
	{ clients, sessions, connections }: World,
	client: string,
	{ direction, connection }: { readonly direction: Direction; readonly connection: string },
	{ message, packetId }: { message: string; packetId: number | null },
) {
	// From PUBREC on, only the packet id is kept [MQTT-4.3.3-1].
	const isIt = (one: { readonly message: string; readonly packetId: number; readonly awaits: string }) =>
		one.message === message && one.packetId === packetId && one.awaits !== "PUBCOMP";
	const [up, down] = [clients[client], sessions[client]];
	const { unanswered, early } = connections[connection] ?? {};
	// There is no session for what was sent behind a CONNECT that is refused.
	if (direction === "up" && unanswered !== undefined && early?.some(isIt))
		return unanswered.refused ? null : { clean: unanswered.cleanSession };
	if (direction === "up")
		return up?.outgoing.some(isIt) ? { clean: up.cleanSession && connections[connection]?.cleanSession === true } : null;
	return down?.inflight.some(isIt) ? { clean: down.cleanSession } : null;
}
