import type { RoomEvent } from "#contract/event.ts";
import type { BothWorlds } from "./both-worlds.ts";
import { copyOfRunning } from "./copy-of.ts";
import { type Draft, openDraft } from "./draft.ts";
import type { History } from "./history.ts";
import { apply } from "./reduce.ts";
import { indexOf } from "./world-index.ts";

/**
 * Goes through a history from event to event, for a reader that wants the worlds on both sides of each. The worlds it returns are changed in
 * place and are good until the next call, so that an event costs what it changes: History.sides() copies each map that an event touches.
 * An event that does not follow the one before costs two copies of a world.
 */
export function openPassage(): (history: History, event: RoomEvent) => BothWorlds {
	let passed: { readonly event: RoomEvent; readonly before: Draft; readonly world: Draft } | null = null;
	return (history, event) => {
		const last = passed?.event.seq === event.seq - 1 && history.event(passed.event.seq) === passed.event ? passed : null;
		if (last !== null) apply(last.before, [last.event]);
		const [before, world] = last === null ? [inPlace(history, event), inPlace(history, event)] : [last.before, last.world];
		apply(world, [event]);
		passed = { event, before, world };
		return passed;
	};
}

function inPlace(history: History, { seq }: RoomEvent): Draft {
	const before = history.at(seq - 1);
	if (before === null) throw new Error(`event ${seq} is not kept`);
	const own = copyOfRunning(before);
	return openDraft(own, indexOf(own), true);
}
