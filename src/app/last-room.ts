import { parseRoomName } from "#contract/room-name.ts";
import type { Playground } from "#script/playground.ts";
import { storageOf } from "./storages.ts";

const KEY = "slow-wire/last-room";

/** The room that this tab has left is offered again on the first page, if anybody has been in it at all. */
export function rememberRoom(name: string, { room }: Playground): void {
	if (parseRoomName(name) === null || Object.keys(room.getState().live.clients).length === 0) return;
	try {
		storageOf("sessionStorage").setItem(KEY, name);
	} catch {
		// The storage is full: the way back is in the browser's history.
	}
}

/** Null: this tab has left no room. */
export function lastRoom(): string | null {
	return parseRoomName(storageOf("sessionStorage").getItem(KEY) ?? "");
}
