import type { Command } from "#contract/command.ts";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { World } from "#model/world.ts";
import { givenUp, untilEither } from "#script/wait.ts";
import type { Hands } from "./verb.ts";

/**
 * For steps that end every connection. Through when the room is so, and the page's own sockets have heard of it: a client that connects next
 * is not swept away by this step. Judged by the world alone: the page may be told the room as a whole, without the events that led there.
 */
export async function endAll(command: Command, isOver: (world: World, before: World) => boolean, hands: Hands): Promise<Outcome> {
	const { room, lab, signal } = hands;
	const before = room.getState().live;
	const sockets = followSockets(lab);
	try {
		const answer = await room.send(command);
		if (!answer.ok) return answer;
		const over = () => isOver(room.getState().live, before) && sockets.closed();
		return (await untilEither(room, lab, over, signal)) ? answer : givenUp(signal);
	} finally {
		sockets.unfollow();
	}
}

export function isRestarted(world: World, before: World): boolean {
	return world.restarts > before.restarts;
}

/** The sockets that this page's clients have now, each until it has closed: one that opens in the meantime may stay open. */
function followSockets(lab: LabStore) {
	const open = new Set(Object.keys(lab.getState().links));
	const look = () => {
		for (const clientId of open) if (lab.getState().links[clientId] === undefined) open.delete(clientId);
	};
	const unfollow = lab.subscribe(look);
	return {
		unfollow,
		closed() {
			look();
			return open.size === 0;
		},
	};
}
