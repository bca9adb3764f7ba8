import type { Origin } from "#contract/event.ts";
import { CLOSES, type CloseReason } from "#contract/reasons.ts";
import type { BrokerConnection, BrokerPort } from "#engine/broker-port.ts";
import { fieldsOf } from "#engine/fields.ts";
import type { Attached, Gate, Socket } from "#engine/port.ts";
import { dialectOf } from "#mqtt/version.ts";
import { arrivesDown, emptied, enterDown, hasRoom, overflow } from "./down.ts";
import { endedFor } from "./ended-for.ts";
import { depart, enterEnd, loseAll, tellMalformed } from "./ends.ts";
import { errs } from "./errs.ts";
import { openIntake } from "./intake.ts";
import { awaitConnect, startKeepAlive } from "./keep-alive.ts";
import { openLane } from "./lane.ts";
import { type Closing, count, type Load, nameOf, sizeOf } from "./load.ts";
import { arrivesUp, readOn, slowDown } from "./up.ts";
import { delayOf, guard, hasParted, type Intake, isOpen, standsStill, stopTimer, type Wire, type WireRoom } from "./wire.ts";

/** Stands in until the broker has accepted the wire, which happens before the wire is handed to anything else. */
const NOT_ACCEPTED: BrokerConnection = { arrives() {}, backlog: 0, sent: () => null, drained() {}, left() {} };

const NOT_OPEN: Intake = {
	put() {},
	afterwards() {},
	bytes: 0,
	held: 0,
	begun: null,
	goOn() {},
	isIdle: false,
	step: () => false,
	clear() {},
};

/** One lane of a wire, which is there before anything sets out on it. */
function openWireLane(
	room: WireRoom,
	wireOf: () => Wire,
	isAtOnce: boolean,
	direction: "up" | "down",
	arrives: (wire: Wire, load: Load) => void,
) {
	return openLane<Load>({
		isAtOnce,
		clock: room.clock,
		work: room.work,
		run: (call) => guard(wireOf(), call),
		delayMs: () => delayOf(wireOf()),
		held: () => standsStill(wireOf()),
		order: room.order,
		passes(load) {
			const wire = wireOf();
			if (load.kind === "packet") {
				const { name: packet, fields } = load;
				room.kept.keep(packet, load.bytes, load.tail);
				room.tell({ type: "packet.passed", packet, connection: wire.connection, direction, bytes: sizeOf(load), fields });
			} else tellArrived(room, load, false);
			guard(wire, () => arrives(wire, load));
		},
		enters(load, delayMs) {
			count(room.underWay, load, 1);
			if (load.kind !== "packet") return;
			const { name: packet, fields } = load;
			room.kept.keep(packet, load.bytes, load.tail);
			room.tell({ type: "packet.entered", packet, connection: wireOf().connection, direction, delayMs, bytes: sizeOf(load), fields });
		},
		arrives(load, stepped) {
			count(room.underWay, load, -1);
			tellArrived(room, load, stepped);
			const wire = wireOf();
			guard(wire, () => arrives(wire, load));
		},
	});
}

