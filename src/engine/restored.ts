import type { Fact } from "#contract/event.ts";
import { reviveWorld } from "#model/revive.ts";
import type { Message, World } from "#model/world.ts";
import type { BrokerPort } from "./broker-port.ts";
import type { Names } from "./names.ts";
import { NOT_ADMITTED } from "./refusals.ts";
import type { SavedRoom } from "./state.ts";

type Restoring = {
	readonly world: World;
	readonly names: Names;
	readonly port: BrokerPort;
	readonly tell: (fact: Fact) => void;
};

export function worldOf(state: SavedRoom): World {
	return reviveWorld(state.world as World);
}

/**
 * A room begins where another room was saved. Its connections ended with the process that had them, which its clients cannot tell from a
 * restart of the broker: what was on the wires is lost, sessions are left, wills are published.
 */
export function tellLost(state: SavedRoom, { world, names, port, tell }: Restoring): void {
	names.restore(state.names);
	const broker = port.restore(state.broker);
	const waiting = untaken(world);
	const told = new Set<string>();
	for (const { connection, clientId } of Object.values(world.connections)) {
		const onWire = Object.values(world.packets).filter((packet) => packet.connection === connection);
		for (const direction of ["up", "down"])
			for (const { packet } of onWire.filter((one) => one.direction === direction)) tell({ type: "packet.lost", packet });
		for (const one of waiting.filter(({ publisher, message }) => publisher === clientId && !told.has(message))) {
			told.add(one.message);
			tell({ type: "publication.refused", ...one, ...NOT_ADMITTED });
		}
		broker.lost(connection);
		names.ends(connection);
		tell({ type: "connection.closed", connection, reason: "broker-restart", says: BROKER_RESTARTED, clause: null });
	}
	broker.ended();
	tell({ type: "broker.restarted", broker: port.version, kept: port.canKeep });
}

/** Messages that had arrived and were waiting for the broker, which never took them. */
function untaken({ messages, packets }: World): readonly Pick<Message, "message" | "publisher" | "qos">[] {
	const onWire = new Set(Object.values(packets).map(({ fields }) => ("message" in fields ? fields.message : null)));
	return Object.values(messages)
		.filter(({ message, phase }) => phase === "to-broker" && !onWire.has(message))
		.map(({ message, publisher, qos }) => ({ message, publisher, qos }));
}

export const BROKER_RESTARTED = "The broker was restarted.";
