import type { RoomEvent } from "#contract/event.ts";
import type { HostFrame } from "#contract/frame.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import { reviveWorld } from "#model/revive.ts";
import type { World } from "#model/world.ts";

/** What this page knew when it asked, and of which life of the room. */
export type Known = { readonly history: History; readonly epoch: string | null };
type Welcome = Pick<Extract<HostFrame, { type: "welcome" }>, "epoch" | "base" | "events">;
type Past = Pick<Extract<HostFrame, { type: "past" }>, "base" | "events">;

/** Appends what follows; null when there is a gap: the page has to ask for the room again. Events that are already known are skipped. */
export function takeEvents(known: History, events: readonly RoomEvent[]): History | null {
	const news = events.filter((event) => event.seq > known.live.seq);
	const isWhole = news.every(({ seq }, index) => seq === known.live.seq + 1 + index);
	return isWhole ? known.append(news) : null;
}

/** The same for a welcome; null also when its base is not a world. */
export function takeWelcome({ history, epoch }: Known, frame: Welcome): History | null {
	if (frame.base === null) {
		// A resumption of another life of the room would be nonsense: only an untouched page may start from nothing.
		if (epoch === frame.epoch) return takeEvents(history, frame.events);
		return epoch === null ? takeEvents(openHistory(EMPTY_WORLD), frame.events) : null;
	}
	const base = worldFrom(frame.base);
	return base === null ? null : takeEvents(openHistory(base), frame.events);
}

/** Puts what happened before in front of what is known, which stays as it was when the two do not meet. */
export function takePast(known: History, { base, events }: Past): History {
	const world = worldFrom(base);
	const older = events.filter(({ seq }) => seq <= known.from);
	if (world === null || older.at(-1)?.seq !== known.from) return known;
	const past = takeEvents(openHistory(world), older);
	return past === null ? known : known.behind(past);
}

/** The base comes from our own host, which folded it with the same model, so it is not validated again here. */
function worldFrom(base: unknown): World | null {
	if (typeof base !== "object" || base === null) return null;
	return "seq" in base && typeof base.seq === "number" ? reviveWorld(base as World) : null;
}
