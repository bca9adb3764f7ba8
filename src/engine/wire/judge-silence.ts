import { isCrowdedUp } from "./up.ts";
import { guard, stopTimer, type TimerName, type Wire } from "./wire.ts";

/**
 * The one rule by which a client is judged that has said nothing for ms, in room time or in `time`: only once what has arrived from the client
 * has been read, and never while the host itself does not read it: from then on, it has as long again. An earlier timer of the same name is
 * cancelled; all end with the connection.
 */
export function judgeSilence(
	wire: Wire,
	name: TimerName,
	ms: number,
	judge: () => void,
	time: Pick<Wire["room"]["time"], "after"> = wire.room.clock,
): void {
	stopTimer(wire, name);
	const { turnsOfReading, room } = wire;
	const ring = () => {
		if (wire.timers.get(name) !== cancel) return false; // stopped while it waited for its turn
		if (wire.turnsOfReading !== turnsOfReading || isBehind(wire)) judgeSilence(wire, name, ms, judge, time);
		else {
			wire.timers.delete(name);
			guard(wire, judge);
		}
		return false;
	};
	// After a late turn, timers ring before the sockets are read. And many may ring at once, of which each may end a connection.
	const cancel = time.after(ms, () => (wire.silent ? room.work.do(ring) : room.time.soon(() => room.work.do(ring))));
	wire.timers.set(name, cancel);
}

/** Whether something of the client may have come that was not looked at. On a silent wire nothing that comes is heard. */
function isBehind(wire: Wire): boolean {
	if (wire.silent) return false;
	return !wire.isRead || isCrowdedUp(wire) || wire.intake.isIdle || wire.socket.holdsBack?.() === true;
}
