import { hex } from "#engine/fields.ts";
import type { Malformed } from "#mqtt/malformed.ts";
import type { Wire } from "./wire.ts";

/** Bytes that the standard does not allow: shown at once, and the connection ends where they would have arrived [MQTT-4.8.0-1]. */
export function enterFault(wire: Wire, fault: Malformed, bytes: Uint8Array): void {
	if (wire.deaf) return;
	wire.deaf = true;
	const { message: says, clause } = fault;
	wire.room.tell({ type: "packet.malformed", connection: wire.connection, direction: "up", says, clause, hex: hex(bytes, 16) });
	wire.up.enter({ kind: "fault", says, clause });
}

/** The client closed its end: that travels behind what it sent before. */
export function enterEnd(wire: Wire, stillReads: boolean): void {
	wire.deaf = true;
	// After its DISCONNECT nobody reads, whatever became of the socket [MQTT-3.14.4-1].
	if (!stillReads || wire.parting) {
		wire.unheard = true;
		for (const load of wire.down.lose()) if (load.kind === "packet") wire.room.tell({ type: "packet.lost", packet: load.name });
	}
	if (wire.ending) return;
	wire.ending = true;
	wire.room.tell({ type: "connection.ending", connection: wire.connection, direction: "up" });
	wire.up.enter({ kind: "end" });
}
