import type { PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Named } from "#contract/message-name.ts";
import { fanOutMs, PACKET_MS } from "#engine/program-cost.ts";
import { BEHIND_REFUSED_CONNECT, ENDED_BEFORE, NOT_ADMITTED, type Refusal } from "#engine/refusals.ts";
import type { Preview } from "#engine/session.ts";
import { endedFor } from "#engine/wire/ended-for.ts";
import type { Closing, Load, PacketLoad } from "#engine/wire/load.ts";
import { PACKET_TYPES, type Packet } from "#mqtt/packet.ts";
import { slipClause } from "#mqtt/slips.ts";
import { clientIdOf, isAdmitted, NOTHING_GIVEN, type ObservedConnection, willMs } from "./connection.ts";
import { UNBOUNDED } from "./stock-bounds.ts";

type Publish = Extract<Packet, { type: "PUBLISH" }>;
type PublishFields = Extract<PacketFields, { type: "PUBLISH" }>;

/** Whatever a client sends goes on to the broker as it is; what the packets show of it is told. */
export function arrives(connection: ObservedConnection, load: Load): void {
	const { end, room, stream } = connection;
	// The end of the stream goes behind what the broker has not read yet: the broker itself ends the connection when it gets there.
	if (load.kind === "end") {
		room.work.spend(PACKET_MS + willMs(connection));
		return void stream.push(null);
	}
	if (load.kind === "fault") return end.close(endedFor(load));
	const { given } = connection;
	connection.given = { because: given.because ?? because(connection, load), last: lastOf(load) };
	// What there is no room for does not reach the broker: the connection ends after this turn.
	const full = load.kind === "packet" ? observe(connection, load) : unread(connection, load.bytes);
	if (full !== null) return end.overflow(full);
	// What the broker does with the packet may end the connection at once.
	if (!end.isOpen()) return;
	connection.unread += 1;
	const isMessage = load.kind === "bytes" || load.packet.type === "PUBLISH";
	room.work.spend(isMessage ? fanOutMs(room.observer.sessions(), load.bytes.length) : PACKET_MS);
	stream.push(load.bytes);
}

/** What is against this packet, so that a broker may end the connection; null: nothing is. */
function because(connection: ObservedConnection, load: Extract<Load, { kind: "packet" | "bytes" }>): Closing | null {
	const { end, room } = connection;
	const { fault } = load;
	if (fault !== undefined) return endedFor({ says: fault.message, clause: fault.clause, breach: fault.breach });
	if (load.kind === "bytes") return null;
	const { packet } = load;
	switch (packet.type) {
		case "PUBLISH":
			return packet.topic.startsWith("$SYS/") ? { reason: "not-allowed", says: SYS.says, clause: SYS.clause } : null;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP": {
			// Before the CONNACK it is not known what the session holds: see observeEarly().
			if (!isAdmitted(connection) || room.observer.sent(end.connection, packet.packetId) !== null) return null;
			const says = `${packet.type} #${packet.packetId}, but nothing was sent under this id on this connection`;
			return endedFor({ says, clause: slipClause("unknown-id", packet.type), breach: undefined });
		}
		default:
			return null;
	}
}

/** "PUBREC #7 for m1" */
function lastOf(load: Extract<Load, { kind: "packet" | "bytes" }>): string | null {
	if (load.kind === "bytes") return null;
	const { packet, fields } = load;
	const id = "packetId" in packet && packet.packetId !== null ? ` #${packet.packetId}` : "";
	const message = "message" in fields && fields.message !== null ? ` for ${fields.message}` : "";
	return packet.type === "PUBLISH" ? `PUBLISH${id}` : `${packet.type}${id}${message}`;
}

const PLUS = "+".charCodeAt(0);

/** What cannot be read here still goes on to the broker: a SUBSCRIBE of MQTT 5, or a PUBLISH that the standard forbids. */
function unread({ room }: ObservedConnection, bytes: Uint8Array): string | null {
	const isSubscribe = PACKET_TYPES[(bytes[0] ?? 0) >> 4] === "SUBSCRIBE";
	return isSubscribe ? room.bounds.unread(bytes.length, bytes.includes(PLUS)) : room.bounds.message(bytes.length, room.observer.sessions());
}

/** Tells what the packet shows, unless there is no room for what the broker would keep of it: then it returns why. */
function observe(connection: ObservedConnection, load: PacketLoad): string | null {
	const { packet, fields, bytes } = load;
	const { end, room } = connection;
	switch (packet.type) {
		case "CONNECT":
			end.startKeepAlive(packet.keepAlive);
			if (packet.will !== null && (packet.will.qos > 0 || packet.will.retain)) {
				const full = fullOf(connection, packet.will, packet.will.payload.length);
				if (full !== null) return full;
			}
			return packet.cleanSession ? null : room.bounds.session(clientIdOf(connection));
		case "PUBLISH": {
			if (fields.type !== "PUBLISH") return null;
			const full = packet.qos > 0 || packet.retain ? fullOf(connection, packet, bytes.length) : null;
			if (full !== null) refuse(connection, packet, fields.message, { ...ENDED_BEFORE, says: full });
			// A broker takes nothing before its CONNACK 0; what becomes of this packet shows then.
			else if (isAdmitted(connection)) publish(connection, packet, fields);
			else connection.early.push(load);
			return full;
		}
		case "SUBSCRIBE":
		case "UNSUBSCRIBE": {
			const full = ask(connection, packet);
			if (full !== null || packet.type === "UNSUBSCRIBE") return full;
			if (isAdmitted(connection)) asks(connection, packet);
			else connection.early.push(load);
			return null;
		}
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			// It may come right behind its CONNECT, and the broker reads it then, whatever it has written meanwhile.
			if (isAdmitted(connection)) room.observer.acknowledged(end.connection, packet.type, packet.packetId);
			else connection.early.push(load);
			return null;
		case "DISCONNECT":
			connection.phase = { phase: "parted", admitted: isAdmitted(connection) };
			if (end.client?.connect.will) room.tell({ type: "will.disarmed", session: end.client.clientId });
			return null;
		default:
			return null;
	}
}

