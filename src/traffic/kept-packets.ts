import { LIMITS } from "#contract/limits.ts";
import { countWhile } from "#model/count-while.ts";
import { openKeptByMessage } from "./kept-by-message.ts";
import type { TapePacket } from "./traffic.ts";

/** Past the bound, this many of the oldest packets are dropped together. */
const DROPPED = Math.ceil(LIMITS.tapePackets / 16);

/** So many packets are passed over at once where all of them had ended before the time that is looked for. */
const BLOCK = 64;

/** The last LIMITS.tapePackets packets, found by name and by number. Nothing here walks over them, but for those that are dropped. */
export function openKeptPackets() {
	let packets: TapePacket[] = [];
	let first = 0;
	const names = new Map<string, number>();
	const underWay = new Set<number>();
	const byMessage = openKeptByMessage();
	/** By number / BLOCK: when the last of these packets ended that have ended. */
	const lastEnds = new Map<number, number>();
	const ended = (number: number, at: number) => {
		const block = Math.floor(number / BLOCK);
		lastEnds.set(block, Math.max(lastEnds.get(block) ?? 0, at));
	};
	const leftAt = (time: number) => first + countWhile(packets.length, (index) => (packets[index]?.left.at ?? 0) < time);
	const numbered = (number: number) => packets[number - first] ?? null;
	return {
		numbered,
		named: (packet: string) => numbered(names.get(packet) ?? -1),
		underWay: (): ReadonlySet<number> => underWay,
		/** The numbers of the packets that carry or acknowledge this message, oldest first. */
		of: byMessage.of,
		leftAt,
		within(from: number, to: number): number[] {
			const start = leftAt(from);
			const found = [...underWay].filter((number) => number < start);
			for (let number = first; number < start; number++) {
				if ((lastEnds.get(Math.floor(number / BLOCK)) ?? 0) < from) {
					number = (Math.floor(number / BLOCK) + 1) * BLOCK - 1;
					continue;
				}
				const end = numbered(number)?.end;
				if (end != null && end.at >= from) found.push(number);
			}
			found.sort((a, b) => a - b);
			for (let number = start; (numbered(number)?.left.at ?? Number.POSITIVE_INFINITY) <= to; number++) found.push(number);
			return found;
		},
		next: () => first + packets.length,
		all: () => ({ packets, count: packets.length, first }),
		add(packet: TapePacket): void {
			packets.push(packet);
			names.set(packet.packet, packet.number);
			byMessage.add(packet);
			if (packet.end === null) underWay.add(packet.number);
			else ended(packet.number, packet.end.at);
		},
		change(number: number, changes: Partial<TapePacket>): void {
			const packet = numbered(number);
			if (packet === null) return;
			packets[number - first] = { ...packet, ...changes };
			if (changes.end == null) return;
			underWay.delete(number);
			ended(number, changes.end.at);
		},
		/** Makes room for one more. Returns the seq of what is the oldest now; null: there was room. */
		makeRoom(): number | null {
			if (packets.length < LIMITS.tapePackets) return null;
			byMessage.forget(packets.slice(0, DROPPED));
			for (const { packet, number } of packets.slice(0, DROPPED)) {
				names.delete(packet);
				underWay.delete(number);
			}
			packets = packets.slice(DROPPED);
			first += DROPPED;
			for (const block of lastEnds.keys()) {
				if ((block + 1) * BLOCK > first) break;
				lastEnds.delete(block);
			}
			return packets[0]?.left.seq ?? null;
		},
	};
}
