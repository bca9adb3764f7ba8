import { LIMITS } from "#contract/limits.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";
import type { Frame } from "#mqtt/split.ts";
import { checkFromClient } from "#mqtt/strict.ts";
import { encodeConnack } from "./encode.ts";
import { fieldsOf, hex, type Known } from "./fields.ts";
import { owe } from "./owed.ts";
import { setTimer, type Wire } from "./wire.ts";
import { enterDown, type Load, overflow } from "./wire-send.ts";

const BOUNDS = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

/** One whole packet has left the client. */
export function fromClient(wire: Wire, frame: Frame): void {
	if (wire.closed !== null) return;
	if (wire.deaf) {
		const says = `${frame.type} after the end of the conversation`;
		wire.room.tell({
			type: "packet.malformed",
			connection: wire.connection,
			direction: "up",
			says,
			clause: "MQTT-3.14.4-2",
			hex: hex(frame.bytes, 16),
		});
		return;
	}
	let packet: Packet;
	try {
		packet = decode(frame.bytes);
		checkFromClient(packet, wire.connect !== null, BOUNDS);
	} catch (fault) {
		if (!(fault instanceof Malformed)) throw fault;
		return enterFault(wire, fault, frame.bytes);
	}
	if (packet.type === "CONNECT") packet = takeConnect(wire, packet);
	if (packet.type === "DISCONNECT") {
		wire.parting = true;
		wire.deaf = true;
	}
	const load = {
		kind: "packet",
		name: wire.room.packetName(),
		bytes: frame.bytes,
		packet,
		fields: fieldsOf(packet, knownUp(wire, packet)),
	} as const;
	wire.upBytes += frame.bytes.length;
	wire.up.enter(load);
	if (!tooMuchUp(wire)) return;
	wire.socket.pause();
	if (wire.slowed) return;
	wire.slowed = true;
	const says = `${wire.up.length} packets of ${wire.clientId} wait: it is not read until there is room.`;
	wire.room.tell({ type: "limit.reached", limit: "upLanePackets", says, connection: wire.connection });
}

function takeConnect(wire: Wire, packet: Extract<Packet, { type: "CONNECT" }>): Packet {
	// A client may leave its name to the broker, if it asks for a clean session [MQTT-3.1.3-6, -7].
	const usable = packet.clientId !== "" && packet.clientId.length <= LIMITS.clientIdCharacters;
	const clientId = usable ? packet.clientId : wire.room.giveClientId();
	const named = { ...packet, clientId };
	wire.connect = packet;
	wire.clientId = clientId;
	wire.room.names.connects(clientId, packet.cleanSession, wire.origin);
	return named;
}

function knownUp(wire: Wire, packet: Packet): Known {
	const { names, store } = wire.room;
	switch (packet.type) {
		case "PUBLISH":
			return names.published(wire.clientId, wire.connection, packet);
		case "PUBREL":
			return { message: names.sent(wire.clientId, packet.packetId), attempt: 1 };
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return { message: store.sent(wire.connection, packet.packetId), attempt: 1 };
		default:
			return { message: null, attempt: 1 };
	}
}

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
	wire.room.tell({ type: "connection.ending", connection: wire.connection, direction: "up" });
	wire.up.enter({ kind: "end" });
}

export function arrivesUp(wire: Wire, load: Load): void {
	if (wire.closed !== null) return;
	wire.lastHeard = wire.room.clock.now();
	if (load.kind === "packet") wire.upBytes -= load.bytes.length;
	if (wire.busy !== null || wire.waiting.length > 0) wire.waiting.push(load);
	else take(wire, load);
	if (!tooMuchUp(wire)) wire.socket.resume();
}

function tooMuchUp(wire: Wire): boolean {
	return wire.up.length + wire.waiting.length > LIMITS.upLanePackets || wire.upBytes > LIMITS.upLaneBytes;
}

/** Aedes has done what it was busy with. */
export function goOn(wire: Wire): void {
	wire.busy = null;
	for (let load = wire.waiting[0]; load !== undefined && wire.busy === null && wire.closed === null; load = wire.waiting[0]) {
		wire.waiting.shift();
		take(wire, load);
	}
	if (wire.closed === null && !tooMuchUp(wire)) wire.socket.resume();
}

/** The connection ends while these have arrived and wait for their turn: what the broker has, it has [MQTT-4.3.2-2]. */
export function settleWaiting(wire: Wire): void {
	for (const load of wire.waiting.splice(0)) {
		if (load.kind !== "packet") continue;
		const { packet, fields } = load;
		if (packet.type === "PUBLISH" && fields.type === "PUBLISH") {
			if (wire.busy !== "CONNECT") publish(wire, packet, fields.message);
			else refuse(wire, packet, fields.message, "Its connection ended before its CONNECT was accepted.", "MQTT-3.1.4-5", false);
		} else if (packet.type === "DISCONNECT") partAtBroker(wire);
		else acknowledge(wire, packet);
	}
}

