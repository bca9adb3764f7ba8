import { benchOf } from "#contract/bench.ts";
import type { You } from "#contract/class.ts";
import type { HelloFrame } from "#contract/class-command.ts";
import { storageOf } from "./storages.ts";

type Wish = HelloFrame["hello"];

/** What a browser keeps for a class: the key of its host, or the token of its seat. The benches of a class share them. */
const keyOf = (kind: "host" | "seat", room: string) => `slow-wire/${kind}/${roomOf(room)}`;

/** What the address of this page brought, until the host has accepted it: a link that is not right must not cost a browser the key that it has. */
let brought: { readonly kind: "host" | "seat"; readonly room: string; readonly value: string } | null = null;

/**
 * What this page wants to be if a class is led in this room. The link of the host, and the card of a seat, bring it in the fragment, which no server
 * is sent; there it is taken away, so that nobody reads it off the screen.
 */
export function wishFor(room: string, isScreen: boolean): Wish {
	takeFromAddress(room);
	const of = (kind: "host" | "seat") => (brought?.kind === kind && brought.room === roomOf(room) ? brought.value : null);
	const storage = storageOf("localStorage");
	const key = of("host") ?? storage.getItem(keyOf("host", room));
	if (isScreen) return key === null ? { role: "screen" } : { role: "screen", key };
	if (key !== null) return { role: "host", key };
	// A phone that has a seat stays there, whichever card it scans.
	return { role: "seat", token: storage.getItem(keyOf("seat", room)) ?? of("seat") };
}

/** The host has let this page in: what it showed is kept, so that a reload finds the same place again. */
export function keepPlace(room: string, you: You): void {
	if (you.role === "seat") keep("seat", room, you.token);
	if (you.role === "host" && brought?.kind === "host" && brought.room === roomOf(room)) keep("host", room, brought.value);
}

function takeFromAddress(room: string): void {
	const [, kind, value] = /^#(host|card)=([A-Za-z0-9_-]{1,64})$/.exec(window.location.hash) ?? [];
	if (kind === undefined || value === undefined) return;
	window.history.replaceState(null, "", window.location.pathname + window.location.search);
	brought = { kind: kind === "host" ? "host" : "seat", room: roomOf(room), value };
}

function roomOf(room: string): string {
	return benchOf(room)?.room ?? room;
}

function keep(kind: "host" | "seat", room: string, value: string): void {
	try {
		storageOf("localStorage").setItem(keyOf(kind, room), value);
	} catch {
		// The storage is full: after a reload, this page is a stranger.
	}
}
