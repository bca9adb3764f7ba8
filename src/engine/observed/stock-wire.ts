import type { CloseReason, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import {
	BOUNDS,
	enterUp,
	NOT_ADMITTED,
	publishUp,
	refuse,
	refuseWaiting,
	startKeepAlive,
	takeConnect,
	tooMuchUp,
} from "#engine/decided/wire-up.ts";
import { fieldsOf, hex, previewOf, publishFieldsOf, willFields } from "#engine/fields.ts";
import type { Wire } from "#engine/wire/wire.ts";
import { enterDown, enterLoad, type Load, overflow } from "#engine/wire/wire-send.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Direction, Packet } from "#mqtt/packet.ts";
import type { Frame } from "#mqtt/split.ts";
import { checkFromClient } from "#mqtt/strict.ts";

/** As Aedes ships: whatever the client sends goes on as it is. What the standard forbids is said, and left to Aedes. */
export function stockFromClient(wire: Wire, frame: Frame): void {
	if (wire.closed !== null) return;
	let packet = read(wire, "up", frame.bytes);
	if (packet === null) return enterUp(wire, { kind: "bytes", bytes: frame.bytes });
	let fault: Malformed | null = null;
	try {
		checkFromClient(packet, wire.connect !== null, BOUNDS);
	} catch (thrown) {
		if (!(thrown instanceof Malformed)) throw thrown;
		tellMalformed(wire, "up", thrown, frame.bytes);
		fault = thrown;
	}
	// A PUBLISH that the standard forbids is no message to tell of; what Aedes makes of it shows.
	if (fault !== null && packet.type === "PUBLISH") return enterUp(wire, { kind: "bytes", bytes: frame.bytes });
	if (packet.type === "CONNECT" && wire.connect === null) packet = takeConnect(wire, packet);
	if (packet.type === "DISCONNECT") wire.parting = true;
	enterUp(wire, { kind: "packet", name: wire.room.packetName(), bytes: frame.bytes, packet, fields: fieldsUp(wire, packet) });
}

function fieldsUp(wire: Wire, packet: Packet): PacketFields {
	const { names, observer } = wire.room;
	switch (packet.type) {
		case "PUBLISH":
			return publishUp(wire, packet);
		case "PUBREL":
			return fieldsOf(packet, names.sent(wire.connection, packet.packetId));
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return fieldsOf(packet, observer.sent(wire.connection, packet.packetId));
		default:
			return fieldsOf(packet, null);
	}
}

function tellMalformed({ room, connection }: Wire, direction: Direction, { message: says, clause }: Malformed, bytes: Uint8Array): void {
	room.tell({ type: "packet.malformed", connection, direction, says, clause, hex: hex(bytes, 16) });
}

export function stockArrivesUp(wire: Wire, load: Load): void {
	if (wire.closed !== null) return;
	wire.lastHeard = wire.room.clock.now();
	// Behind what Aedes has not read yet: it ends the connection itself when it comes to it.
	if (load.kind === "end") return void wire.end.push(null);
	if (load.kind === "fault") return wire.close("protocol-error", `${load.says[0]?.toUpperCase()}${load.says.slice(1)}.`, load.clause);
	wire.upBytes -= load.bytes.length;
	if (!tooMuchUp(wire)) wire.socket.resume();
	if (load.kind === "packet") observe(wire, load);
	// What Aedes does with it may end the connection at once.
	if (wire.closed === null) wire.end.push(load.bytes);
}

function observe(wire: Wire, load: Extract<Load, { kind: "packet" }>): void {
	const { packet, fields, bytes } = load;
	const { observer } = wire.room;
	switch (packet.type) {
		case "CONNECT":
			return startKeepAlive(wire, packet.keepAlive);
		case "PUBLISH":
			if (fields.type !== "PUBLISH") return;
			// Aedes takes nothing before its CONNACK 0; what comes of this shows then.
			if (wire.admitted) publish(wire, packet, fields, bytes.length);
			else wire.waiting.push(load);
			return;
		case "SUBSCRIBE":
		case "UNSUBSCRIBE":
			wire.asking.set(packet.packetId, packet);
			if (wire.asking.size > LIMITS.upLanePackets)
				overflow(wire, `${wire.asking.size} SUBSCRIBE and UNSUBSCRIBE packets without an answer.`);
			if (packet.type === "SUBSCRIBE" && observer.subscriptions(wire.connection) + packet.filters.length > LIMITS.subscriptionsPerSession)
				overflow(wire, `More than ${LIMITS.subscriptionsPerSession} subscriptions: stock Aedes bounds nothing, this room does.`);
			return;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return observer.acknowledged(wire.connection, packet.type, packet.packetId);
		case "DISCONNECT":
			wire.disconnected = true;
			if (wire.connect?.will) wire.room.tell({ type: "will.disarmed", session: wire.clientId });
			return;
		default:
			return;
	}
}

type Publish = Extract<Packet, { type: "PUBLISH" }>;

/** Told once for each message; whether Aedes takes a repetition for a new one cannot be seen. */
function publish(wire: Wire, packet: Publish, named: Named, bytes: number): void {
	const { room } = wire;
	const { message } = named;
	if (packet.topic.startsWith("$SYS/")) return refuse(wire, packet, message, SYS);
	if (packet.qos > 0 || packet.retain) {
		const sum = room.stockBytes(bytes + KEPT_BYTES * (1 + room.observer.sessions()));
		if (sum > LIMITS.stockBytes || room.observer.retained() > LIMITS.retained)
			overflow(
				wire,
				`Stock Aedes bounds nothing, this room does: ${LIMITS.stockBytes} bytes, ${LIMITS.retained} topics. Restart the broker.`,
			);
		if (packet.qos > 0 && room.observer.isPublished(message)) return;
	}
	accept(wire, packet, named);
}

const SYS = { why: "brokers-own-topic", says: "Aedes keeps $SYS/ for itself.", clause: "MQTT-3.3.5-2", acknowledged: false } as const;

/** What Aedes keeps of a message beside its bytes, and for each session that it may be kept for: a guess on the high side. */
const KEPT_BYTES = 512;

function accept(
	{ room, clientId: publisher }: Wire,
	{ topic, payload, qos, retain }: Omit<Publish, "type" | "packetId" | "dup">,
	{ message, kind, ordinal }: Named,
): void {
	room.tell({ type: "publication.accepted", message, kind, ordinal, publisher, topic, ...previewOf(payload), qos, retain });
	if (retain && payload.length === 0) room.tell({ type: "retained.cleared", topic, message });
	else if (retain) room.tell({ type: "retained.set", topic, message, replaced: null });
	room.observer.published({ message, kind, ordinal }, topic, payload, retain);
}

/** Whole packets that Aedes has written. */
export function stockBrokerWrote(wire: Wire, frames: readonly Frame[]): void {
	for (const { bytes } of frames) {
		if (wire.closed !== null) return;
		const packet = read(wire, "down", bytes);
		if (packet === null) enterLoad(wire, { kind: "bytes", bytes });
		else answer(wire, packet, bytes);
	}
}

/** Null for what the standard forbids: that is said, and goes on all the same. Aedes, too, may write such (an answer with packet id 0, DUP at QoS 0). */
function read(wire: Wire, direction: Direction, bytes: Uint8Array): Packet | null {
	try {
		return decode(bytes);
	} catch (fault) {
		if (!(fault instanceof Malformed)) throw fault;
		tellMalformed(wire, direction, fault, bytes);
		return null;
	}
}

function answer(wire: Wire, packet: Packet, bytes: Uint8Array): void {
	const { observer, names } = wire.room;
	const { connection } = wire;
	switch (packet.type) {
		case "PUBLISH": {
			const name = wire.room.packetName();
			const { named, attempt } = observer.sends(connection, name, packet);
			return enterLoad(wire, { kind: "packet", name, bytes, packet, fields: publishFieldsOf(packet, named, attempt) });
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP": {
			const message = names.sent(connection, packet.packetId);
			if (packet.type === "PUBREC" && message !== null) observer.held(connection, packet.packetId, message);
			if (packet.type === "PUBCOMP") observer.letGo(connection, packet.packetId);
			return enterDown(wire, packet, bytes, message);
		}
		case "PUBREL":
			return enterDown(wire, packet, bytes, observer.sent(connection, packet.packetId));
		case "CONNACK":
			if (packet.returnCode > 0) wire.refused = true;
			else connected(wire, packet.sessionPresent);
			break;
		case "SUBACK":
		case "UNSUBACK":
			answered(wire, packet);
			break;
		default:
			break;
	}
	enterDown(wire, packet, bytes, null);
}

function connected(wire: Wire, sessionPresent: boolean): void {
	const { room, clientId, connect } = wire;
	wire.admitted = true;
	room.observer.connected(clientId, connect?.cleanSession ?? true, wire.connection, sessionPresent);
	if (connect?.will) room.tell({ type: "will.armed", session: clientId, ...willFields(connect.will) });
	for (const load of wire.waiting.splice(0)) if (load.kind === "packet") observe(wire, load);
}

function answered(wire: Wire, packet: Extract<Packet, { type: "SUBACK" | "UNSUBACK" }>): void {
	const asked = wire.asking.get(packet.packetId);
	wire.asking.delete(packet.packetId);
	if (asked?.type === "SUBSCRIBE" && packet.type === "SUBACK")
		wire.room.observer.granted(wire.connection, asked.filters, packet.returnCodes);
	if (asked?.type === "UNSUBSCRIBE" && packet.type === "UNSUBACK") wire.room.observer.unsubscribed(wire.connection, asked.filters);
}

/** Aedes publishes the will of whoever goes without DISCONNECT [MQTT-3.1.2-8]; that is the one thing told here that no packet shows. */
export function stockLeft(wire: Wire, reason: CloseReason): void {
	const { room, connect, clientId } = wire;
	const will = connect?.will ?? null;
	const fires = will !== null && wire.admitted && !wire.disconnected && !wire.willMuted;
	if (fires) {
		const named = room.names.will();
		room.tell({ type: "will.fired", session: clientId, message: named.message, reason });
		accept(wire, will, named);
	}
	refuseWaiting(wire, NOT_ADMITTED);
	room.observer.left(wire.connection, reason);
}
