import type { TapePacket } from "./traffic.ts";

const NONE: readonly number[] = [];

/** Which of the kept packets speak of a message. A packet costs the same however many there are. */
export function openKeptByMessage() {
	const numbers = new Map<string, number[]>();
	return {
		of: (message: string): readonly number[] => numbers.get(message) ?? NONE,
		add(packet: TapePacket): void {
			const message = messageIn(packet);
			if (message === null) return;
			const kept = numbers.get(message);
			if (kept === undefined) numbers.set(message, [packet.number]);
			else kept.push(packet.number);
		},
		/** These, the oldest of all, are no longer kept. */
		forget(packets: readonly TapePacket[]): void {
			const gone = new Map<string, number>();
			for (const packet of packets) {
				const message = messageIn(packet);
				if (message !== null) gone.set(message, (gone.get(message) ?? 0) + 1);
			}
			for (const [message, count] of gone) {
				const kept = numbers.get(message) ?? [];
				if (count >= kept.length) numbers.delete(message);
				else numbers.set(message, kept.slice(count));
			}
		},
	};
}

function messageIn({ fields }: TapePacket): string | null {
	return fields !== null && "message" in fields ? fields.message : null;
}
