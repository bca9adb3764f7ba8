import { countUpTo } from "./paces.ts";
import type { At, TapePacket, Traffic } from "./traffic.ts";

/** Where a packet was at a moment: 0, it had just left; 1, it arrived. */
export type OnPath = { readonly at: number; readonly progress: number };

/** The way of a packet that has ended does not change any more. */
const walked = new WeakMap<TapePacket, readonly OnPath[]>();

/**
 * The way of a packet as straight stretches: its moments of leaving and of its end, and those in between at which its pace changed or it was held
 * or let go on. Two of them at one moment: the way between them was made in no time. until: the moment up to which it is asked for; what happened later is not in it.
 */
export function pathOf(packet: TapePacket, traffic: Traffic, until: At): readonly OnPath[] {
	const { end } = packet;
	if (end === null || end.seq > until.seq) return walk(packet, traffic, until);
	const known = walked.get(packet) ?? walk(packet, traffic, until);
	walked.set(packet, known);
	return known;
}

function walk(packet: TapePacket, { paces, connections }: Traffic, until: At): readonly OnPath[] {
	const { left, end, connection } = packet;
	const own = connections.get(connection)?.paces ?? [];
	const path: OnPath[] = [{ at: left.at, progress: 0 }];
	const ended = end !== null && end.seq <= until.seq ? end : null;
	const last = ended ?? until;
	const between = <P extends At>(all: readonly P[]) => all.slice(countUpTo(all, left.seq), countUpTo(all, last.seq));
	const changes = [...between<At>(paces), ...between<At>(own)].sort((a, b) => a.seq - b.seq);
	const ownAt = (seq: number) => own[countUpTo(own, seq) - 1]?.delayMs;
	const roomAt = (seq: number) => paces[countUpTo(paces, seq) - 1]?.delayMs ?? packet.delayMs;
	const paceAt = (seq: number) => {
		const its = ownAt(seq);
		return its === undefined ? roomAt(seq) : its;
	};
	let delayMs = ownAt(left.seq) === null ? null : packet.delayMs;
	let [at, progress] = [left.at, 0];
	const goTo = (then: number) => {
		if (delayMs !== null && delayMs > 0) progress = Math.min(1, progress + (then - at) / delayMs);
		at = then;
	};
	for (const change of changes) {
		goTo(change.at);
		path.push({ at, progress });
		delayMs = paceAt(change.seq);
	}
	goTo(last.at);
	const arrived = ended?.how === "arrived";
	// It stood still, and somebody let it arrive: the rest of the way took no time.
	if (arrived && progress < 1 && (delayMs === null || ended.stepped)) path.push({ at, progress });
	path.push({ at, progress: arrived ? 1 : progress });
	return path;
}
