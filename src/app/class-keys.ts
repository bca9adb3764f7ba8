import { benchOf } from "#contract/bench.ts";
import type { You } from "#contract/class.ts";
import type { HelloFrame } from "#contract/class-command.ts";
import { storageOf } from "./storages.ts";

type Wish = HelloFrame["hello"];

/** What a browser keeps for a class: the key of its host, or the token of its seat. The benches of a class share them. */
const keyOf = (kind: "host" | "seat", room: string) => `slow-wire/${kind}/${benchOf(room)?.room ?? room}`;

/**
 * What this page wants to be if a class is led in this room. The link of the host, and the card of a seat, bring it in the fragment, which no server
 * is sent; there it is taken away, so that nobody reads it off the screen.
 */
export function wishFor(room: string, isScreen: boolean): Wish {
	if (isScreen) return { role: "screen" };
	takeFromAddress(room);
	const storage = storageOf("localStorage");
	const key = storage.getItem(keyOf("host", room));
	return key === null ? { role: "seat", token: storage.getItem(keyOf("seat", room)) } : { role: "host", key };
}

/** Kept, so that a reload finds the same seat again. */
export function keepSeat(room: string, you: You): void {
	if (you.role === "seat") keep("seat", room, you.token);
}

function takeFromAddress(room: string): void {
	const [, kind, value] = /^#(host|card)=([A-Za-z0-9_-]{1,64})$/.exec(window.location.hash) ?? [];
	if (kind === undefined || value === undefined) return;
	window.history.replaceState(null, "", window.location.pathname + window.location.search);
	keep(kind === "host" ? "host" : "seat", room, value);
}

function keep(kind: "host" | "seat", room: string, value: string): void {
	try {
		storageOf("localStorage").setItem(keyOf(kind, room), value);
	} catch {
		// The storage is full: after a reload, this page is a stranger.
	}
}
