import type { Room } from "#engine/port.ts";

/** What watchers are told from: a room, or the part of it that a page may know. */
export type RoomView = Pick<Room, "name" | "epoch" | "journal" | "now" | "bytesOf">;
