import type { Visitor } from "#contract/door.ts";
import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerPort } from "./broker-port.ts";
import { keepFirst } from "./door/first-bytes.ts";
import { knockOf } from "./door/knock-of.ts";
import type { Attached, Gate, Socket } from "./port.ts";
import { type Closing, count } from "./wire/load.ts";
import { openWire } from "./wire/open-wire.ts";
import type { Wire, WireRoom } from "./wire/wire.ts";

/** The open connections of a room. */
export type Wires = {
	/** Past LIMITS.connectionsPerRoom, a new client is told why, and closed at once. */
	attach(
		connection: string,
		newcomer: { readonly origin: Origin; readonly socket: Socket; readonly gate: Gate | null },
		broker: BrokerPort,
	): Attached;
	get(connection: string): Wire | undefined;
	/** In order of opening. */
	all(): readonly Wire[];
	/** Connections whose clients' sockets are there. */
	readonly size: number;
	/** Bytes on all wires, and of what has not set out yet. */
	bytes(): number;
	/** Ends every connection, one in each step: the broker goes. heard: somebody is left to hear the wills. */
	hangUp(closing: Closing, heard: boolean): Generator;
	/** Ends every connection at once, without a word about what was on the wires: nothing of it is left to tell of. */
	abandon(closing: Closing): void;
};

type Shared = Omit<WireRoom, "introduced" | "isTakenOver" | "departed" | "closed" | "judge"> & {
	/** A client was not let in. */
	readonly knocked: (visitor: Visitor) => void;
};

export function openWires(room: Shared): Wires {
	const wires = new Map<string, Wire>();
	/** The sockets of these clients are gone; what they sent is still on its way. Oldest first. */
	const departed = new Set<Wire>();
	const depart = (wire: Wire) => {
		departed.add(wire);
		const [oldest] = departed;
		if (departed.size <= LIMITS.connectionsPerRoom || oldest === undefined) return;
		const says = `The sockets of ${LIMITS.connectionsPerRoom} clients are gone, and what they sent is still on its way: the oldest is given up.`;
		room.turn.later(() => oldest.close({ reason: "client-gone", says, clause: null }));
	};
	/** By client id: the open wires whose clients have said it. */
	const byClient = new Map<string, Set<Wire>>();
	const introduced = (wire: Wire) => {
		const clientId = wire.client?.clientId ?? "";
		const namesakes = byClient.get(clientId);
		if (namesakes === undefined) byClient.set(clientId, new Set([wire]));
		else namesakes.add(wire);
	};
	/** Of each wire, what its client sent first. */
	const firsts = new WeakMap<Wire, () => Uint8Array>();
	const closed = (wire: Wire, closing: Closing) => {
		const visitor = knockOf(wire, closing, firsts.get(wire)?.());
		if (visitor !== null && !isOfSeat(wire)) room.knocked(visitor);
		wires.delete(wire.connection);
		departed.delete(wire);
		const clientId = wire.client?.clientId ?? "";
		const namesakes = byClient.get(clientId);
		if (namesakes?.delete(wire) && namesakes.size === 0) byClient.delete(clientId);
	};
	const isTakenOver = (wire: Wire) => {
		for (const other of byClient.get(wire.client?.clientId ?? "") ?? []) if (isNewer(other, wire)) return true;
		return false;
	};
	const size = () => wires.size - departed.size;
	return {
		attach(connection, newcomer, broker) {
			const { wire, ends } = room.turn.run(() => {
				const opened = openWire(
					connection,
					newcomer,
					{ ...room, judge: broker.judge, introduced, isTakenOver, departed: depart, closed },
					broker,
				);
				wires.set(connection, opened.wire);
				return opened;
			});
			const first = keepFirst(ends, () => wire.answered === 0);
			firsts.set(wire, first.bytes);
			if (size() > LIMITS.connectionsPerRoom && newcomer.gate?.isAtOnce !== true) {
				const says = `This room takes ${LIMITS.connectionsPerRoom} connections at once.`;
				room.tell({ type: "limit.reached", limit: "connectionsPerRoom", says, connection });
				room.turn.run(() => wire.close({ reason: "overflow", says, clause: null }));
			}
			return first.ends;
		},
		get: (connection) => wires.get(connection),
		all: () => [...wires.values()],
		get size() {
			return size();
		},
		bytes: () => [...wires.values()].reduce((sum, { intake }) => sum + intake.held, room.underWay.bytes),
		*hangUp(closing, heard) {
			const hang = (wire: Wire) => {
				if (!heard) wire.heard = false;
				wire.close(closing);
			};
			for (const wire of [...wires.values()]) {
				hang(wire);
				yield;
			}
			// Those that have come in the meantime have not been heard yet.
			for (const wire of [...wires.values()]) hang(wire);
		},
		abandon(closing) {
			for (const wire of [...wires.values()]) {
				wire.heard = false;
				for (const load of [...wire.up.lose(), ...wire.down.lose()]) count(room.underWay, load, -1);
				wire.close(closing);
			}
		},
	};
}

/** A seat is in the class, whatever becomes of a connection of its own: it is not a stranger at the door. */
function isOfSeat({ origin }: Wire): boolean {
	return origin.kind === "lab" && origin.seat !== undefined;
}

/** Connections by the arrival of their CONNECTs. */
function isNewer({ patience }: Wire, than: Wire): boolean {
	if (patience.of !== "client") return false;
	return than.patience.of !== "client" || patience.order > than.patience.order;
}
