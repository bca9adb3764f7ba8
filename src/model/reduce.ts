import type { RoomEvent } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { type Draft, openDraft } from "./draft.ts";
import * as message from "./reduce-message.ts";
import * as session from "./reduce-session.ts";
import * as wire from "./reduce-wire.ts";
import { EMPTY_WORLD, type World } from "./world.ts";

/** The world after one more event. */
export function reduce(world: World, event: RoomEvent): World {
	return fold(world, [event]);
}

/** The world after all of these: the same as reducing them one by one, with one copy of each map that they touch. */
export function fold(world: World, events: readonly RoomEvent[]): World {
	if (events.length === 0) return world;
	const draft = openDraft(world);
	for (const event of events) apply(draft, event);
	return draft.done();
}

/** A world that goes on in place, for who folds events without end and looks at the world only now and then. */
export type Running = {
	take(event: RoomEvent): void;
	/** As it is now: a copy in full, which nothing changes. */
	world(): World;
};

export function openRunning(from: World): Running {
	const draft = openDraft(copyOf(from), true);
	return { take: (event) => apply(draft, event), world: () => copyOf(draft.done()) };
}

function copyOf<T>(value: T): T {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(copyOf) as T;
	const copy: Record<string, unknown> = Object.create(Object.getPrototypeOf(value));
	for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner);
	return copy as T;
}

function apply(draft: Draft, event: RoomEvent): void {
	draft.seq = event.seq;
	draft.at = event.at;
	switch (event.type) {
		case "room.opened":
			draft.room = event.room;
			draft.broker = event.broker;
			draft.settings = event.settings;
			return;
		case "settings.changed":
			// It is told that a broker restarts because another one takes its place before anything of the old one goes.
			if (event.settings.broker !== draft.settings.broker) draft.restarting = { ...draft.restarting, another: true };
			draft.settings = event.settings;
			return;
		case "broker.restarted":
			draft.broker = event.broker;
			// Sessions have been discarded one by one before this; retained messages are nobody's and go without a word of their own.
			if (!event.kept) draft.retained = copyOf(EMPTY_WORLD.retained);
			draft.restarting = EMPTY_WORLD.restarting;
			return;
		case "room.cleared":
			return clear(draft);
		case "room.closing":
			draft.closing = { at: event.at + event.inMs, sessions: event.sessions };
			return;
		case "room.kept":
			draft.closing = null;
			return;
		case "clock.paused":
		case "clock.resumed":
			draft.clock = { paused: event.type === "clock.paused" };
			return;
		case "delay.changed":
			return wire.delayChanged(draft, event);
		case "limit.reached":
		case "frame.refused":
		case "packet.malformed":
		case "subscription.refused":
			return; // told in the log; nothing in the room is different
		case "connection.opened":
			return wire.opened(draft, event);
		case "connection.ending":
			return wire.ending(draft, event);
		case "connection.closed":
			return wire.closed(draft, event);
		case "packet.entered":
			return wire.entered(draft, event);
		case "packet.passed":
			return wire.passed(draft, event);
		case "packet.arrived":
			return wire.arrived(draft, event);
		case "packet.lost":
			return wire.lost(draft, event);
		case "wire.silenced":
			return wire.silenced(draft, event);
		case "wire.mended":
			return wire.mended(draft, event);
		case "session.created":
		case "session.resumed":
		case "session.offline":
		case "session.discarded":
		case "subscription.added":
		case "subscription.replaced":
		case "subscription.removed":
		case "incoming.held":
		case "incoming.released":
		case "will.armed":
		case "will.disarmed":
		case "will.fired":
			return session.apply(draft, event);
		case "publication.accepted":
			return message.accepted(draft, event);
		case "publication.refused":
			return message.refused(draft, event);
		case "publication.duplicate":
			return message.duplicate(draft, event);
		case "delivery.queued":
		case "delivery.sent":
		case "delivery.released":
		case "delivery.acked":
		case "delivery.dropped":
			return message.delivery(draft, event);
		case "retained.set":
			return message.retained(draft, event);
		case "retained.cleared":
			return draft.remove("retained", event.topic);
		default:
			return unreachable(event);
	}
}

function clear(draft: Draft): void {
	const { seq, at, room, broker, settings, clock, delayMs } = draft;
	Object.assign(draft, copyOf(EMPTY_WORLD), { seq, at, room, broker, settings, clock, delayMs });
}