function ask(connection: ObservedConnection, packet: Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>): string | null {
	const { asking, room } = connection;
	if (asking.size >= LIMITS.upLanePackets) return `${asking.size} SUBSCRIBE and UNSUBSCRIBE packets without an answer.`;
	if (packet.type === "SUBSCRIBE") {
		const filters = packet.filters.map(({ filter }) => filter);
		const full = room.bounds.filters(clientIdOf(connection), filters);
		if (full !== null) return full;
	} else if (new Set(packet.filters).size > LIMITS.subscriptionsPerSession)
		return `An UNSUBSCRIBE for more than ${LIMITS.subscriptionsPerSession} filters: no client has as many here.`;
	asking.set(packet.packetId, packet);
	return null;
}

function asks({ end, room }: ObservedConnection, { filters }: Extract<Packet, { type: "SUBSCRIBE" }>): void {
	room.observer.asks(
		end.connection,
		filters.map(({ filter }) => filter),
	);
}

/** Why the broker is given no further message to keep, or null. bytes: of the packet. */
function fullOf(
	{ room: { bounds, observer } }: ObservedConnection,
	{ retain, payload }: Pick<Publish, "retain" | "payload">,
	bytes: number,
): string | null {
	const { topics, levels } = observer.retained();
	const isKept = retain && payload.length > 0;
	if (isKept && topics > LIMITS.retained) return `${UNBOUNDED} ${LIMITS.retained} retained messages.`;
	if (isKept && levels > LIMITS.stockLevels) return `${UNBOUNDED} ${LIMITS.stockLevels} levels of topics with a retained message.`;
	return bounds.message(bytes, observer.sessions());
}

const SYS = { why: "brokers-own-topic", says: "Aedes keeps $SYS/ for itself.", clause: "MQTT-3.3.5-2", acknowledged: false } as const;

/** Told once for each message; whether the broker takes a repetition for a new message cannot be seen. */
function publish(connection: ObservedConnection, packet: Publish, fields: PublishFields): void {
	const { room } = connection;
	if (packet.topic.startsWith("$SYS/")) return refuse(connection, packet, fields.message, SYS);
	if (packet.qos > 0 && room.observer.isPublished(fields.message)) return;
	const { message, kind, ordinal } = fields;
	accept(connection, packet, { message, kind, ordinal }, fields);
}

/** The broker publishes this message. preview: of its payload. */
export function accept(
	connection: ObservedConnection,
	{ topic, payload, qos, retain }: Pick<Publish, "topic" | "payload" | "qos" | "retain">,
	named: Named,
	{ payload: shown, payloadBytes }: Preview,
): void {
	const { room } = connection;
	const { message, kind, ordinal } = named;
	const publisher = clientIdOf(connection);
	room.tell({ type: "publication.accepted", message, kind, ordinal, publisher, topic, payload: shown, payloadBytes, qos, retain });
	if (retain && payload.length === 0) room.tell({ type: "retained.cleared", topic, message });
	else if (retain) room.tell({ type: "retained.set", topic, message, replaced: null });
	room.observer.published(named, topic, payload, retain);
}

function refuse(connection: ObservedConnection, { qos }: Pick<Publish, "qos">, message: string, refusal: Refusal): void {
	connection.room.tell({ type: "publication.refused", message, publisher: clientIdOf(connection), qos, ...refusal });
}

/** What of one connection waits for its CONNACK, as plain data. */
export function earlyOf(connection: ObservedConnection) {
	return connection.early.flatMap(({ packet, fields }) =>
		packet.type === "PUBLISH" && fields.type === "PUBLISH"
			? [{ connection: connection.end.connection, publisher: clientIdOf(connection), message: fields.message, qos: packet.qos }]
			: [],
	);
}

/** CONNACK 0: what came before it is taken now. */
export function observeEarly(connection: ObservedConnection): void {
	const { end, room } = connection;
	for (const load of connection.early.splice(0)) {
		const { packet, fields } = load;
		if (packet.type === "PUBLISH" && fields.type === "PUBLISH") publish(connection, packet, fields);
		else if (packet.type === "SUBSCRIBE") asks(connection, packet);
		else if (packet.type === "PUBACK" || packet.type === "PUBREC" || packet.type === "PUBCOMP") {
			weigh(connection, because(connection, load));
			room.observer.acknowledged(end.connection, packet.type, packet.packetId);
		}
	}
	end.readOn();
}

/** What only now shows to be against a packet: the broker has that in hand, or has been given it and not read it yet. */
function weigh(connection: ObservedConnection, against: Closing | null): void {
	const { inHand, given } = connection;
	connection.inHand = { ...inHand, because: inHand.because ?? against };
	if (given !== NOTHING_GIVEN) connection.given = { ...given, because: given.because ?? against };
}

/** The connection is over, and was never accepted. */
export function refuseEarly(connection: ObservedConnection): void {
	const refusal = connection.phase.phase === "refused" ? BEHIND_REFUSED_CONNECT : NOT_ADMITTED;
	for (const { packet, fields } of connection.early.splice(0))
		if (packet.type === "PUBLISH" && fields.type === "PUBLISH") refuse(connection, packet, fields.message, refusal);
}
