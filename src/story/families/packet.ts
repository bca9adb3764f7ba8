import type { EventOf, FactOf } from "#contract/event.ts";
import { type BothWorlds, clientAt, packetAt } from "#model/both-worlds.ts";
import { type Family, led, type Narration } from "#story/family.ts";
import { wireLine } from "#story/line-body.ts";
import { messageOf, packetName, packetText, route } from "#story/packet-line.ts";
import { asClause, list } from "#story/phrases.ts";
import { stillText } from "#story/standing.ts";

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
				message: messageOf(fields),
				direction,
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
			return wireLine(worlds, connection, (client) => `${route(direction, client)} lost with the connection: ${nameOf(fields)}`, {
				message: messageOf(fields),
				direction,
			});
		},
		narration: narrateLoss,
	},
	"packet.malformed": {
		line({ connection, direction, says, clause, hex, breach }, worlds) {
			const bytes = hex === "" ? "" : ` (${hex})`;
			return wireLine(
				worlds,
				connection,
				(client) => `${route(direction, client)} ${breach === "not-allowed" ? "not taken" : "malformed"}: ${says}${bytes}`,
				{ clause, direction },
			);
		},
		narration: ({ connection, says, breach }, worlds) =>
			breach === "not-allowed"
				? `The broker does not take what ${clientAt(worlds, connection) ?? "a client"} sent: ${asClause(says)}.`
				: `${clientAt(worlds, connection) ?? "A client"} sent bytes that are no MQTT packet: ${asClause(says)}.`,
	},
};

type Fields = FactOf<"packet.passed">["fields"];

/** "PUBLISH #12 m3" */
function nameOf(fields: Fields): string {
	return [packetName(fields), messageOf(fields)].filter(Boolean).join(" ");
}

function lineOfLeaving({ direction, fields, connection }: EventOf<"packet.entered" | "packet.passed">, worlds: BothWorlds) {
	const message = messageOf(fields);
	return wireLine(worlds, connection, (client) => `${route(direction, client)} ${packetText(fields)}`, { message, direction });
}

function narrateLeaving(
	{ fields, direction, connection }: EventOf<"packet.entered" | "packet.passed">,
	worlds: BothWorlds,
): Narration | string | null {
	if (direction === "down") return null;
	const client = clientAt(worlds, connection) ?? "A client";
	switch (fields.type) {
		case "CONNECT":
			return `${client} sent CONNECT with clean_session = ${fields.cleanSession}.`;
		case "PUBLISH":
			if (worlds.world.clock.paused) return led("Paused.", stillText(fields.message, client));
			return `${client} ${fields.attempt > 1 ? `sent ${fields.message} again` : `published ${fields.message}`} at QoS ${fields.qos}. It is on the wire.`;
		case "SUBSCRIBE":
			return `${client} asks for ${list(
				fields.filters.map((asked) => `${asked.filter} at QoS ${asked.qos}`),
				fields.more,
			)}.`;
		case "UNSUBSCRIBE":
			return `${client} gives up ${list(fields.filters, fields.more)}.`;
		case "DISCONNECT":
			return `${client} sent DISCONNECT and closes its end.`;
		default:
			return null;
	}
}

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
			// In MQTT 3.1 that byte says nothing.
			if (worlds.world.clients[client]?.level === 3) return `${client} is connected.`;
			return `${client} is connected. Session present is ${fields.sessionPresent ? 1 : 0}.`;
		case "PUBLISH":
			if (fields.qos === 0) return `${fields.message} reached ${client} at QoS 0. Nothing confirms it.`;
			return `${fields.message} reached ${client} as #${fields.packetId}. The broker waits for ${fields.qos === 1 ? "PUBACK" : "PUBREC"}.`;
		case "PUBACK":
		case "PUBCOMP":
			return `${packetName(fields)} reached ${client}. It forgets its copy${fields.message === null ? "" : ` of ${fields.message}`}.`;
		case "SUBACK":
			return `${client} has its SUBACK. The subscription stands.`;
		default:
			return stepped ? `${packetName(fields)} reached ${client}.` : null;
	}
}

function narrateLoss({ packet }: EventOf<"packet.lost">, worlds: BothWorlds): string | null {
	const found = packetAt(worlds, packet);
	if (found === undefined) return null;
	const { fields } = found;
	const name = messageOf(fields) ?? packetName(fields);
	const client = clientAt(worlds, found.connection) ?? "the client";
	if (fields.type !== "PUBLISH") return `${packetName(fields)} was on ${client}’s wire and is lost with the connection.`;
	if (fields.qos === 0) return `${name} was on ${client}’s wire when it was cut. QoS 0 is never sent again, so it is gone.`;
	// A clean session ends with its connection: both ends throw their copies away at the same moment.
	if (worlds.before.clients[client]?.cleanSession) {
		return `${name} was lost with ${client}’s connection. Its session was clean, so nothing is sent again.`;
	}
	const keeper = found.direction === "up" ? client : "The broker";
	return `${name} was lost with ${client}’s connection. ${keeper} keeps a copy and can send it again.`;
}
