import type { CloseReason, Fact, Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { RoomClock } from "#engine/clock.ts";
import type { Owed } from "#engine/decided/owed.ts";
import type { SessionStore } from "#engine/decided/session-store.ts";
import type { Manner } from "#engine/manner.ts";
import type { Names } from "#engine/names.ts";
import type { Observer } from "#engine/observed/observer.ts";
import type { Attached, Socket } from "#engine/port.ts";
import type { Turn } from "#engine/turn.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { Packet } from "#mqtt/packet.ts";
import { openSplitter } from "#mqtt/split.ts";
import { BrokerEnd } from "./broker-end.ts";
import { type Lane, openLane } from "./lane.ts";
import { enterEnd, enterFault } from "./wire-end.ts";
import type { Load } from "./wire-send.ts";

/** What a wire needs of its room. */
export type WireRoom = {
	readonly clock: RoomClock;
	readonly turn: Turn;
	readonly names: Names;
	readonly store: SessionStore;
	readonly observer: Observer;
	readonly settings: () => BrokerSettings;
	readonly tell: (fact: Fact) => void;
	readonly report: (fault: unknown) => void;
	readonly delayMs: () => number;
	readonly order: () => number;
	readonly packetName: () => string;
	readonly generation: () => number;
	/** A client id for a client that names none. */
	readonly giveClientId: () => string;
	/** As Aedes ships: adds to the bytes that it has been given to keep; returns their sum. */
	readonly stockBytes: (bytes: number) => number;
	/** How a connection that opens now is dealt with. */
	readonly manner: () => Manner;
	/** A newer connection has its client id: Aedes closes the older one by itself. */
	readonly isTakenOver: (wire: Wire) => boolean;
	/** The connection is over; called once. */
	readonly closed: (wire: Wire) => void;
};

/** One connection: two lanes between the client's socket and the broker's end. */
export type Wire = {
	readonly connection: string;
	readonly origin: Origin;
	readonly room: WireRoom;
	readonly manner: Manner;
	readonly socket: Socket;
	readonly end: BrokerEnd;
	readonly up: Lane<Load>;
	readonly down: Lane<Load>;
	/** Bytes on the down lane. */
	downBytes: number;
	upBytes: number;
	connect: Extract<Packet, { type: "CONNECT" }> | null;
	clientId: string;
	/** Nothing more is taken from the client: its DISCONNECT, a fault or the end of its stream is on the way. */
	deaf: boolean;
	/** Its DISCONNECT has left the client. */
	parting: boolean;
	/** Its socket is gone: what is sent to it is lost, what it sent before is still on its way. */
	unheard: boolean;
	/** A bound is reached; it is closed after this turn. */
	full: boolean;
	/** Whether the room has been told that its client is not read for a while. */
	slowed: boolean;
	/** The end of its client's stream is on the way. */
	ending: boolean;
	/** Nothing passes on it, and neither end is told. */
	silent: boolean;
	/** When its CONNECT arrived at the broker, counted over the room; 0: it has not. */
	introduced: number;
	/** What could wait was kept back: see hasRoom(). */
	crowded: boolean;
	/** Room-clock ms of silence after which it is closed [MQTT-3.1.2-24]; null: never, or its CONNECT has not arrived. */
	patienceMs: number | null;
	/** Which life of the room it belongs to: a room that was cleared hears no will from before. */
	readonly generation: number;
	/** What Aedes is busy with; what arrives meanwhile waits, so that everything happens in the order of arrival. */
	busy: "CONNECT" | "SUBSCRIBE" | "UNSUBSCRIBE" | null;
	readonly waiting: Load[];
	/** As Aedes ships: SUBSCRIBE and UNSUBSCRIBE that await their answer, by packet id. */
	readonly asking: Map<number, Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>>;
	asked: Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }> | null;
	/** Answers that Aedes owes, in the order in which they were asked for [MQTT-4.6.0-2, -3]: it may give them in another. */
	readonly owed: Owed[];
	/** Its DISCONNECT has arrived at the broker [MQTT-3.14.4-3]. */
	disconnected: boolean;
	/** A CONNACK with a return code above 0 is on its way [MQTT-3.2.2-5]. */
	refused: boolean;
	lastHeard: number;
	closed: { readonly reason: CloseReason } | null;
	/** The broker has let its CONNECT in; from now on a newer one takes it over. */
	admitted: boolean;
	readonly timers: Map<TimerName, () => void>;
	/** Set when the room is cleared or closed: nobody is left to hear the will. */
	willMuted: boolean;
	close(reason: CloseReason, says: string, clause: string | null): void;
	readonly ends: Attached;
};

/** The one catch of a connection: a bug costs that connection alone, and is reported. */
export function guard(wire: Wire, call: () => void): void {
	try {
		wire.room.turn.run(call);
	} catch (fault) {
		wire.room.report(fault);
		wire.close("protocol-error", "A fault in this room ended the connection.", null);
	}
}

type TimerName = "connect" | "half" | "keepAlive";

/** Calls in room time unless the connection ends before; the one before of the same name is taken back. */
export function setTimer(wire: Wire, name: TimerName, ms: number, call: () => void): void {
	wire.timers.get(name)?.();
	wire.timers.set(
		name,
		wire.room.clock.after(ms, () => guard(wire, call)),
	);
}

const POLITE: ReadonlySet<CloseReason> = new Set([
	"disconnect",
	"refused",
	"protocol-error",
	"not-allowed",
	"takeover",
	"room-closed",
	"broker-restart",
]);

