import type { FactOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { CloseReason } from "#contract/reasons.ts";
import { hex } from "#engine/fields.ts";
import type { Malformed } from "#mqtt/malformed.ts";
import type { Direction } from "#mqtt/packet.ts";
import { withoutSecrets } from "#mqtt/secrets.ts";
import type { Lane } from "./lane.ts";
import { count, type Load, nameOf } from "./load.ts";
import { hasParted, isOpen, stopTimer, type Wire } from "./wire.ts";

/** Bytes that the standard does not allow are shown at once, and the connection ends where they would have arrived [MQTT-4.8.0-1]. */
export function enterFault(wire: Wire, fault: Malformed, bytes: Uint8Array): void {
	const parted = wire.speech === "parted";
	// What follows a DISCONNECT is nothing to a wire that judges. Where the broker judges, it is shown, and the broker ends the connection.
	if (wire.speech !== "open" && !(parted && wire.room.judge === "broker")) return;
	wire.speech = parted ? "parted-over" : "over";
	const seen = tellMalformed(wire, "up", fault, bytes, "never");
	const { message: says, clause, breach } = fault;
	if (!parted) wire.up.enter({ kind: "fault", seen, says, clause, breach });
}

/** Returns the name by which these bytes are told. */
export function tellMalformed(
	{ room, connection, client }: Wire,
	direction: Direction,
	{ message: says, clause, breach, offset }: Malformed,
	original: Uint8Array,
	onward: NonNullable<FactOf<"packet.malformed">["onward"]>,
): string {
	const bytes = direction === "down" ? original : withoutSecrets(original, client === null ? "stranger" : "unread");
	const packet = room.packetName();
	room.kept.keep(packet, bytes, undefined, LIMITS.keptMalformedBytes);
	const first = hex(bytes, 16);
	const told = { packet, connection, direction, says, clause, breach, hex: first, offset, bytes: bytes.length, onward };
	room.tell({ type: "packet.malformed", ...told });
	return packet;
}

/** The client closed its end: the close travels behind what the client sent before. stillReads: the client's socket is half open. */
export function enterEnd(wire: Wire, stillReads: boolean): void {
	const first = !wire.ending;
	wire.ending = true;
	stopTimer(wire, "half");
	if (wire.speech === "open") wire.speech = "over";
	// After the client's DISCONNECT nobody reads, whatever became of the socket [MQTT-3.14.4-1].
	if (!stillReads || hasParted(wire)) lose(wire);
	else if (wire.reach === "whole") wire.reach = "half";
	if (!first) return;
	wire.room.tell({ type: "connection.ending", connection: wire.connection, direction: "up" });
	wire.up.enter({ kind: "end" });
	if (stillReads && isOpen(wire) && wire.up.length > 0) letGo(wire);
}

/**
 * A client that has only closed its own end could still read. But the room cannot answer now, and hardly any client waits: its socket is
 * given back, or a paused room would hold the sockets of all clients that have left.
 */
export function letGo(wire: Wire): void {
	if (wire.departed) return;
	lose(wire);
	depart(wire);
	wire.socket.end();
}

/** Nobody reads any longer. */
function lose(wire: Wire): void {
	wire.reach = "gone";
	loseAll(wire, wire.down);
}

/** The client's socket is gone: its place in the room is free again. */
export function depart(wire: Wire): void {
	if (wire.departed || !isOpen(wire)) return;
	wire.departed = true;
	wire.room.departed(wire);
}

/** Everything on this lane is lost, oldest first. */
export function loseAll({ room }: Wire, lane: Lane<Load>, reason?: CloseReason): void {
	for (const load of lane.lose()) {
		count(room.underWay, load, -1);
		const packet = nameOf(load);
		if (packet !== undefined) room.tell({ type: "packet.lost", packet, ...(reason === undefined ? {} : { reason }) });
	}
}
