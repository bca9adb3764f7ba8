import type { Fact, RoomEvent } from "#contract/event.ts";
import { copyOf, copyOfRunning } from "./copy-of.ts";
import { tellDelays } from "./delays.ts";
import { type Draft, openDraft } from "./draft.ts";
import * as held from "./held.ts";
import * as delivery from "./reduce-delivery.ts";
import * as message from "./reduce-message.ts";
import { ROOM_REDUCERS } from "./reduce-room.ts";
import * as session from "./reduce-session.ts";
import * as wire from "./reduce-wire.ts";
import type { Reducer, Reducers } from "./reducers.ts";
import type { World } from "./world.ts";
import { indexOf, type WorldIndex } from "./world-index.ts";

/** The world after one more event. */
export function reduce(world: World, event: RoomEvent): World {
	return fold(world, [event]);
}

/** What is at hand of a world that was folded last. It moves on with the fold, so that a fold costs its events. */
const indexes = new WeakMap<World, WorldIndex>();

/**
 * The world after all of these events: the same as reducing them one by one, but with only one copy of each map that they touch. A world from
 * which nothing has been folded yet, or from which another fold has gone on already, is first walked through once.
 */
export function fold(world: World, events: readonly RoomEvent[]): World {
	if (events.length === 0) return world;
	const draft = openDraft(world, indexes.get(world) ?? indexOf(world));
	indexes.delete(world);
	apply(draft, events);
	const after = draft.done();
	indexes.set(after, draft.index);
	return after;
}

/** A world that is changed in place, for code that folds events without end and looks at the world only now and then. */
export type Running = {
	take(event: RoomEvent): void;
	/** The world as it is now: a full copy, which nothing changes. */
	world(): World;
};

export function openRunning(from: World): Running {
	const own = copyOf(from);
	const draft = openDraft(own, indexOf(own), true);
	const world = () => {
		tellDelays(draft);
		return copyOfRunning(draft.done());
	};
	return { take: (event) => take(draft, event), world };
}

/** What every event does: a missing event type is a type error here. */
const REDUCERS: Reducers<Fact["type"]> = {
	...ROOM_REDUCERS,
	"delay.changed": wire.delayChanged,
	"connection.opened": wire.opened,
	"connection.ending": wire.ending,
	"connection.closed": wire.closed,
	"packet.entered": wire.entered,
	"packet.passed": wire.passed,
	"packet.arrived": wire.arrived,
	"packet.lost": wire.lost,
	"wire.silenced": wire.silenced,
	"wire.mended": wire.mended,
	"wire.held": held.heldNow,
	"wire.released": held.released,
	"wire.delayed": held.delayed,
	"session.created": session.apply,
	"session.resumed": session.apply,
	"session.offline": session.apply,
	"session.discarded": session.apply,
	"subscription.added": session.apply,
	"subscription.replaced": session.apply,
	"subscription.removed": session.apply,
	"incoming.held": session.apply,
	"incoming.released": session.apply,
	"retained.awaited": session.apply,
	"retained.decided": session.apply,
	"will.armed": session.apply,
	"will.disarmed": session.apply,
	"will.fired": session.apply,
	"publication.accepted": message.accepted,
	"publication.refused": message.refused,
	"publication.duplicate": message.duplicate,
	"delivery.queued": delivery.apply,
	"delivery.sent": delivery.apply,
	"delivery.released": delivery.apply,
	"delivery.acked": delivery.apply,
	"delivery.dropped": delivery.apply,
	"retained.set": message.retained,
	"retained.cleared": message.cleared,
	"limit.reached": toldAlone,
	"connection.refused": toldAlone,
	"rule.broken": toldAlone,
	"frame.refused": toldAlone,
	"packet.malformed": toldAlone,
	"subscription.refused": toldAlone,
};

/** The event shows in the log; nothing in the room changes. */
function toldAlone(): void {}

/** The draft is then the world after these events, and may be looked at. */
export function apply(draft: Draft, events: readonly RoomEvent[]): void {
	for (const event of events) take(draft, event);
	tellDelays(draft);
}

/** The same for one event, in a draft that nobody looks at until its packets are told of the delays. */
function take(draft: Draft, event: RoomEvent): void {
	draft.seq = event.seq;
	draft.at = event.at;
	reducerOf(event.type)(draft, event);
}

function reducerOf<T extends Fact["type"]>(type: T): Reducer<T> {
	return REDUCERS[type];
}
