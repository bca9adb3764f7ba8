import type { PacketFields, RoomEvent } from "#contract/event.ts";
import type { History } from "#model/history.ts";
import type { Traffic } from "./traffic.ts";

type Known = { readonly history: Pick<History, "event">; readonly traffic: Pick<Traffic, "named"> };

/**
 * The seq of the last event that follows by itself from what had arrived after the event of this seq: what a client or the broker has read
 * counts, even where a moment is looked at between its events. No further than the next packet that arrives and matters to this message if
 * the wire of `away` is cut, and no further than anything that is done.
 */
export function settledSeq({ history, traffic }: Known, seq: number, message: string, away: string): number {
	const at = history.event(seq)?.at;
	for (let next = seq + 1; ; next += 1) {
		const event = history.event(next);
		if (event === null || event.at !== at || !followsByItself(event, traffic, message, away)) return next - 1;
	}
}

function followsByItself(event: RoomEvent, traffic: Known["traffic"], message: string, away: string): boolean {
	switch (event.type) {
		case "incoming.held":
		case "incoming.released":
		case "publication.accepted":
		case "publication.duplicate":
		case "publication.refused":
		case "delivery.queued":
		case "delivery.sent":
		case "delivery.released":
		case "delivery.acked":
		case "delivery.dropped":
			return true;
		case "packet.entered":
			return event.direction === "down" || isAnswer(event.fields);
		case "packet.arrived":
			return !matters(traffic.named(event.packet), message, away);
		default:
			return false;
	}
}

function matters(packet: ReturnType<Traffic["named"]>, message: string, away: string): boolean {
	if (packet === null || packet.fields === null || !("message" in packet.fields)) return true;
	const isOfIt = packet.fields.message === message;
	// At the broker it may make room for this message, and send it.
	if (packet.clientId === away) return isOfIt || packet.direction === "up";
	return isOfIt && packet.fields.type === "PUBLISH" && packet.direction === "up";
}

/** What a client sends because of what it has read: answers, and after its CONNACK what it sends again [MQTT-4.4.0-1]. */
function isAnswer(fields: PacketFields): boolean {
	return ANSWERS.includes(fields.type) || (fields.type === "PUBLISH" && fields.dup);
}

const ANSWERS: readonly string[] = ["PUBACK", "PUBREC", "PUBREL", "PUBCOMP"];
