import { type Visitor, visitorKey } from "#contract/door.ts";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";

/** The door of a room: every client that stands there is told or counted, and a flood of clients is told at a bounded rate. */
export type Door = {
	knocked(visitor: Visitor): void;
	/** No timer is left. */
	close(): void;
};

/**
 * A visitor is told at once. If it comes again and again, that is told once in a while, with how often it came. The time is real: a paused room has a door, too. More visitors
 * wait to be told than the room remembers: those that came last are.
 */
export function openDoor(time: Pick<RealTime, "now" | "after">, tell: (fact: Fact) => void): Door {
	/** When each of those that were told lately was told. */
	const lately = new Map<string, number>();
	const waiting = new Map<string, { visitor: Visitor; times: number }>();
	let unlisted = 0;
	let left: number = LIMITS.doorBurst;
	let at = time.now();
	let unset: (() => void) | null = null;
	let closed = false;

	function mayTell(): boolean {
		const now = time.now();
		left = Math.min(LIMITS.doorBurst, left + (now - at) / LIMITS.doorMs);
		at = now;
		return left >= 1;
	}
	function tellThem(): void {
		for (const [key, toldAt] of lately) if (time.now() - toldAt >= LIMITS.doorMs) lately.delete(key);
		for (const [key, { visitor, times }] of waiting) {
			if (!mayTell()) break;
			if (lately.has(key)) continue;
			left -= 1;
			waiting.delete(key);
			lately.set(key, time.now());
			tell({ type: "door.knocked", ...visitor, times, unlisted });
			unlisted = 0;
		}
		if (waiting.size === 0) return;
		unset ??= time.after(LIMITS.doorMs, () => {
			unset = null;
			tellThem();
		});
	}
	return {
		knocked(visitor) {
			if (closed) return;
			const key = visitorKey(visitor);
			const times = (waiting.get(key)?.times ?? 0) + 1;
			waiting.delete(key);
			waiting.set(key, { visitor, times });
			const [oldest] = waiting;
			if (waiting.size > LIMITS.doorListed && oldest !== undefined) {
				waiting.delete(oldest[0]);
				unlisted += oldest[1].times;
			}
			tellThem();
		},
		close() {
			closed = true;
			unset?.();
			unset = null;
			waiting.clear();
		},
	};
}
