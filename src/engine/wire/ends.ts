import { hex } from "#engine/fields.ts";
import type { Malformed } from "#mqtt/malformed.ts";
import type { Direction } from "#mqtt/packet.ts";
import { hasParted, stopTimer, type Wire } from "./wire.ts";

/** Bytes that the standard does not allow are shown at once, and the connection ends where they would have arrived [MQTT-4.8.0-1]. */
export function enterFault(wire: Wire, fault: Malformed, bytes: Uint8Array): void {
	const parted = wire.speech === "parted";
	// What follows a DISCONNECT is nothing to a wire that judges. Where the broker judges, it is shown, and the broker ends the connection.
	if (wire.speech !== "open" && !(parted && wire.room.judge === "broker")) return;
	wire.speech = parted ? "parted-over" : "over";
	tellMalformed(wire, "up", fault, bytes);
	const { message: says, clause, breach } = fault;
	if (!parted) wire.up.enter({ kind: "fault", says, clause, breach });
}

export function tellMalformed(
	{ room, connection }: Wire,
	direction: Direction,
	{ message: says, clause, breach }: Malformed,
	bytes: Uint8Array,
): void {
	room.tell({ type: "packet.malformed", connection, direction, says, clause, breach, hex: hex(bytes, 16) });
}

/** The client closed its end: the close travels behind what the client sent before. stillReads: the client's socket is half open. */
export function enterEnd(wire: Wire, stillReads: boolean): void {
	const first = wire.reach === "whole";
	stopTimer(wire, "half");
	if (wire.speech === "open") wire.speech = "over";
	// After the client's DISCONNECT nobody reads, whatever became of the socket [MQTT-3.14.4-1].
	if (!stillReads || hasParted(wire)) {
		wire.reach = "gone";
		for (const load of wire.down.lose()) if (load.kind === "packet") wire.room.tell({ type: "packet.lost", packet: load.name });
	} else if (first) wire.reach = "half";
	if (!first) return;
	wire.room.tell({ type: "connection.ending", connection: wire.connection, direction: "up" });
	wire.up.enter({ kind: "end" });
}