/** Connects this client's socket to this broker; the owner of the socket reports to `ends`. */
export function openWire(
	connection: string,
	{ origin, socket, gate }: { readonly origin: Origin; readonly socket: Socket; readonly gate: Gate | null },
	room: WireRoom,
	broker: BrokerPort,
): { readonly wire: Wire; readonly ends: Attached } {
	const lane = (direction: "up" | "down", arrives: (wire: Wire, load: Load) => void) =>
		openWireLane(room, () => wire, gate?.isAtOnce === true, direction, arrives);
	const wire: Wire = {
		connection,
		origin,
		room,
		socket,
		gate,
		gated: false,
		up: lane("up", arrivesUp),
		down: lane("down", arrivesDown),
		intake: NOT_OPEN,
		upBytes: 0,
		downBytes: 0,
		client: null,
		answered: null,
		refused: null,
		broker: NOT_ACCEPTED,
		speech: "open",
		reach: "whole",
		life: { phase: "open" },
		patience: { of: "connect" },
		lastHeard: room.clock.now(),
		silent: false,
		held: false,
		ownDelayMs: null,
		ending: false,
		departed: false,
		slowed: false,
		isRead: true,
		turnsOfReading: 0,
		crowded: false,
		slips: 0,
		heard: true,
		timers: new Map(),
		isOpen: () => isOpen(wire),
		hasEnded: () => wire.ending && wire.up.length === 0,
		isGone: () => wire.reach === "gone",
		isTakenOver: () => room.isTakenOver(wire),
		refusal: () => gate?.refuses(wire.client?.clientId ?? "") ?? null,
		send(load) {
			if (load.kind === "end") wire.refused = load.refused ?? null;
			enterDown(wire, load);
		},
		sendPacket(packet, bytes, message) {
			if (!isOpen(wire)) return; // nor is a name spent on it
			if (packet.type === "CONNACK") {
				wire.answered = packet.returnCode;
				room.names.admits(connection, packet.returnCode === 0);
			}
			const fields = fieldsOf(packet, message, dialectOf(wire.client?.connect ?? null));
			enterDown(wire, { kind: "packet", name: room.packetName(), bytes, packet, fields });
		},
		hasRoom: () => hasRoom(wire),
		readOn: () => readOn(wire),
		startKeepAlive: (seconds) => startKeepAlive(wire, seconds),
		errs: (erring) => errs(wire, erring),
		malformed: (fault, bytes) => tellMalformed(wire, "down", fault, bytes, "unread"),
		overflow: (says) => overflow(wire, says),
		close: (closing) => closeWire(wire, closing),
		run: (call) => guard(wire, call),
	};
	wire.intake = openIntake(wire);
	gate?.opened(() =>
		guard(wire, () => {
			wire.intake.goOn();
			readOn(wire);
		}),
	);
	room.tell({ type: "connection.opened", connection, origin });
	awaitConnect(wire);
	wire.broker = broker.accept(wire);
	return { wire, ends: attachedTo(wire) };
}

/** Where the room clock stands still, the step says what time it is. What becomes of a fault that arrives, the end of its connection tells. */
function tellArrived({ tell, time }: WireRoom, load: Load, stepped: boolean): void {
	const packet = load.kind === "fault" ? undefined : nameOf(load);
	if (packet === undefined) return;
	tell(stepped ? { type: "packet.arrived", packet, stepped, wall: time.wall() } : { type: "packet.arrived", packet, stepped });
}

function attachedTo(wire: Wire): Attached {
	const { intake } = wire;
	/** Behind what the socket has brought before. */
	const then = (happened: () => void, kind: "end" | "break") => {
		if (!isOpen(wire)) return;
		intake.afterwards(happened, kind);
		wire.room.work.do(intake.step);
	};
	const closed = (reason: CloseReason, says: string, clause: string | null) => wire.close({ reason, says, clause });
	return {
		received(bytes) {
			if (!isOpen(wire)) return;
			intake.put(bytes);
			wire.room.work.do(intake.step);
			slowDown(wire);
		},
		ended(stillReads) {
			if (!stillReads) depart(wire);
			then(() => enterEnd(wire, stillReads), "end");
		},
		drained() {
			if (isOpen(wire)) guard(wire, () => emptied(wire));
		},
		// After its DISCONNECT a client may close however it likes [MQTT-3.14.4-1]: the DISCONNECT is still under way.
		// On a silent wire nobody hears of the end either.
		gone(says) {
			depart(wire);
			then(() => (hasParted(wire) || wire.silent ? enterEnd(wire, false) : closed("client-gone", says, null)), "break");
		},
		violated: (says, clause, breach) =>
			then(() => {
				const { connection } = wire;
				wire.room.tell({ type: "packet.malformed", connection, direction: "up", says, clause, breach, hex: "", onward: "never" });
				wire.close(endedFor({ says, clause, breach }));
			}, "break"),
	};
}

/** Everything on the wire is lost, both ends see the connection end, and the session is left. Safe to call twice. */
function closeWire(wire: Wire, closing: Closing): void {
	if (!isOpen(wire)) return;
	const { reason, says, clause, breach } = closing;
	const { room, connection } = wire;
	wire.life = { phase: "closed", reason };
	if (wire.speech === "open") wire.speech = "over";
	wire.intake.clear();
	wire.gate?.closed();
	for (const lane of [wire.up, wire.down]) loseAll(wire, lane, reason);
	for (const name of wire.timers.keys()) stopTimer(wire, name);
	wire.broker.left(reason, wire.heard);
	room.names.ends(connection, CLOSES[reason].turnsAway === true);
	room.tell({ type: "connection.closed", connection, reason, says, clause, breach });
	room.closed(wire, closing);
	// A client that has closed its own end may still read the last answers: a reset would take them from it.
	if (CLOSES[reason].lastHeard || (reason === "client-gone" && wire.reach === "half")) wire.socket.end();
	else wire.socket.terminate();
}
