import { isCrowdedUp } from "./up.ts";
import { guard, stopTimer, type TimerName, type Wire } from "./wire.ts";

/** How often a client is waited for whose socket always holds something that never becomes a packet. */
const HELD_BACK = 2;
/** The least ms that a client has once the host is behind: a shorter look would only come again and again. */
const LEAST_MS = 500;

/**
 * The one rule by which a client is judged that has said nothing for ms, in room time or in `time`: only once what has arrived from the client
 * has been read, and never while the host itself does not read it: from then on, it has as long again. Bytes that only the socket still holds
 * are waited for HELD_BACK times. An earlier timer of the same name is cancelled; all end with the connection.
 */
export function judgeSilence(
	wire: Wire,
	name: TimerName,
	ms: number,
	judge: () => void,
	time: Pick<Wire["room"]["time"], "after"> = wire.room.clock,
	heldBack = 0,
): void {
	stopTimer(wire, name);
	const { turnsOfReading, room } = wire;
	/** On a silent or held wire nothing that the client sends is heard by itself; half a packet was heard before, and the rest of it may have come. */
	const isDeaf = () => (wire.silent || (wire.held && name === "keepAlive")) && name !== "half";
	const isBehind = () => wire.turnsOfReading !== turnsOfReading || !wire.isRead || isCrowdedUp(wire) || wire.intake.isIdle;
	const ring = () => {
		if (wire.timers.get(name) !== cancel) return false; // stopped while it waited for its turn
		const waits = !isDeaf() && heldBack < HELD_BACK && wire.socket.holdsBack?.() === true;
		if (waits || (!isDeaf() && isBehind())) judgeSilence(wire, name, Math.max(LEAST_MS, ms), judge, time, waits ? heldBack + 1 : 0);
		else {
			wire.timers.delete(name);
			guard(wire, judge);
		}
		return false;
	};
	// After a late turn, timers ring before the sockets are read. And many may ring at once, of which each may end a connection.
	const cancel = time.after(ms, () => (isDeaf() ? room.work.do(ring) : room.time.soon(() => room.work.do(ring))));
	wire.timers.set(name, cancel);
}
