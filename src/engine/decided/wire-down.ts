import { LIMITS } from "#contract/limits.ts";
import { willFields } from "#engine/fields.ts";
import type { Wire } from "#engine/wire/wire.ts";
import { enterDown, type Load, overflow } from "#engine/wire/wire-send.ts";
import { decode } from "#mqtt/decode.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Frame } from "#mqtt/split.ts";
import { encodeConnack, encodeSuback } from "./encode.ts";
import { pay } from "./owed.ts";
import { goOn } from "./wire-up.ts";

/** Whole packets that Aedes has written. */
export function brokerWrote(wire: Wire, frames: readonly Frame[]): void {
	for (const { bytes } of frames) {
		if (wire.closed !== null) return;
		const packet = decode(bytes);
		if (packet.type === "CONNACK") {
			connack(wire, packet.returnCode, bytes);
			continue;
		}
		pay(wire, packet, bytes, answer);
	}
}

function answer(wire: Wire, packet: Packet, bytes: Uint8Array): void {
	const { store, names } = wire.room;
	switch (packet.type) {
		case "SUBACK":
			return suback(wire, packet.packetId, packet.returnCodes, bytes);
		case "UNSUBACK":
			enterDown(wire, packet, bytes, null);
			if (wire.asked?.type === "UNSUBSCRIBE") store.unsubscribe(wire.connection, wire.asked.filters);
			return goOn(wire);
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return enterDown(wire, packet, bytes, names.sent(wire.connection, packet.packetId));
		case "PINGRESP":
			return enterDown(wire, packet, bytes, null);
		default:
			throw new Error(`Aedes sent ${packet.type}: deliveries are the store's`);
	}
}

function connack(wire: Wire, returnCode: number, bytes: Uint8Array): void {
	const { store } = wire.room;
	if (returnCode > 0) {
		wire.refused = true;
		return enterDown(wire, { type: "CONNACK", sessionPresent: false, returnCode }, bytes, null);
	}
	const sessionPresent = store.open(wire.clientId, wire.connect?.cleanSession ?? true, wire.connection);
	armWill(wire);
	// Aedes holds no session; the store says whether one is present [MQTT-3.2.2-2].
	enterDown(wire, { type: "CONNACK", sessionPresent, returnCode: 0 }, sessionPresent ? encodeConnack(0, true) : bytes, null);
	store.resume(wire.connection);
}

function suback(wire: Wire, packetId: number, codes: readonly number[], bytes: Uint8Array): void {
	const { store } = wire.room;
	if (wire.asked?.type !== "SUBSCRIBE") throw new Error("a SUBACK that nobody asked for");
	const { filters } = wire.asked;
	// One code for each filter, also when one is named twice or not taken [MQTT-3.8.4-5].
	const granted = store.granted(wire.connection, filters);
	const same = granted.length === codes.length && granted.every((code, index) => code === codes[index]);
	enterDown(wire, { type: "SUBACK", packetId, returnCodes: granted }, same ? bytes : encodeSuback(packetId, granted), null);
	store.subscribe(wire.connection, filters, granted);
	goOn(wire);
}

export function arrivesDown(wire: Wire, load: Load): void {
	if (wire.closed !== null) return;
	if (load.kind === "end") return wire.close("refused", "The broker refused the connection.", "MQTT-3.2.2-5");
	if (load.kind === "fault") return;
	wire.downBytes -= load.bytes.length;
	const packet = load.kind === "packet" ? load.packet : null;
	if (packet?.type === "PUBACK" || packet?.type === "PUBCOMP") wire.room.names.acked(wire.connection, packet.packetId);
	wire.socket.send(load.bytes);
	if (wire.crowded && wire.down.length < LIMITS.downLanePackets / 4 && wire.downBytes < LIMITS.downLaneBytes / 4) {
		wire.crowded = false;
		wire.room.turn.later(() => wire.room.store.drained(wire.connection));
	}
	const unread = wire.socket.unsent();
	if (unread > LIMITS.unreadBytes && !wire.full) overflow(wire, `${unread} bytes that this client does not read: its connection is cut.`);
}

/** The will as the room shows it while it waits [MQTT-3.1.2-8]. */
function armWill(wire: Wire): void {
	const will = wire.connect?.will;
	if (will) wire.room.tell({ type: "will.armed", session: wire.clientId, ...willFields(will) });
}
