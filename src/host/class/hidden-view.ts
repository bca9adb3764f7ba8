import type { RoomEvent } from "#contract/event.ts";
import type { Journal } from "#engine/port.ts";
import type { RoomView } from "#host/room-view.ts";
import type { Hiding } from "./hiding.ts";

/** The same room without the words of hidden seats. own: the seat that is told, which may read its own; null: nobody's page. */
export function hiddenView(room: RoomView, hiding: Hiding, own: number | null): RoomView {
	const { journal } = room;
	const redact = (event: RoomEvent) => hiding.without(event, own);
	const shown: Journal = {
		get from() {
			return journal.from;
		},
		get seq() {
			return journal.seq;
		},
		since(seq) {
			const { base, events } = journal.since(seq);
			return { base: base === null ? null : hiding.without(base, own), events: hiding.hidesAny ? events.map(redact) : events };
		},
		follow: (tell) => journal.follow((event) => tell(redact(event))),
	};
	return {
		name: room.name,
		epoch: room.epoch,
		journal: shown,
		now: room.now,
		bytesOf: (packet) => (hiding.hidesAny && hiding.hidesPacket(packet) ? null : room.bytesOf(packet)),
	};
}
