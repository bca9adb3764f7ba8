import type { CloseReason } from "#contract/reasons.ts";
import { sayLoss } from "#story/lost-packet.ts";
import { tenthsText, timeText } from "#story/phrases.ts";
import { type OnPath, pathOf } from "#traffic/path.ts";
import type { At, TapePacket, Traffic } from "#traffic/traffic.ts";

/** Where a packet is at a moment of the room. */
export type PacketStanding =
	| { readonly is: "not yet" }
	| { readonly is: "under way"; readonly doneMs: number; readonly still: boolean }
	| { readonly is: "arrived"; readonly at: number }
	| { readonly is: "lost"; readonly at: number; readonly reason: CloseReason | null }
	/** It ended where events are missing. */
	| { readonly is: "unseen" }
	/** Bytes that could not be read, and went no further. */
	| { readonly is: "refused"; readonly at: number }
	/** Bytes that could not be read, and arrived as they were: a broker sent them, or judges by itself. */
	| { readonly is: "passed on"; readonly at: number }
	/** Bytes of which there is only the moment at which they set out: the packet that they may be is told by itself. */
	| { readonly is: "seen"; readonly at: number };

export function standingOf(packet: TapePacket, traffic: Traffic, moment: At): PacketStanding {
	const { left, end, malformed } = packet;
	if (left.seq > moment.seq) return { is: "not yet" };
	if (malformed !== null && end?.how === "arrived" && end.seq <= moment.seq) {
		const { onward } = malformed;
		return { is: onward === "never" ? "refused" : onward === "packet" ? "seen" : "passed on", at: end.at };
	}
	if (end !== null && end.seq <= moment.seq) {
		if (end.how === "unseen") return { is: "unseen" };
		return end.how === "arrived" ? { is: "arrived", at: end.at } : { is: "lost", at: end.at, reason: end.reason };
	}
	const path = pathOf(packet, traffic, moment);
	const last = path.at(-1)?.progress ?? 0;
	return { is: "under way", doneMs: last * packet.delayMs, still: isStill(path) };
}

function isStill(path: readonly OnPath[]): boolean {
	const [before, last] = path.slice(-2);
	return before !== undefined && last !== undefined && last.at > before.at && last.progress === before.progress && last.progress < 1;
}

/** "left at 0:41.2, 1.1 of 2.0 s": where the packet is, and since when. */
export function standingText(packet: Pick<TapePacket, "left" | "delayMs">, standing: PacketStanding): string {
	const left = `left at ${timeText(packet.left.at)}`;
	switch (standing.is) {
		case "not yet":
			return `not sent yet: it leaves at ${timeText(packet.left.at)}`;
		case "under way":
			return packet.delayMs === 0
				? `${left}, under way`
				: `${left}, ${tenthsText(standing.doneMs)} of ${tenthsText(packet.delayMs)}\u00a0s${standing.still ? ", held" : ""}`;
		case "arrived":
			return standing.at === packet.left.at ? `crossed at ${timeText(standing.at)}` : `${left}, arrived at ${timeText(standing.at)}`;
		case "lost":
			return `${left}, lost at ${timeText(standing.at)}: ${sayLoss(standing.reason)}`;
		case "unseen":
			return `${left}; this page did not see what became of it`;
		case "refused":
			return `read at ${timeText(standing.at)}, and refused`;
		case "passed on":
			return `${left}, passed on at ${timeText(standing.at)} as it is`;
		case "seen":
			return `seen at ${timeText(standing.at)}, as it set out`;
	}
}
