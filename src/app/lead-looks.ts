import type { HostLooks } from "#contract/class.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";

/** Ms between two words of where the host looks: a drag over the tape is many. */
const LOOKS_MS = 200;

/** The screen follows the page of the host: its cursor, and what is selected in it. Returns a function that stops this. */
export function tellLooks(room: RoomStore): () => void {
	let told = JSON.stringify(looksOf(room.getState()));
	let timer: ReturnType<typeof setTimeout> | null = null;
	const tell = () => {
		timer = null;
		const { class: lesson } = room.getState();
		const looks = looksOf(room.getState());
		const text = JSON.stringify(looks);
		if (lesson?.you.role !== "host" || text === told) return;
		told = text;
		void room.sendClass({ type: "class.looks", looks });
	};
	const stop = room.subscribe((now, before) => {
		if (now.cursor === before.cursor && now.selection === before.selection) return;
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
