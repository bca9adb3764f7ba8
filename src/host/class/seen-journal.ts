import type { RoomEvent } from "#contract/event.ts";
import type { Journal } from "#engine/port.ts";
import type { World } from "#model/world.ts";

/** The same journal as somebody may see it. seq and from stay: nothing is left out, and nothing comes in between. */
export function seenJournal(
	journal: Journal,
	{ world, event = (one) => one }: { readonly world: (base: World) => World; readonly event?: (told: RoomEvent) => RoomEvent },
): Journal {
	return {
		get from() {
			return journal.from;
		},
		get seq() {
			return journal.seq;
		},
		since(seq) {
			const { base, events } = journal.since(seq);
			return { base: base === null ? null : world(base), events: events.map(event) };
		},
		follow: (tell) => journal.follow((told) => tell(event(told))),
	};
}
