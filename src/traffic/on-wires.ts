import type { PacketFields } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { openAnswering } from "./answers.ts";
import type { openKeptConnections } from "./kept-connections.ts";
import type { openKeptPackets } from "./kept-packets.ts";
import type { At, TapePacket } from "./traffic.ts";
import type { openWhatStays } from "./what-stays.ts";

export type SetOut = Omit<TapePacket, "number" | "clientId" | "answers" | "answeredBy">;
type Kept = {
	readonly packets: ReturnType<typeof openKeptPackets>;
	readonly connections: ReturnType<typeof openKeptConnections>;
	readonly stays: ReturnType<typeof openWhatStays>;
};

/** Packets set out on wires and arrive, each joined to its connection and to what it answers; begins with what stood on the wires of this world. */
export function openOnWires(base: World | null, start: At, { packets, connections, stays }: Kept) {
	const answering = new Map<string, ReturnType<typeof openAnswering>>();

	const add = (packet: SetOut) => {
		const since = packets.makeRoom();
		if (since !== null) {
			connections.forget(since);
			stays.forget(since);
		}
		const { connection, direction, fields, left } = packet;
		const known = connections.all.get(connection);
		// The first one counts: a second CONNECT is a fault [MQTT-3.1.0-2].
		if (fields?.type === "CONNECT" && known?.connect === null)
			connections.change(connection, { connect: fields, clientId: known.clientId ?? fields.clientId });
		if (fields?.type === "DISCONNECT") connections.change(connection, { parted: left });
		const number = packets.next();
		const speaking = connections.all.get(connection);
		const clientId = speaking?.clientId ?? null;
		const answers = fields === null ? null : (answering.get(connection)?.(direction, fields, number) ?? null);
		packets.add({ ...packet, number, clientId, answers, answeredBy: null });
		if (speaking !== undefined) stays.left(speaking, direction, fields, left);
		if (answers !== null) packets.change(answers, { answeredBy: { ...left, number } });
	};
	const open: typeof connections.open = (name, origin, opened) => {
		connections.open(name, origin, opened);
		answering.set(name, openAnswering());
	};
	const arrive = (connection: string, direction: Direction, fields: PacketFields | null, at: At) => {
		const speaking = connections.all.get(connection);
		if (speaking !== undefined) stays.arrived(speaking, direction, fields, at);
		if (fields?.type === "CONNACK" && fields.returnCode === 0) connections.change(connection, { accepted: at });
	};
	/** What stands on the wires of this world, but for what is known already. */
	const stand = (world: World, { seq, at }: At) => {
		for (const one of Object.values(world.connections)) {
			const { connection, origin, clientId, since, accepted } = one;
			const known = connections.all.get(connection);
			if (known === undefined) connections.open(connection, origin, { seq, at: since });
			answering.set(connection, openAnswering());
			connections.change(connection, { clientId, accepted: known?.accepted ?? (accepted && { seq, at: accepted.since }) });
			connections.stands(one, seq);
		}
		stays.asks(world);
		for (const { packet, connection, direction, bytes, fields, enteredAt, delayMs } of Object.values(world.packets))
			if (packets.named(packet) === null)
				add({ packet, connection, direction, bytes, fields, malformed: null, left: { seq, at: enteredAt }, delayMs, end: null });
		stays.stand(world, { seq, at });
	};
	if (base !== null) stand(base, start);
	const over = (connection: string, reason: CloseReason, at: At) => {
		answering.delete(connection);
		const known = connections.all.get(connection);
		if (known !== undefined) stays.closed(known, reason, at);
	};
	return { add, open, stand, over, arrive };
}
