import { LIMITS } from "#contract/limits.ts";
import { overflow, refusal } from "./down.ts";
import { judgeSilence } from "./judge-silence.ts";
import { isRefused, stopTimer, type Wire } from "./wire.ts";

/**
 * Nobody waits for a CONNECT for ever, not even while the room is paused: the time is real, until the CONNECT leaves its client. On a silent
 * wire, room time runs until the CONNECT arrives.
 */
export function awaitConnect(wire: Wire): void {
	const seconds = LIMITS.connectMs / 1000;
	const judge = () => {
		const { begun } = wire.intake;
		if (isRefused(wire)) return wire.close(refusal(wire));
		// The client has sent it whole: that it stands on its way is the doing of whoever silenced the wire.
		if (wire.client !== null)
			return wire.close({ reason: "unheard", says: `Its CONNECT has stood on a silent wire for ${seconds} s.`, clause: "3.1.4" });
		const says = begun === null ? `No CONNECT within ${seconds} s.` : `No whole CONNECT within ${seconds} s: ${begun}.`;
		wire.close({ reason: "no-connect", says, clause: "3.1.4" });
	};
	judgeSilence(wire, "connect", LIMITS.connectMs, judge, wire.silent ? wire.room.clock : wire.room.time);
}

/** The client's CONNECT has arrived. Seconds, 0: never [MQTT-3.1.2-24]. */
export function startKeepAlive(wire: Wire, seconds: number): void {
	const limitMs = seconds === 0 ? null : seconds * 1500;
	wire.patience = { of: "client", order: wire.room.order(), limitMs };
	stopTimer(wire, "connect");
	if (limitMs !== null) watchKeepAlive(wire, limitMs);
}

function watchKeepAlive(wire: Wire, limitMs: number): void {
	const leftMs = limitMs - (wire.room.clock.now() - wire.lastHeard);
	if (leftMs > 0) return judgeSilence(wire, "keepAlive", leftMs, () => watchKeepAlive(wire, limitMs));
	const { begun } = wire.intake;
	const lacks = begun === null ? "Nothing heard" : "No whole packet";
	// What the client has sent since stands on its way.
	const still = wire.silent ? ": its wire is silent" : wire.held ? ": its wire is held" : null;
	const why = still ?? (begun === null ? "" : `: ${begun}`);
	const says = `${still === null ? lacks : "Nothing heard"} for ${limitMs / 1000} s, 1.5 x its keep alive${why}.`;
	wire.close({ reason: "keep-alive", says, clause: "MQTT-3.1.2-24" });
}

/**
 * A packet has begun, and its client has no keep alive: the rest of it is not waited for without end, however often another byte comes. That
 * is a bound of the room, and not a fault of the client: a modem or a lost TCP segment may make such a pause.
 */
export function awaitRest(wire: Wire): void {
	if (wire.timers.has("half")) return;
	const judge = () => overflow(wire, `A packet that is not whole after ${LIMITS.halfPacketMs / 60_000} min: ${wire.intake.begun}.`);
	judgeSilence(wire, "half", LIMITS.halfPacketMs, judge);
}

/** Room-clock ms until the broker gives up a wire that falls silent now; null: never. A wire whose CONNECT has not arrived has no keep alive yet. */
export function noticedInMs(wire: Wire): number | null {
	const { patience, room, lastHeard } = wire;
	if (patience.of === "client") return patience.limitMs === null ? null : patience.limitMs - (room.clock.now() - lastHeard);
	awaitConnect(wire);
	return LIMITS.connectMs;
}

/** The same for a wire that is held now: a CONNECT may be held for as long as a person likes, as in a room that is paused. */
export function heldNotice({ patience, room, lastHeard }: Wire): {
	readonly noticedInMs: number | null;
	readonly patienceMs: number | null;
} {
	const patienceMs = patience.of === "client" ? patience.limitMs : null;
	return { noticedInMs: patienceMs === null ? null : patienceMs - (room.clock.now() - lastHeard), patienceMs };
}
