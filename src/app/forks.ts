import { freshRoomCode } from "#landing/room-code.ts";
import type { Fork } from "#script/fork.ts";
import { go } from "./router.ts";

let brought: Fork | null = null;

/** Opens a new room, which is brought to where this fork begins. */
export function bringFork(fork: Fork): void {
	brought = fork;
	go(`/r/${freshRoomCode()}`);
}

/** The fork that the room that opens next is to be brought to, once. */
export function takeFork(): Fork | null {
	const taken = brought;
	brought = null;
	return taken;
}
