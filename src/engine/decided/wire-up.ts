import type { FactOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { copyPayload, fieldsOf, hex, publishFieldsOf } from "#engine/fields.ts";
import { setTimer, type Wire } from "#engine/wire/wire.ts";
import { enterFault } from "#engine/wire/wire-end.ts";
import { enterDown, type Load, overflow } from "#engine/wire/wire-send.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";
import type { Frame } from "#mqtt/split.ts";
import { checkFromClient } from "#mqtt/strict.ts";
import { encodeConnack } from "./encode.ts";
import { owe } from "./owed.ts";

export const BOUNDS = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

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
	const fields = fieldsUp(wire, packet);
	enterUp(wire, { kind: "packet", name: wire.room.packetName(), bytes: frame.bytes, packet, fields });
}

/** Sets out on its way to the broker. Past the bound its client is not read until there is room. */
export function enterUp(wire: Wire, load: Extract<Load, { kind: "packet" | "bytes" }>): void {
	wire.upBytes += load.bytes.length;
	wire.up.enter(load);
	if (!tooMuchUp(wire)) return;
	wire.socket.pause();
	if (wire.slowed) return;
	wire.slowed = true;
	const says = `${wire.up.length} packets of ${wire.clientId} wait: it is not read until there is room.`;
	wire.room.tell({ type: "limit.reached", limit: "upLanePackets", says, connection: wire.connection });
}

export function takeConnect(wire: Wire, packet: Extract<Packet, { type: "CONNECT" }>): Packet {
	// A client may leave its name to the broker, if it asks for a clean session [MQTT-3.1.3-6, -7].
	const { settings } = wire.room;
	// Stock Aedes takes an id of any length; it is known here by its beginning.
	const usable = packet.clientId !== "" && (packet.clientId.length <= LIMITS.clientIdCharacters || settings().broker === "aedes");
	const clientId = usable ? packet.clientId.slice(0, LIMITS.clientIdCharacters) : wire.room.giveClientId();
	const named = { ...packet, clientId };
	wire.connect = packet;
	wire.clientId = clientId;
	wire.room.names.connects(clientId, packet.cleanSession, wire.origin, wire.connection);
	return named;
}

function fieldsUp(wire: Wire, packet: Packet): PacketFields {
	const { names, store } = wire.room;
	switch (packet.type) {
		case "PUBLISH":
			return publishUp(wire, packet);
		case "PUBREL":
			return fieldsOf(packet, names.sent(wire.connection, packet.packetId));
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return fieldsOf(packet, store.sent(wire.connection, packet.packetId));
		default:
			return fieldsOf(packet, null);
	}
}

export function publishUp(wire: Wire, packet: Extract<Packet, { type: "PUBLISH" }>): PacketFields {
	const { named, attempt } = wire.room.names.published(wire.connection, packet);
	return publishFieldsOf(packet, named, attempt);
}

export function arrivesUp(wire: Wire, load: Load): void {
	if (wire.closed !== null) return;
	wire.lastHeard = wire.room.clock.now();
	if (load.kind === "packet" || load.kind === "bytes") wire.upBytes -= load.bytes.length;
	if (wire.busy !== null || wire.waiting.length > 0) wire.waiting.push(load);
	else take(wire, load);
	if (!tooMuchUp(wire)) wire.socket.resume();
}

export function tooMuchUp(wire: Wire): boolean {
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
			if (wire.busy !== "CONNECT") publish(wire, packet, fields);
			else refuse(wire, packet, fields.message, NOT_ADMITTED);
		} else if (packet.type === "DISCONNECT") partAtBroker(wire);
		else acknowledge(wire, packet);
	}
}

/** What has arrived and waits is not processed: a violation came before it, or its CONNECT was never accepted. */
export function refuseWaiting(wire: Wire, refusal: Refusal): void {
	for (const load of wire.waiting.splice(0)) {
		if (load.kind === "packet" && load.packet.type === "PUBLISH" && load.fields.type === "PUBLISH")
			refuse(wire, load.packet, load.fields.message, refusal);
	}
}

