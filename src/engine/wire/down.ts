import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { codeAtDoor } from "#engine/door/door-words.ts";
import { sentence } from "#engine/say.ts";
import type { Packet } from "#mqtt/packet.ts";
import { type Closing, type Load, sizeOf, takesTooMuch } from "./load.ts";
import { delayOf, isOpen, type Wire } from "./wire.ts";

/** See WireEnd.send(). */
export function enterDown(wire: Wire, load: Load): void {
	if (load.kind === "end" || load.kind === "fault") {
		if (isOpen(wire)) wire.down.enter(load);
		return;
	}
	if (!takes(wire)) return;
	if (wire.reach === "gone" || (wire.departed && !wire.silent)) return loseDown(wire, load);
	wire.downBytes += sizeOf(load);
	wire.down.enter(load);
}

/** The client's socket is gone; only what the client sent before is still on its way. */
function loseDown(wire: Wire, load: Extract<Load, { kind: "packet" | "bytes" }>): void {
	const { connection, room } = wire;
	if (load.kind === "bytes") {
		if (load.seen !== undefined) room.tell({ type: "packet.lost", packet: load.seen });
		return;
	}
	const { name: packet, fields } = load;
	const delayMs = delayOf(wire);
	room.kept.keep(packet, load.bytes, load.tail);
	room.tell({ type: "packet.entered", packet, connection, direction: "down", delayMs, bytes: sizeOf(load), fields });
	room.tell({ type: "packet.lost", packet });
}

/** Whether this wire takes another packet. Past its bounds the wire is cut, after this turn. */
function takes(wire: Wire): boolean {
	if (wire.life.phase !== "open") return false;
	if (wire.down.length < LIMITS.downLanePackets && wire.downBytes < LIMITS.downLaneBytes) return true;
	overflow(
		wire,
		`${many(wire.down.length, "packet")}, ${many(wire.downBytes, "byte")} on this wire: it is cut, so that the broker is not held up.`,
	);
	return false;
}

/** Half of the bounds are reserved for answers, and for what cannot wait. */
export function hasRoom(wire: Wire): boolean {
	const room = wire.life.phase === "open" && isFree(wire, 2) && wire.socket.unsent() <= LIMITS.slowReaderBytes;
	if (!room) wire.crowded = true;
	return room;
}

/** Whether this lane is filled by less than that part of its bounds. */
function isFree({ down, downBytes, room }: Wire, part: number): boolean {
	if (down.length >= LIMITS.downLanePackets / part || downBytes >= LIMITS.downLaneBytes / part) return false;
	return !takesTooMuch(room.underWay, down.length, downBytes);
}

/** The lane or the client's socket has emptied, or both: what was kept back may go. */
export function emptied(wire: Wire): void {
	if (!wire.crowded || !isFree(wire, 4) || wire.socket.unsent() > LIMITS.slowReaderBytes) return;
	wire.crowded = false;
	wire.room.turn.later(() => wire.broker.drained());
}

/** A bound of this connection has been reached: the connection ends after this turn. */
export function overflow(wire: Wire, says: string): void {
	if (wire.life.phase === "open") wire.life = { phase: "full" };
	wire.room.turn.later(() => {
		if (isOpen(wire)) wire.room.tell({ type: "limit.reached", limit: "connection", says, connection: wire.connection });
		wire.close({ reason: "overflow", says, clause: null });
	});
}

/** The broker hangs up behind a CONNACK with a return code above 0 [MQTT-3.2.2-5]. */
export function refusal({ answered, client, refused }: Wire): Closing {
	const { says } = refused ?? codeAtDoor(answered ?? 0, client?.connect.protocolLevel);
	return { reason: "refused", says: sentence(says), clause: "MQTT-3.2.2-5" };
}

export function arrivesDown(wire: Wire, load: Load): void {
	if (!isOpen(wire)) return;
	if (load.kind === "end") return wire.close(refusal(wire));
	if (load.kind === "fault") return;
	wire.downBytes -= sizeOf(load);
	const packet = load.kind === "packet" ? load.packet : null;
	if (packet !== null) tellNames(wire, packet);
	const more = wire.room.gathering.more(wire.socket);
	wire.socket.send(load.bytes, more);
	if (load.kind === "packet" && load.tail !== undefined) wire.socket.send(load.tail, more);
	emptied(wire);
	const unread = wire.socket.unsent();
	if (unread > LIMITS.unreadBytes && wire.life.phase === "open")
		overflow(wire, `${unread} bytes that this client does not read: its connection is cut.`);
}

/** An answer to the client frees its packet id, as far as the room can tell: the client may read it now. */
function tellNames({ room: { names }, connection }: Wire, packet: Packet): void {
	switch (packet.type) {
		case "PUBACK":
		case "PUBCOMP":
			return names.acked(connection, packet.packetId);
		case "PUBREC":
			return names.received(connection, packet.packetId);
		case "SUBACK":
		case "UNSUBACK":
			return names.answered(connection, packet.packetId);
		default:
			return;
	}
}
