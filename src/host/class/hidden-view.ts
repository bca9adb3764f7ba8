import type { RoomView } from "#host/room-view.ts";
import type { Hiding } from "./hiding.ts";
import { seenJournal } from "./seen-journal.ts";

/** The same room without the words of hidden seats. own: the seat that is told, which may read its own; null: nobody's page. */
export function hiddenView(room: RoomView, hiding: Hiding, own: number | null): RoomView {
	return {
		name: room.name,
		epoch: room.epoch,
		journal: seenJournal(room.journal, { world: (base) => hiding.without(base, own), event: (told) => hiding.without(told, own) }),
		now: room.now,
		bytesOf: (packet) => (hiding.hidesAny && hiding.hidesPacket(packet) ? null : room.bytesOf(packet)),
	};
}
