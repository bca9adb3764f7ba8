import { LIMITS } from "#contract/limits.ts";
import { countWhile } from "#model/count-while.ts";
import type { At, TapePacket, Traffic } from "./traffic.ts";

/** A stretch of a room's past in which a name stands for one message: after the event of one seq, up to and with that of another. */
type NamedSo = { readonly after: number; readonly upTo: number };

/** The life of the room that this moment lies in: names of messages begin anew when the room is cleared. */
export function lifeAt(clears: readonly Pick<At, "seq">[], seq: number): NamedSo {
	const before = countWhile(clears.length, (index) => (clears[index]?.seq ?? 0) <= seq);
	return { after: clears[before - 1]?.seq ?? 0, upTo: (clears[before]?.seq ?? Number.POSITIVE_INFINITY) - 1 };
}

/** When the life of the room began that this moment lies in; null: it is the first that is known. */
export function beginOf(clears: readonly At[], seq: number): At | null {
	const { after } = lifeAt(clears, seq);
	return clears.findLast((one) => one.seq === after) ?? null;
}

/** Whether a name stands for the same message at this moment and at that one. */
export function isOneLife(clears: readonly Pick<At, "seq">[], seq: number, other: number): boolean {
	return lifeAt(clears, seq).after === lifeAt(clears, other).after;
}

/** The packets that carry or acknowledge this message, oldest first, of those that set out in this stretch. */
export function packetsOf(traffic: Pick<Traffic, "of" | "numbered">, message: string, { after, upTo }: NamedSo): readonly TapePacket[] {
	return traffic.of(message).flatMap((number) => {
		const packet = traffic.numbered(number);
		return packet === null || packet.left.seq <= after || packet.left.seq > upTo ? [] : [packet];
	});
}

/** When the room was cleared: the last LIMITS.tapeClears times. */
export function openKeptClears() {
	const all: At[] = [];
	return {
		all: all as readonly At[],
		add(when: At): void {
			all.push(when);
			if (all.length > LIMITS.tapeClears) all.shift();
		},
	};
}
