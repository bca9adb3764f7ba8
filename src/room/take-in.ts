import type { RoomEvent } from "#contract/event.ts";
import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { fold, reduce } from "#model/reduce.ts";
import { reviveWorld } from "#model/revive.ts";
import { EMPTY_WORLD, type World } from "#model/world.ts";
import type { Told } from "./room-state.ts";

export type Taken = { readonly world: World; readonly told: readonly Told[] };
/** What this page knew when it asked, and what it asked for. */
export type Known = Taken & { readonly epoch: string | null };
type Welcome = Extract<HostFrame, { type: "welcome" }>;

/** Folds what follows; null when there is a gap: the room has to be asked anew. Events known already are passed over. */
export function takeEvents(known: Taken, events: readonly RoomEvent[]): Taken | null {
	const news = events.filter((event) => event.seq > known.world.seq);
	let expected = known.world.seq;
	for (const { seq } of news) {
		expected += 1;
		if (seq !== expected) return null;
	}
	if (news.length === 0) return known;
	// The log keeps the world after each of its last lines; what is older than that is folded at once.
	const unseen = Math.max(0, news.length - LIMITS.logLines);
	let world = fold(known.world, news.slice(0, unseen));
	const told: Told[] = [];
	for (const event of news.slice(unseen)) {
		world = reduce(world, event);
		told.push({ event, world });
	}
	return { world, told: [...known.told, ...told].slice(-LIMITS.logLines) };
}

/** The same for a welcome; null also when its base is no world. */
export function takeWelcome(known: Known, frame: Welcome): Taken | null {
	if (frame.base === null) {
		// A resumption of another life of the room would be nonsense: only an untouched page may start from nothing.
		if (known.epoch === frame.epoch) return takeEvents(known, frame.events);
		return known.epoch === null ? takeEvents({ world: EMPTY_WORLD, told: [] }, frame.events) : null;
	}
	const base = worldFrom(frame.base);
	return base === null ? null : takeEvents({ world: base, told: [] }, frame.events);
}

/** The base comes from our own host, which folded it with the same model: it is not taken apart again here. */
function worldFrom(base: unknown): World | null {
	if (typeof base !== "object" || base === null) return null;
	return "seq" in base && typeof base.seq === "number" ? reviveWorld(base as World) : null;
}