export function openWire(connection: string, origin: Origin, socket: Socket, room: WireRoom): Wire {
	const { tell, clock } = room;
	const manner = room.manner();
	const brokerBytes = openSplitter(Number.POSITIVE_INFINITY);
	const lane = (direction: "up" | "down", arrives: (load: Load) => void) =>
		openLane<Load>({
			clock,
			run: (call) => guard(wire, call),
			delayMs: room.delayMs,
			held: () => wire.silent,
			order: room.order,
			passes(load) {
				if (load.kind === "packet")
					tell({ type: "packet.passed", packet: load.name, connection, direction, bytes: load.bytes.length, fields: load.fields });
				guard(wire, () => arrives(load));
			},
			enters(load, delayMs) {
				if (load.kind === "packet") {
					const { name, bytes, fields } = load;
					tell({ type: "packet.entered", packet: name, connection, direction, delayMs, bytes: bytes.length, fields });
				}
			},
			arrives(load, stepped) {
				if (load.kind === "packet") tell({ type: "packet.arrived", packet: load.name, stepped });
				guard(wire, () => arrives(load));
			},
		});
	const wire: Wire = {
		connection,
		origin,
		room,
		manner,
		socket,
		end: new BrokerEnd({
			wrote: (bytes) => guard(wire, () => manner.brokerWrote(wire, brokerBytes.push(bytes))),
			closed: (fault) => guard(wire, () => brokerClosed(wire, fault)),
		}),
		up: lane("up", (load) => manner.arrivesUp(wire, load)),
		down: lane("down", (load) => manner.arrivesDown(wire, load)),
		downBytes: 0,
		upBytes: 0,
		connect: null,
		clientId: "",
		deaf: false,
		parting: false,
		unheard: false,
		full: false,
		slowed: false,
		silent: false,
		introduced: 0,
		crowded: false,
		ending: false,
		patienceMs: null,
		generation: room.generation(),
		busy: null,
		waiting: [],
		asking: new Map(),
		asked: null,
		owed: [],
		disconnected: false,
		refused: false,
		lastHeard: clock.now(),
		closed: null,
		admitted: false,
		timers: new Map(),
		willMuted: false,
		close: (reason, says, clause) => closeWire(wire, reason, says, clause),
		ends: attachedTo(() => wire),
	};
	tell({ type: "connection.opened", connection, origin });
	awaitConnect(wire);
	return wire;
}

/** Nobody waits for a CONNECT for ever. Taken back when it leaves its client, or, on a silent wire, when it arrives. */
export function awaitConnect(wire: Wire): void {
	const says = `No CONNECT within ${LIMITS.connectMs / 1000} s.`;
	setTimer(wire, "connect", LIMITS.connectMs, () => wire.close("protocol-error", says, "MQTT-3.1.0-1"));
}

function attachedTo(wireOf: () => Wire): Attached {
	const fromSocket = openSplitter(LIMITS.packetBytes);
	const within = (call: (wire: Wire) => void) => {
		const wire = wireOf();
		if (wire.closed === null) guard(wire, () => call(wire));
	};
	return {
		received: (bytes) =>
			within((wire) => {
				wire.timers.get("half")?.();
				for (const frame of fromSocket.push(bytes)) wire.manner.fromClient(wire, frame);
				if (wire.connect !== null && !wire.silent) wire.timers.get("connect")?.();
				if (fromSocket.fault !== null) return enterFault(wire, fromSocket.fault, fromSocket.rest);
				if (fromSocket.rest.length === 0 || wire.closed !== null) return;
				const says = "bytes that are no whole packet, and nothing more";
				setTimer(wire, "half", LIMITS.halfPacketMs, () => enterFault(wire, new Malformed(says, "MQTT-4.8.0-1"), fromSocket.rest));
			}),
		ended: (stillReads) => within((wire) => enterEnd(wire, stillReads)),
		// After its DISCONNECT a client may close however it likes [MQTT-3.14.4-1]: that DISCONNECT is under way all the same.
		// On a silent wire nobody hears of the end either.
		gone: (says) => within((wire) => (wire.parting || wire.silent ? enterEnd(wire, false) : wire.close("client-gone", says, null))),
		violated: (says, clause) =>
			within((wire) => {
				wire.room.tell({ type: "packet.malformed", connection: wire.connection, direction: "up", says, clause, hex: "" });
				wire.close("protocol-error", says, clause);
			}),
	};
}

/** Aedes has ended the connection. */
function brokerClosed(wire: Wire, fault: Error | null): void {
	if (wire.closed !== null) return;
	if (wire.disconnected) return wire.close("disconnect", "It sent DISCONNECT.", "MQTT-3.14.4-1");
	if (wire.refused) return wire.down.enter({ kind: "end" });
	if (wire.ending && wire.up.length === 0) return wire.close("client-gone", "It closed its end without DISCONNECT.", "MQTT-3.1.2-8");
	if (wire.room.isTakenOver(wire))
		return wire.close("takeover", `${wire.clientId} connected again: the newer connection wins.`, "MQTT-3.1.4-2");
	wire.close("protocol-error", fault?.message ?? "The broker closed the connection.", "MQTT-4.8.0-1");
}

/** Everything on the wire is lost, both ends see the connection end, and the session is left. Safe to call twice. */
function closeWire(wire: Wire, reason: CloseReason, says: string, clause: string | null): void {
	if (wire.closed !== null) return;
	const { room, connection } = wire;
	wire.closed = { reason };
	wire.deaf = true;
	for (const load of [...wire.up.lose(), ...wire.down.lose()]) {
		if (load.kind === "packet") room.tell({ type: "packet.lost", packet: load.name });
	}
	for (const cancel of wire.timers.values()) cancel();
	wire.manner.left(wire, reason);
	room.names.ends(connection);
	room.tell({ type: "connection.closed", connection, reason, says, clause });
	room.closed(wire);
	if (POLITE.has(reason)) wire.socket.end();
	else wire.socket.terminate();
	wire.end.destroy();
}