/** At the broker's end, one after the other, in order of arrival. */
function take(wire: Wire, load: Load): void {
	if (wire.disconnected) return; // Aedes is ending it
	if (load.kind === "end") return wire.close("client-gone", "It closed its end without DISCONNECT.", "MQTT-3.1.2-8");
	if (load.kind === "fault") return wire.close("protocol-error", `${load.says[0]?.toUpperCase()}${load.says.slice(1)}.`, load.clause);
	if (load.kind === "bytes") return; // as Aedes ships alone
	const { packet, bytes, fields } = load;
	switch (packet.type) {
		case "CONNECT":
			return connect(wire, packet, bytes);
		case "PUBLISH":
			if (fields.type === "PUBLISH") publish(wire, packet, fields);
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
	// Nothing answers a PUBLISH at QoS 0 [MQTT-4.3.1-1], and the store has it: Aedes would read it for nothing.
	if (packet.type === "PUBLISH" && packet.qos === 0) return;
	owe(wire, packet);
	wire.end.push(bytes);
}

function connect(wire: Wire, packet: Extract<Packet, { type: "CONNECT" }>, bytes: Uint8Array): void {
	wire.busy = "CONNECT";
	const spoken = packet.protocolLevel === 4 || (packet.protocolLevel === 3 && packet.protocolName === "MQIsdp");
	if (!spoken) return refuseConnect(wire, 1); // [MQTT-3.1.2-2]
	// Return code 5, not authorized [3.1.1 section 3.1.4, table 3.1].
	if (packet.will?.retain && !wire.room.settings().retainAvailable) return refuseConnect(wire, 5);
	startKeepAlive(wire, packet.keepAlive);
	wire.end.push(bytes);
}

/** Its CONNECT has arrived. keepAlive in seconds; 0: never [MQTT-3.1.2-24]. */
export function startKeepAlive(wire: Wire, keepAlive: number): void {
	wire.introduced = wire.room.order();
	wire.timers.get("connect")?.();
	if (keepAlive === 0) return;
	wire.patienceMs = keepAlive * 1500;
	watchKeepAlive(wire, wire.patienceMs);
}

/** The wire answers by itself: Aedes never hears of this CONNECT [MQTT-3.2.2-4, -5]. */
function refuseConnect(wire: Wire, returnCode: number): void {
	wire.refused = true;
	enterDown(wire, { type: "CONNACK", sessionPresent: false, returnCode }, encodeConnack(returnCode, false), null);
	wire.down.enter({ kind: "end" });
}

function watchKeepAlive(wire: Wire, limitMs: number): void {
	const leftMs = limitMs - (wire.room.clock.now() - wire.lastHeard);
	if (leftMs > 0) return setTimer(wire, "keepAlive", leftMs, () => watchKeepAlive(wire, limitMs));
	wire.close("keep-alive", `Nothing heard for ${limitMs / 1000} s, 1.5 x its keep alive.`, "MQTT-3.1.2-24");
}

function publish(wire: Wire, packet: Extract<Packet, { type: "PUBLISH" }>, { message, kind, ordinal }: Named): void {
	const { store, tell } = wire.room;
	const publisher = wire.clientId;
	if (packet.retain && !wire.room.settings().retainAvailable) {
		refuse(wire, packet, message, NO_RETAIN);
		refuseWaiting(wire, ENDED_BEFORE);
		return wire.close("not-allowed", NO_RETAIN.says, NO_RETAIN.clause);
	}
	if (packet.qos === 2 && packet.packetId !== null) {
		const held = store.hold(wire.connection, packet.packetId, message);
		if (held === null) {
			const says = `${LIMITS.incomingIds} QoS 2 messages await PUBREL: its connection is cut.`;
			overflow(wire, says);
			return refuse(wire, packet, message, { why: "too-many-held", says, clause: "MQTT-3.3.5-2", acknowledged: false });
		}
		if (!held) return tell({ type: "publication.duplicate", message, publisher, packetId: packet.packetId });
	}
	if (isBrokersOwn(packet.topic)) {
		const says = "Topics that begin with $ are the broker's own: acknowledged, not published.";
		return refuse(wire, packet, message, { why: "brokers-own-topic", says, clause: "MQTT-3.3.5-2", acknowledged: true });
	}
	const { topic, payload, qos, retain } = packet;
	store.publish({ message, kind, ordinal, publisher, topic, payload: copyPayload(payload), qos, retain });
}

export type Refusal = Pick<FactOf<"publication.refused">, "why" | "says" | "clause" | "acknowledged">;

/** As Mosquitto does: a client cannot be told why, and an acknowledgement would promise what is not kept. */
const NO_RETAIN = {
	why: "retain-unavailable",
	says: "RETAIN is not available here: retain_available is false.",
	clause: "MQTT-3.3.5-2",
	acknowledged: false,
} as const;
export const NOT_ADMITTED = {
	why: "not-admitted",
	says: "Its connection ended before its CONNECT was accepted.",
	clause: "MQTT-3.1.4-5",
	acknowledged: false,
} as const;
const ENDED_BEFORE = {
	why: "connection-ended",
	says: "Its connection was ended before it.",
	clause: "MQTT-4.8.0-1",
	acknowledged: false,
} as const;

/** Topics that begin with $ belong to the broker [3.1.1 section 4.7.2]. */
export function isBrokersOwn(topic: string): boolean {
	return topic.startsWith("$");
}

export function refuse(wire: Wire, { qos }: { qos: QoS }, message: string, refusal: Refusal): void {
	wire.room.tell({ type: "publication.refused", message, publisher: wire.clientId, qos, ...refusal });
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
