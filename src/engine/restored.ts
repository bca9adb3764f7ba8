import type { Fact } from "#contract/event.ts";
import { standsStill } from "#model/held.ts";
import { reviveWorld } from "#model/revive.ts";
import type { World } from "#model/world.ts";
import type { BrokerPort } from "./broker-port.ts";
import type { KeptBytes } from "./kept/kept-bytes.ts";
import type { Names } from "./names.ts";
import type { SavedRoom } from "./state.ts";
import { sizeOf } from "./wire/load.ts";

type Restoring = {
	readonly world: World;
	readonly names: Names;
	readonly port: BrokerPort;
	readonly kept: KeptBytes;
	/** Ms since the epoch. */
	readonly wall: number;
	readonly tell: (fact: Fact) => void;
};

/** wall: ms since the epoch, now: while the room was not there, its clock stood still. */
export function worldOf(state: SavedRoom, wall: number): World {
	return { ...reviveWorld(state.world as World), wall: { at: state.at, ms: wall } };
}

/**
 * A room begins where another room was saved. Its connections ended with the process that had them, which its clients cannot tell from a
 * restart of the broker: what was on the wires is lost, sessions are left, wills are published.
 */
export function tellLost(state: SavedRoom, { world, names, port, kept: bytes, wall, tell }: Restoring): void {
	names.restore(state.names);
	/** What the broker still wrote while its connections were ending, one after the other. */
	const late: { readonly connection: string; readonly direction: "down"; readonly packet: string }[] = [];
	/** Connections on whose way down something is. */
	const taken = new Set(Object.values(world.packets).flatMap(({ connection, direction }) => (direction === "down" ? [connection] : [])));
	const broker = port.restore(state.broker, (connection, load, gone) => {
		const { name: packet, fields } = load;
		const wire = world.connections[connection];
		const delayMs = wire?.ownDelayMs ?? state.delayMs;
		const written = { packet, connection, direction: "down", bytes: sizeOf(load), fields } as const;
		bytes.keep(packet, load.bytes, load.tail);
		// As on a lane: see openLane().
		if (!gone && delayMs === 0 && !state.paused && !standsStill(wire) && !taken.has(connection))
			return tell({ type: "packet.passed", ...written });
		tell({ type: "packet.entered", ...written, delayMs });
		if (gone) tell({ type: "packet.lost", packet });
		else {
			late.push({ connection, direction: "down", packet });
			taken.add(connection);
		}
	});
	for (const { connection } of Object.values(world.connections)) {
		const onWire = [...Object.values(world.packets), ...late].filter((packet) => packet.connection === connection);
		for (const direction of ["up", "down"])
			for (const { packet } of onWire.filter((one) => one.direction === direction))
				tell({ type: "packet.lost", packet, reason: "broker-restart" });
		broker.lost(connection);
		names.ends(connection);
		tell({ type: "connection.closed", connection, reason: "broker-restart", says: BROKER_RESTARTED, clause: null });
	}
	broker.ended();
	// Restarts that were under way are over with it.
	for (const kept of state.untold) tell({ type: "broker.restarted", broker: port.version, kept });
	tell({ type: "broker.restarted", broker: port.version, kept: port.canKeep, saved: true, wall });
}

export const BROKER_RESTARTED = "The broker was restarted.";
