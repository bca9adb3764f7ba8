import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { World } from "./world.ts";

export const EMPTY_WORLD: World = Object.freeze({
	seq: 0,
	at: 0,
	room: "",
	broker: "",
	settings: FIRST_SETTINGS,
	clearedSeq: 0,
	restarts: 0,
	restarting: { sessions: 0, clean: 0, messages: 0, another: false, since: null },
	forgetful: null,
	closing: null,
	clock: { paused: false },
	wall: null,
	door: { count: 0, visitors: [] },
	delayMs: 0,
	clients: empty(),
	connections: empty(),
	packets: empty(),
	lost: [],
	sessions: empty(),
	gone: empty(),
	retained: empty(),
	messages: empty(),
	fates: empty(),
	copies: empty(),
	forgotten: { messages: 0, bySubscriber: empty() },
	named: { plain: 0, retained: 0, will: 0 },
});

/** A map without inherited keys: client ids and topics come from the wire, and "constructor" is a fine client id. */
function empty(): Readonly<Record<string, never>> {
	return Object.freeze(Object.create(null) as Record<string, never>);
}
