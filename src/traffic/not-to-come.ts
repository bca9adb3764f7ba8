import { traitsOf } from "#contract/brokers.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { EXCHANGES, type ExchangedPacket, type ExchangedType, standOf } from "./hop-packets.ts";
import type { Traffic } from "./traffic.ts";

/**
 * Why a packet does not come. clean-session: it was an exchange of a clean session, which ended with its connection [MQTT-3.1.2-6]; discarded: its
 * session is gone, or its copy, and its connection with it; silent: nothing passes that wire now.
 */
export type NeverWhy = "clean-session" | "discarded" | "silent";
type Hop = {
	readonly world: World;
	readonly traffic: Traffic;
	readonly seq: number;
	readonly clientId: string;
	readonly sends: Direction;
};

/** The packets that are missing in an exchange that nobody goes on with, and why they do not come any more; null: none is, or why is not known. */
export function notToCome(
	{ world, traffic, seq, clientId, sends }: Hop,
	qos: QoS,
	packets: readonly ExchangedPacket[],
): { readonly types: readonly ExchangedType[]; readonly packetId: number | null; readonly why: NeverWhy } | null {
	const sent = packets.findLast(({ fields }) => fields.type === "PUBLISH");
	if (sent === undefined || qos === 0 || !isTold(world, clientId, sends)) return null;
	const { packetId } = sent.fields;
	const later = packets.filter(({ fields, left }) => fields.packetId === packetId && left.seq > sent.left.seq);
	const over = [sent, ...later].every((packet) => standOf(packet, seq) !== "unseen");
	const { connect = null, closed = null } = traffic.connections.get(sent.connection) ?? {};
	if (!over || closed === null || closed.reason === "unseen" || closed.seq > seq) return null;
	const types = EXCHANGES[qos].slice(1).filter((type) => !later.some(({ fields }) => fields.type === type));
	return types.length === 0 ? null : { types, packetId, why: connect?.cleanSession ? "clean-session" : "discarded" };
}

/** Whether it can be known that a sender has given a message up: a broker may show nothing of what it keeps, and of very many copies not all are told. */
function isTold(world: World, clientId: string, sends: Direction): boolean {
	if (sends === "down") return traitsOf(world.settings).storeSeen;
	return (world.clients[clientId]?.outgoing.length ?? 0) < LIMITS.outstandingNames;
}
