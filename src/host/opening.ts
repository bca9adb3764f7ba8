import { isHiddenRoom, LOBBY, parseRoomName, ROOM_NAME_RULE } from "#contract/room-name.ts";
import type { Classes } from "./class/classes.ts";
import { isSameKey } from "./class/key.ts";
import type { Entered, Rooms } from "./rooms.ts";

/** visit: a room opens on its first visit. asked: only where somebody asks for it, with this password, if there is one. */
export type Opening = { readonly by: "visit" } | { readonly by: "asked"; readonly password: string | null };

type OpeningOptions = {
	readonly opening: Opening;
	readonly rooms: Rooms;
	readonly classes: Classes;
	readonly mayTry: (source: string) => boolean;
};

/** Which rooms a visit may open, and how somebody asks for a room where it may not. */
export function openOpening({ opening, rooms, classes, mayTry }: OpeningOptions) {
	/** Null: a visit to this room may go on. Otherwise why not. */
	function mayEnter(room: string): string | null {
		if (opening.by === "visit" || isHiddenRoom(room) || room === LOBBY || rooms.knows(room)) return null;
		const found = classes.of(room);
		if (found !== null && found.bench !== null && found.lesson.hasBenches) return null;
		return `No room is open under ${room.toUpperCase()}.`;
	}

	return {
		/** See Rooms; source: where the visitor comes from, null: from here. */
		async enter(room: string, source: string | null): Promise<Entered> {
			const refused = mayEnter(room);
			if (refused !== null) return { ok: false, says: refused, isUnknown: true };
			await classes.prepare(room);
			return rooms.enter(room, source);
		},
		async open(name: string, password: string | null, source: string | null): Promise<string | null> {
			const room = parseRoomName(name);
			if (room === null) return `${ROOM_NAME_RULE.charAt(0).toUpperCase()}${ROOM_NAME_RULE.slice(1)}.`;
			if (opening.by === "asked" && opening.password !== null) {
				// Each try takes of the same share as a room: nobody tries many.
				if (source !== null && !mayTry(source)) return "Your address has tried too often. Try again in a minute.";
				if (!isSameKey(opening.password, password ?? "")) return "This is not the password of this host.";
			}
			const found = classes.of(room);
			if (found !== null && found.bench !== null) return `${room.toUpperCase()} is the bench of seat ${found.bench}. Choose another name.`;
			const entered = await rooms.enter(room, source);
			if (!entered.ok) return `${entered.says.charAt(0).toUpperCase()}${entered.says.slice(1)}.`;
			// It stays for a while without anybody in it, as any room does that was left.
			entered.visit.leave();
			return null;
		},
	};
}
