import type { Fact, Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerPort } from "./broker-port.ts";
import type { Attached, Socket } from "./port.ts";
import type { Closing } from "./wire/load.ts";
import { openWire } from "./wire/open-wire.ts";
import type { Wire, WireRoom } from "./wire/wire.ts";

/** The open connections of a room. */
export type Wires = {
	/** Past LIMITS.connectionsPerRoom, a new client is told why, and closed at once. */
	attach(connection: string, origin: Origin, socket: Socket, broker: BrokerPort): Attached;
	get(connection: string): Wire | undefined;
	/** In order of opening. */
	all(): readonly Wire[];
	readonly size: number;
	/** Ends every connection: the broker goes. heard: somebody is left to hear the wills. */
	hangUp(closing: Closing, heard: boolean): void;
};

export function openWires(room: Omit<WireRoom, "isTakenOver" | "closed" | "judge">, tell: (fact: Fact) => void): Wires {
	const wires = new Map<string, Wire>();
	const closed = (wire: Wire) => void wires.delete(wire.connection);
	const isTakenOver = (wire: Wire) =>
		[...wires.values()].some((other) => other.client?.clientId === wire.client?.clientId && isNewer(other, wire));
	return {
		attach(connection, origin, socket, broker) {
			const { wire, ends } = room.turn.run(() => {
				const opened = openWire(connection, origin, socket, { ...room, judge: broker.judge, isTakenOver, closed }, broker);
				wires.set(connection, opened.wire);
				return opened;
			});
			if (wires.size > LIMITS.connectionsPerRoom) {
				const says = `This room takes ${LIMITS.connectionsPerRoom} connections at once.`;
				tell({ type: "limit.reached", limit: "connectionsPerRoom", says, connection });
				room.turn.run(() => wire.close({ reason: "overflow", says, clause: null }));
			}
			return ends;
		},
		get: (connection) => wires.get(connection),
		all: () => [...wires.values()],
		get size() {
			return wires.size;
		},
		hangUp(closing, heard) {
			for (const wire of [...wires.values()]) {
				if (!heard) wire.heard = false;
				wire.close(closing);
			}
		},
	};
}

/** Connections by the arrival of their CONNECTs. */
function isNewer({ patience }: Wire, than: Wire): boolean {
	if (patience.of !== "client") return false;
	return than.patience.of !== "client" || patience.order > than.patience.order;
}
