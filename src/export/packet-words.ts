import type { CloseReason } from "#contract/reasons.ts";
import { clauseLabel } from "#mqtt/clause-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { sayLoss } from "#story/lost-packet.ts";
import { clauseOfPacket } from "#story/packet-clause.ts";
import { packetText } from "#story/packet-line.ts";
import type { TapeConnection, TapePacket } from "#traffic/traffic.ts";
import { secondsText } from "./excerpt.ts";
import { fatesOfPacket, type MessageFates, messageFateText } from "./message-fates.ts";

/** The clause of MQTT 3.1.1 that says most about what became of this packet; null: there is none. on: its connection. */
export function clauseOf({ fields, malformed, end, direction }: TapePacket, on: TapeConnection | null): string | null {
	if (malformed !== null) return malformed.clause;
	if (end?.how === "lost" && end.reason !== null && on?.closed?.clause != null) return on.closed.clause;
	if (fields === null) return null;
	// Its sender keeps it, and sends it again.
	if (end?.how === "lost" && fields.type === "PUBLISH" && fields.qos > 0) return "MQTT-4.4.0-1";
	return clauseOfPacket({ fields, direction }, on?.connect ?? null);
}

/** "arrived", "lost: cut", "under way", "malformed", "malformed, lost: cut". */
export function outcomeText({ end, malformed, fields }: TapePacket): string {
	if (malformed !== null && fields === null) return end?.how === "lost" ? `malformed, ${lostText(end.reason)}` : "malformed";
	if (end === null) return "under way";
	if (end.how === "unseen") return "end not seen";
	return end.how === "arrived" ? "arrived" : lostText(end.reason);
}

const lostText = (reason: CloseReason | null) => `lost: ${reason ?? "nobody reads"}`;

/** What a packet is, what became of it, the clause, and what became of the message that its publisher sends in it, each in a line. */
export function commentOf(packet: TapePacket, on: TapeConnection | null, fates: MessageFates): string {
	const { fields, malformed } = packet;
	const what = fields === null ? [] : [packetText(fields)];
	const against = malformed === null ? [] : [`Against the standard: ${malformed.says}.`];
	const clause = clauseOf(packet, on);
	const because = clause === null ? [] : [`MQTT ${clauseLabel(clause)} ${clauseText(clause) ?? ""}`];
	const message = packet.direction === "up" ? fatesOfPacket(packet, fates).map(messageFateText) : [];
	return [...what, ...against, sayEnd(packet), ...because, ...message].join("\n");
}

function sayEnd(packet: TapePacket): string {
	const { left, end, malformed, fields } = packet;
	const set = `Left at ${secondsText(left.at)} s`;
	// Of such bytes there may be only the moment at which they were seen.
	if (fields === null && malformed?.onward === "packet") return `${set}.`;
	if (end === null) return `${set}, still under way.`;
	if (end.how === "unseen") return `${set}; this page did not see what became of it.`;
	const after = `${secondsText(end.at - left.at)} s later`;
	if (end.how === "arrived" && malformed?.onward === "never") return `${set}, refused ${after}.`;
	if (end.how === "arrived") return `${set}, arrived ${after}${end.stepped ? ", let through by hand" : ""}.`;
	return `${set}, lost ${after}: ${sayLoss(end.reason)}.`;
}
