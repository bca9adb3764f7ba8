import type { RoomEvent } from "#contract/event.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";

/** isDone: whether what this event tells of is done there too. */
type There = { readonly history: History; readonly world: World; readonly isDone: (event: RoomEvent) => boolean };

/**
 * The packets under way that have not moved since they set out, because the room stood still or their wire did: where the same steps are made again,
 * they stand on their wires too. Any other packet arrives there before the next step.
 */
export function packetsThatStandThere({ history, world, isDone }: There): ReadonlySet<string> {
	let paused = false;
	const [held, silent] = [new Set<string>(), new Set<string>()];
	/** By packet: its connection. */
	const stand = new Map<string, string>();
	const cannotMove = (connection: string) => paused || held.has(connection) || silent.has(connection);
	const leaveOut = () => {
		for (const [packet, connection] of stand) if (!cannotMove(connection)) stand.delete(packet);
	};
	for (const event of history.after(world.clearedSeq)) {
		if (event.seq > world.seq) break;
		switch (event.type) {
			case "clock.paused":
				paused = isDone(event);
				break;
			case "clock.resumed":
				paused = false;
				leaveOut();
				break;
			case "wire.held":
				if (isDone(event)) held.add(event.connection);
				break;
			case "wire.silenced":
				if (isDone(event)) silent.add(event.connection);
				break;
			case "wire.released":
				held.delete(event.connection);
				leaveOut();
				break;
			case "wire.mended":
				silent.delete(event.connection);
				leaveOut();
				break;
			case "packet.entered":
				if (cannotMove(event.connection)) stand.set(event.packet, event.connection);
				break;
		}
	}
	return new Set([...stand.keys()].filter((packet) => world.packets[packet] !== undefined));
}
