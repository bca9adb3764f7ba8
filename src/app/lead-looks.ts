import type { HostLooks } from "#contract/class.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";

/** Ms between two words of where the host looks: a drag over the tape is many. */
const LOOKS_MS = 200;

/** The screen follows the page of the host: its cursor, and what is selected in it. Returns a function that stops this. */
export function tellLooks(room: RoomStore): () => void {
	let timer: ReturnType<typeof setTimeout> | null = null;
	const tell = () => {
		timer = null;
		const { class: lesson, link } = room.getState();
		const looks = looksOf(room.getState());
		if (lesson?.you.role !== "host" || link.state !== "live" || isSame(looks, lesson.told.looks)) return;
		void room.sendClass({ type: "class.looks", looks });
	};
	timer = setTimeout(tell, LOOKS_MS);
	const stop = room.subscribe((now, before) => {
		// Also when the page comes back: what the class remembers is where another page has looked.
		if (now.cursor === before.cursor && now.selection === before.selection && now.link === before.link) return;
		timer ??= setTimeout(tell, LOOKS_MS);
	});
	return () => {
		stop();
		if (timer !== null) clearTimeout(timer);
	};
}

function looksOf({ cursor, selection }: RoomState): HostLooks {
	return {
		seq: cursor.at === "live" ? null : cursor.seq,
		packet: selection?.of === "packet" ? selection.packet : null,
		message: selection?.of === "message" ? selection.message : null,
	};
}

function isSame(one: HostLooks, other: HostLooks): boolean {
	return one.seq === other.seq && one.packet === other.packet && one.message === other.message;
}
