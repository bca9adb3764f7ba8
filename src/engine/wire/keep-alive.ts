import { LIMITS } from "#contract/limits.ts";
import { judgeSilence } from "./judge-silence.ts";
import { stopTimer, type Wire } from "./wire.ts";

/**
 * Nobody waits for a CONNECT for ever, not even while the room is paused: the time is real, until the CONNECT leaves its client. On a silent
 * wire, room time runs until the CONNECT arrives.
 */
export function awaitConnect(wire: Wire): void {
	const says = `No CONNECT within ${LIMITS.connectMs / 1000} s.`;
	const time = wire.silent ? wire.room.clock : wire.room.time;
	judgeSilence(wire, "connect", LIMITS.connectMs, () => wire.close({ reason: "protocol-error", says, clause: "MQTT-3.1.0-1" }), time);
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
	const says = `Nothing heard for ${limitMs / 1000} s, 1.5 x its keep alive.`;
	wire.close({ reason: "keep-alive", says, clause: "MQTT-3.1.2-24" });
}

/** Room-clock ms until the broker gives up a wire that falls silent now; null: never. A wire whose CONNECT has not arrived has no keep alive yet. */
export function noticedInMs(wire: Wire): number | null {
	const { patience, room, lastHeard } = wire;
	if (patience.of === "client") return patience.limitMs === null ? null : patience.limitMs - (room.clock.now() - lastHeard);
	awaitConnect(wire);
	return LIMITS.connectMs;
}
