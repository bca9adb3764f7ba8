import type { CloseReason, Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerConnection, BrokerPort } from "#engine/broker-port.ts";
import { fieldsOf } from "#engine/fields.ts";
import type { Attached, Socket } from "#engine/port.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { openSplitter } from "#mqtt/split.ts";
import { arrivesDown, enterDown, hasRoom, overflow, takes } from "./down.ts";
import { enterEnd, enterFault } from "./ends.ts";
import { awaitConnect, startKeepAlive } from "./keep-alive.ts";
import { openLane } from "./lane.ts";
import type { Closing, Load } from "./load.ts";
import { arrivesUp, fromClient, readOn } from "./up.ts";
import { guard, hasParted, isOpen, setTimer, stopTimer, type Wire, type WireRoom } from "./wire.ts";

/** Stands in until the broker has accepted the wire, which happens before the wire is handed to anything else. */
const NOT_ACCEPTED: BrokerConnection = { arrives() {}, backlog: 0, sent: () => null, drained() {}, left() {} };

/** Connects this client's socket to this broker; the owner of the socket reports to `ends`. */
export function openWire(
	connection: string,
	origin: Origin,
	socket: Socket,
	room: WireRoom,
	broker: BrokerPort,
): { readonly wire: Wire; readonly ends: Attached } {
	const lane = (direction: "up" | "down", arrives: (wire: Wire, load: Load) => void) =>
		openLane<Load>({
			clock: room.clock,
			run: (call) => guard(wire, call),
			delayMs: room.delayMs,
			held: () => wire.silent,
			order: room.order,
			passes(load) {
				if (load.kind === "packet") {
					const { name: packet, bytes, fields } = load;
					room.tell({ type: "packet.passed", packet, connection, direction, bytes: bytes.length, fields });
				}
				guard(wire, () => arrives(wire, load));
			},
			enters(load, delayMs) {
				if (load.kind !== "packet") return;
				const { name: packet, bytes, fields } = load;
				room.tell({ type: "packet.entered", packet, connection, direction, delayMs, bytes: bytes.length, fields });
			},
			arrives(load, stepped) {
				if (load.kind === "packet") room.tell({ type: "packet.arrived", packet: load.name, stepped });
				guard(wire, () => arrives(wire, load));
			},
		});
	const wire: Wire = {
		connection,
		origin,
		room,
		socket,
		up: lane("up", arrivesUp),
		down: lane("down", arrivesDown),
		upBytes: 0,
		downBytes: 0,
		client: null,
		broker: NOT_ACCEPTED,
		speech: "open",
		reach: "whole",
		life: { phase: "open" },
		patience: { of: "connect" },
		lastHeard: room.clock.now(),
		silent: false,
		slowed: false,
		crowded: false,
		heard: true,
		timers: new Map(),
		isOpen: () => isOpen(wire),
		hasEnded: () => wire.reach !== "whole" && wire.up.length === 0,
		isGone: () => wire.reach === "gone",
		isTakenOver: () => room.isTakenOver(wire),
		send: (load) => enterDown(wire, load),
		sendPacket(packet, bytes, message) {
			if (!isOpen(wire)) return; // nor is a name spent on it
			enterDown(wire, { kind: "packet", name: room.packetName(), bytes, packet, fields: fieldsOf(packet, message) });
		},
		takes: () => takes(wire),
		hasRoom: () => hasRoom(wire),
		unsent: socket.unsent,
		readOn: () => readOn(wire),
		startKeepAlive: (seconds) => startKeepAlive(wire, seconds),
		overflow: (says) => overflow(wire, says),
		close: (closing) => closeWire(wire, closing),
		run: (call) => guard(wire, call),
	};
	room.tell({ type: "connection.opened", connection, origin });
	awaitConnect(wire);
	wire.broker = broker.accept(wire);
	return { wire, ends: attachedTo(wire) };
}

function attachedTo(wire: Wire): Attached {
	const fromSocket = openSplitter(LIMITS.packetBytes);
	const within = (call: () => void) => {
		if (isOpen(wire)) guard(wire, call);
	};
	const closed = (reason: CloseReason, says: string, clause: string | null) => wire.close({ reason, says, clause });
	return {
		received: (bytes) =>
			within(() => {
				stopTimer(wire, "half");
				for (const frame of fromSocket.push(bytes)) fromClient(wire, frame);
				if (wire.client !== null && !wire.silent) stopTimer(wire, "connect");
				if (fromSocket.fault !== null) return enterFault(wire, fromSocket.fault, fromSocket.rest);
				if (fromSocket.rest.length === 0 || !isOpen(wire)) return;
				const says = "bytes that are no whole packet, and nothing more";
				setTimer(wire, "half", LIMITS.halfPacketMs, () => enterFault(wire, new Malformed(says, "MQTT-4.8.0-1"), fromSocket.rest));
			}),
		ended: (stillReads) => within(() => enterEnd(wire, stillReads)),
		// After its DISCONNECT a client may close however it likes [MQTT-3.14.4-1]: the DISCONNECT is still under way.
		// On a silent wire nobody hears of the end either.
		gone: (says) => within(() => (hasParted(wire) || wire.silent ? enterEnd(wire, false) : closed("client-gone", says, null))),
		violated: (says, clause) =>
			within(() => {
				wire.room.tell({ type: "packet.malformed", connection: wire.connection, direction: "up", says, clause, hex: "" });
				closed("protocol-error", says, clause);
			}),
	};
}

/** Reasons for which a client may still hear its last packet: its socket is closed behind what was sent. */
const POLITE: ReadonlySet<CloseReason> = new Set(["disconnect", "refused", "protocol-error", "takeover", "room-closed", "broker-restart"]);

/** Everything on the wire is lost, both ends see the connection end, and the session is left. Safe to call twice. */
function closeWire(wire: Wire, { reason, says, clause, breach }: Closing): void {
	if (!isOpen(wire)) return;
	const { room, connection } = wire;
	wire.life = { phase: "closed", reason };
	if (wire.speech === "open") wire.speech = "over";
	for (const load of [...wire.up.lose(), ...wire.down.lose()]) {
		if (load.kind === "packet") room.tell({ type: "packet.lost", packet: load.name });
	}
	for (const cancel of wire.timers.values()) cancel();
	wire.broker.left(reason, wire.heard);
	room.names.ends(connection);
	room.tell({ type: "connection.closed", connection, reason, says, clause, breach });
	room.closed(wire);
	if (POLITE.has(reason)) wire.socket.end();
	else wire.socket.terminate();
}