/** At the broker's end, one after the other, in order of arrival. */
function take(wire: Wire, load: Load): void {
	if (wire.disconnected) return; // Aedes is ending it
	if (load.kind === "end") return wire.close("client-gone", "It closed its end without DISCONNECT.", "MQTT-3.1.2-8");
	if (load.kind === "fault") return wire.close("protocol-error", `${load.says[0]?.toUpperCase()}${load.says.slice(1)}.`, load.clause);
	const { packet, bytes, fields } = load;
	switch (packet.type) {
		case "CONNECT":
			return connect(wire, packet, bytes);
		case "PUBLISH":
			if (fields.type === "PUBLISH") publish(wire, packet, fields.message);
			break;
		case "SUBSCRIBE":
		case "UNSUBSCRIBE":
			wire.busy = packet.type;
			wire.asked = packet;
			break;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			// The store answers for its own deliveries; Aedes knows of none.
			return acknowledge(wire, packet);
		case "PUBREL":
			acknowledge(wire, packet);
			break;
		case "DISCONNECT":
			partAtBroker(wire);
			break;
		default:
			break;
	}
	if (wire.closed !== null) return;
	owe(wire, packet);
	wire.end.push(bytes);
}

function connect(wire: Wire, packet: Extract<Packet, { type: "CONNECT" }>, bytes: Uint8Array): void {
	wire.busy = "CONNECT";
	const spoken = packet.protocolLevel === 4 || (packet.protocolLevel === 3 && packet.protocolName === "MQIsdp");
	if (!spoken) {
		wire.refused = true;
		enterDown(wire, { type: "CONNACK", sessionPresent: false, returnCode: 1 }, encodeConnack(1, false), null); // [MQTT-3.1.2-2]
		return wire.down.enter({ kind: "end" });
	}
	if (packet.keepAlive > 0) watchKeepAlive(wire, packet.keepAlive * 1500); // [MQTT-3.1.2-24]
	wire.end.push(bytes);
}

function watchKeepAlive(wire: Wire, limitMs: number): void {
	const leftMs = limitMs - (wire.room.clock.now() - wire.lastHeard);
	if (leftMs > 0) return setTimer(wire, "keepAlive", leftMs, () => watchKeepAlive(wire, limitMs));
	wire.close("keep-alive", `Nothing heard for ${limitMs / 1000} s, 1.5 x its keep alive.`, "MQTT-3.1.2-24");
}

function publish(wire: Wire, packet: Extract<Packet, { type: "PUBLISH" }>, message: string): void {
	const { store, tell } = wire.room;
	const publisher = wire.clientId;
	if (packet.qos === 2 && packet.packetId !== null) {
		const held = store.hold(wire.connection, packet.packetId, message);
		if (held === null) {
			const says = `${LIMITS.incomingIds} QoS 2 messages await PUBREL: its connection is cut.`;
			overflow(wire, says);
			return refuse(wire, packet, message, says, "MQTT-3.3.5-2", false);
		}
		if (!held) return tell({ type: "publication.duplicate", message, publisher, packetId: packet.packetId });
	}
	if (isBrokersOwn(packet.topic)) {
		return refuse(
			wire,
			packet,
			message,
			"Topics that begin with $ are the broker's own: acknowledged, not published.",
			"MQTT-3.3.5-2",
			true,
		);
	}
	const { topic, payload, qos, retain } = packet;
	// Copied: a view would pin the socket's read buffer for as long as the message is kept.
	store.publish({ message, publisher, topic, payload: new Uint8Array(payload), qos, retain });
}

/** Topics that begin with $ belong to the broker [3.1.1 section 4.7.2]. */
export function isBrokersOwn(topic: string): boolean {
	return topic.startsWith("$");
}

function refuse(wire: Wire, { qos }: { qos: QoS }, message: string, says: string, clause: string, acknowledged: boolean): void {
	wire.room.tell({ type: "publication.refused", message, publisher: wire.clientId, qos, acknowledged, says, clause });
}

function acknowledge(wire: Wire, packet: Packet): void {
	const { store } = wire.room;
	if (packet.type === "PUBREL") store.letGo(wire.connection, packet.packetId);
	else if (packet.type === "PUBACK" || packet.type === "PUBREC" || packet.type === "PUBCOMP") {
		store.acknowledged(wire.connection, packet.type, packet.packetId);
	}
}

/** Its DISCONNECT has arrived: the will is forgotten, whatever becomes of the connection now [MQTT-3.14.4-3]. */
function partAtBroker(wire: Wire): void {
	wire.disconnected = true;
	wire.willMuted = true;
	if (wire.connect?.will) wire.room.tell({ type: "will.disarmed", session: wire.clientId });
}
