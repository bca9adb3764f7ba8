import type { StoreApi } from "zustand";
import type { ClassCommand } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { ClassSeen } from "./class-seen.ts";

/** The browser's end of a room: what the host told, folded. */
export type RoomState = {
	/**
	 * opening: no welcome yet. live: told as it happens. lost: the room socket is down and the page is trying again. refused: the page will not
	 * try again. recorded: a recording, which no room stands behind: nothing more will happen.
	 */
	readonly link:
		| { readonly state: "opening" | "live" | "recorded" }
		/** says: why the page cannot come in, where the host says so. */
		| { readonly state: "lost"; readonly attempts: number; readonly says: string | null }
		| { readonly state: "refused"; readonly says: string };
	readonly room: string;
	/** The life of the room that all of this is about; null: no welcome yet. What a page keeps about a room ends with that life: see followLives(). */
	readonly life: Life | null;
	/** What this page was told, the last LIMITS.historyEvents events, and the world after each of them. A new value whenever something happens. */
	readonly history: History;
	/** What happened before the history begins is told only when it is asked for: see askPast(). */
	readonly past: "unasked" | "asked" | "told" | "refused";
	/** The world as it is now, wherever the cursor is: code that acts reads this world. Views read the world at the cursor: useWorld(). */
	readonly live: World;
	readonly cursor: Cursor;
	/** What the views of this page speak of: the same in each of them. */
	readonly selection: Selection;
	readonly mqttPort: number | null;
	/** The last thing that the page itself had to say, such as why a step was refused. It stays until it is dismissed or another one takes its place. */
	readonly notice: Notice | null;
	/** The class that a trainer leads in this room, as this page is told of it; null: nobody leads one, or the page does not know yet. */
	readonly class: ClassSeen | null;
};
/** From the opening of a room to its closing: a host that is restarted opens its rooms anew, and their names and seqs begin anew too. */
/** What the page had to say while this screen was shown: the notice belongs there, and is not carried to another screen. */
type Notice = { readonly says: string; readonly screen: string };
export type Life = {
	/** As the host names it: no two lives have the same name. */
	readonly name: string;
	/** How many lives of the room this page has seen before this one. */
	readonly before: number;
};
/**
 * Where the views of this page look: at what happens now, or back at a moment: right after the event of this seq, at this room-clock time in
 * ms. Looking back changes nothing in the room.
 */
export type Cursor = { readonly at: "live" } | { readonly at: "moment"; readonly seq: number; readonly time: number };

/**
 * packet: as events name it; field: the one of its fields that is looked at, by its name in the packet's anatomy. subscriber: whose copy of the
 * message; null: nobody's in particular.
 */
export type Selection =
	| { readonly of: "packet"; readonly packet: string; readonly field: string | null }
	| { readonly of: "message"; readonly message: string; readonly subscriber: string | null }
	| null;

/** The original bytes of a packet. whole: how many they are in all, of which the host keeps these. */
export type PacketBytes = { readonly bytes: Uint8Array; readonly whole: number };
export type BytesGiven =
	| { readonly ok: true; readonly bytes: ReadonlyMap<string, PacketBytes> }
	| { readonly ok: false; readonly says: string };

export type RoomStore = StoreApi<RoomState> & {
	/**
	 * The room clock in ms, as it is now, wherever the cursor is; the clock stands still while the room is paused. It is derived from server
	 * times, never from the page's own clock alone.
	 */
	now(): number;
	/** Settles when the host has answered, and the live world knows all that the command brought about at once. */
	send(command: Command): Promise<{ ok: true } | { ok: false; says: string }>;
	/** Somebody looks at the page again: see openHostLine(). */
	wake(): void;
	/** Asks something of the class. Settles when the host has answered. */
	sendClass(command: ClassCommand): Promise<{ ok: true } | { ok: false; says: string }>;
	/** Asks for what happened before the history begins, once; it is put in front of the history. */
	askPast(): void;
	/** Moves the cursor to this moment of the history, or as near as it is kept; "live": follows the room again. */
	seek(to: "live" | { readonly seq: number; readonly time?: number }): void;
	select(selection: Selection): void;
	/** The original bytes of these packets, of those that the host still has; or why it gives none. */
	askBytes(packets: readonly string[]): Promise<BytesGiven>;
	/** Settles as soon as the live world satisfies this; rejects when the room closes. */
	until(holds: (world: World) => boolean): Promise<World>;
	notice(says: string): void;
	/** The notice has been read. */
	dismissNotice(): void;
	close(): void;
};
