import type { FactOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { fieldsOf, publishFieldsOf } from "#engine/fields.ts";
import { beginning } from "#mqtt/cut.ts";
import { decode } from "#mqtt/decode.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Slip } from "#mqtt/slips.ts";
import type { WholePacket } from "#mqtt/split.ts";
import { checkFromClient } from "#mqtt/strict.ts";
import { dialectOf, isOf, READ_WHOLE } from "#mqtt/version.ts";
import { refusal } from "./down.ts";
import { enterFault, tellMalformed } from "./ends.ts";
import { errs } from "./errs.ts";
import { type Load, sizeOf, takesTooMuch } from "./load.ts";
import { delayOf, isOpen, isRefused, type Wire } from "./wire.ts";

const BOUNDS = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

/** One whole packet has left the client. */
export function fromClient(wire: Wire, frame: WholePacket): void {
	if (!isOpen(wire)) return;
	if (wire.room.judge === "broker") return passOn(wire, frame);
	if (wire.speech !== "open") {
		const fault = new Malformed(`${frame.type} after the end of the conversation`, "MQTT-3.14.4-2", "after-disconnect", 0);
		return void tellMalformed(wire, "up", fault, frame.bytes, "never");
	}
	const { packet, fault } = readUp(wire, frame);
	if (fault !== null) return enterFault(wire, fault, frame.bytes);
	enterPacket(wire, packet.type === "CONNECT" ? introduce(wire, packet) : packet, frame.bytes);
}

type ReadUp = { readonly packet: Packet; readonly fault: null } | { readonly packet: Packet | null; readonly fault: Malformed };

/** What a client says with these bytes, and what the standard holds against that. packet: null: they cannot be read. */
export function readUp(wire: Wire, { bytes, bodyAt }: Pick<WholePacket, "bytes" | "bodyAt">): ReadUp {
	let packet: Packet | null = null;
	try {
		packet = decode(bytes, dialectOf(wire.client?.connect ?? null));
		checkFromClient(packet, wire.client !== null, BOUNDS, bodyAt);
		return { packet, fault: null };
	} catch (fault) {
		if (!(fault instanceof Malformed)) throw fault;
		return { packet, fault };
	}
}

/** A packet that the standard forbids is told, and left to the broker. */
function passOn(wire: Wire, frame: WholePacket): void {
	const { bytes } = frame;
	const { packet, fault } = readUp(wire, frame);
	const known = (one: Packet) => (one.type === "CONNECT" && wire.client === null ? introduce(wire, one) : one);
	if (fault === null) return enterPacket(wire, known(packet), bytes);
	// The broker may speak a version of which not every packet is read here: nothing is held against that.
	// A PUBLISH that the standard forbids is not a message to tell of; what the broker makes of it shows.
	const told = packet === null || packet.type === "PUBLISH" ? null : packet;
	const isHeldAgainst = isReadWhole(wire);
	const seen = isHeldAgainst ? tellMalformed(wire, "up", fault, bytes, told === null ? "unread" : "packet") : undefined;
	const against = isHeldAgainst ? fault : undefined;
	if (told === null) enterUp(wire, { kind: "bytes", bytes, fault: against, seen });
	else enterPacket(wire, known(told), bytes, against);
}

function isReadWhole({ client }: Wire): boolean {
	return client === null || isOf(READ_WHOLE, client.connect);
}

function enterPacket(wire: Wire, packet: Packet, bytes: Uint8Array, fault?: Malformed): void {
	if (packet.type === "DISCONNECT" && wire.speech === "open") wire.speech = "parted";
	enterUp(wire, { kind: "packet", name: wire.room.packetName(), bytes, packet, fields: fieldsUp(wire, packet), fault });
}

/** The load sets out on its way to the broker. Past the bound, the client is not read until there is room. */
function enterUp(wire: Wire, load: Extract<Load, { kind: "packet" | "bytes" }>): void {
	wire.upBytes += sizeOf(load);
	wire.up.enter(load);
	slowDown(wire);
	if (wire.slowed || !isFull(wire)) return;
	wire.slowed = true;
	const says = `${many(wire.up.length, "packet")} of ${wire.client?.clientId ?? ""} on the wire: it is not read until there is room.`;
	wire.room.tell({ type: "limit.reached", limit: "upLanePackets", says, connection: wire.connection });
}

/** A client may leave its name to the broker if it asks for a clean session [MQTT-3.1.3-6, -7]. */
function introduce(wire: Wire, connect: Extract<Packet, { type: "CONNECT" }>): Packet {
	const { room, connection, origin } = wire;
	// A broker that judges by itself may accept an id of any length; here the id is known by its beginning.
	const usable = connect.clientId !== "" && (connect.clientId.length <= LIMITS.clientIdCharacters || room.judge === "broker");
	const clientId = usable ? beginning(connect.clientId, LIMITS.clientIdCharacters) : room.giveClientId();
	wire.client = { clientId, connect };
	room.introduced(wire);
	room.names.connects(clientId, connect.cleanSession, origin, connection);
	return { ...connect, clientId };
}

function fieldsUp(wire: Wire, packet: Packet): PacketFields {
	const { names } = wire.room;
	switch (packet.type) {
		case "PUBLISH": {
			const { named, attempt, slip } = names.published(wire.connection, packet);
			err(wire, packet, named.message, slip);
			return publishFieldsOf(packet, named, attempt);
		}
		case "PUBREL": {
			const { message, slip } = names.released(wire.connection, packet.packetId);
			err(wire, { type: "PUBREL", packetId: packet.packetId }, message, slip);
			return fieldsOf(packet, message);
		}
		case "SUBSCRIBE":
		case "UNSUBSCRIBE": {
			const { message, slip } = names.asks(wire.connection, packet.packetId);
			err(wire, packet, message, slip);
			return fieldsOf(packet, null);
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return fieldsOf(packet, wire.broker.sent(packet.packetId));
		default:
			return fieldsOf(packet, null);
	}
}

type Numbered = { readonly type: FactOf<"rule.broken">["packet"]; readonly packetId: number | null };

function err(wire: Wire, packet: Numbered, message: string | null, slip: Slip | null): void {
	if (slip === null || packet.packetId === null) return;
	errs(wire, { packet: packet.type, packetId: packet.packetId, message, breach: slip });
}

export function arrivesUp(wire: Wire, load: Load): void {
	if (!isOpen(wire)) return;
	wire.lastHeard = Math.max(wire.lastHeard, wire.room.clock.now());
	if (load.kind === "packet" || load.kind === "bytes") wire.upBytes -= sizeOf(load);
	// The broker has hung up on this client, and the end of that stream is lost: nobody reads any longer.
	if (load.kind === "end" && isRefused(wire) && wire.reach === "gone") return wire.close(refusal(wire));
	wire.broker.arrives(load);
	readOn(wire);
}

/** The socket is not read while enough has come from it that has not been taken: TCP slows the client down. */
export function slowDown(wire: Wire): void {
	if (!isOpen(wire) || (!isCrowdedUp(wire) && wire.intake.bytes <= LIMITS.intakeBytes)) return;
	if (wire.isRead) wire.turnsOfReading += 1;
	wire.isRead = false;
	wire.socket.pause();
}

/** The socket is read again, if there is room. */
export function readSocket(wire: Wire): void {
	if (!isOpen(wire) || isCrowdedUp(wire) || wire.intake.bytes > LIMITS.intakeBytes) return;
	if (!wire.isRead) {
		wire.isRead = true;
		wire.turnsOfReading += 1;
		// As if heard when what is read now will arrive: that it has been silent until now was not the client's doing.
		// On a held wire, nobody knows when that will be: only what arrives counts.
		if (!wire.held) wire.lastHeard = Math.max(wire.lastHeard, wire.room.clock.now() + delayOf(wire));
	}
	wire.socket.resume();
}

export function readOn(wire: Wire): void {
	if (!isOpen(wire) || isCrowdedUp(wire)) return;
	if (wire.intake.isIdle) wire.room.work.later(wire.intake.step);
	readSocket(wire);
}

/** Whether nothing more may set out on this wire for now. */
export function isCrowdedUp(wire: Wire): boolean {
	const { up, upBytes, broker, room } = wire;
	return wire.gated || isFull(wire) || broker.backlog > LIMITS.backlog || takesTooMuch(room.underWay, up.length, upBytes);
}

function isFull({ up, upBytes, broker }: Wire): boolean {
	return up.length + broker.backlog > LIMITS.upLanePackets || upBytes > LIMITS.upLaneBytes;
}
