import type { StoreApi } from "zustand";
import type { Command } from "#contract/command.ts";
import type { RoomEvent } from "#contract/event.ts";
import type { World } from "#model/world.ts";

/** The browser's end of a room: what the host told, folded. */
export type RoomState = {
	/** opening: no welcome yet. live: told as it happens. lost: the room socket is down, trying again. refused: it will not be tried again. */
	readonly link:
		| { readonly state: "opening" | "live" }
		| { readonly state: "lost"; readonly attempts: number }
		| { readonly state: "refused"; readonly says: string };
	readonly room: string;
	readonly world: World;
	/** Events that came since this page joined (the last LIMITS.logLines), each with the world right after it. Oldest first. */
	readonly told: readonly Told[];
	readonly mqttPort: number | null;
	/** The last refused step or command, for the narrator; null once something else has happened. */
	readonly notice: { readonly says: string } | null;
};
export type Told = { readonly event: RoomEvent; readonly world: World };

export type RoomStore = StoreApi<RoomState> & {
	/** Room clock in ms, now: stands still while the room is paused. From server times, never from the page's own clock alone. */
	now(): number;
	/** Settles when the host has answered. */
	send(command: Command): Promise<{ ok: true } | { ok: false; says: string }>;
	/** Settles as soon as the world is so; rejects when the room closes. */
	until(holds: (world: World) => boolean): Promise<World>;
	notice(says: string): void;
	close(): void;
};
