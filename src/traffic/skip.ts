import type { World } from "#model/world.ts";
import type { openKeptConnections } from "./kept-connections.ts";
import type { openKeptPackets } from "./kept-packets.ts";
import type { At, TrafficGap } from "./traffic.ts";

type Kept = {
	readonly packets: ReturnType<typeof openKeptPackets>;
	readonly connections: ReturnType<typeof openKeptConnections>;
};

/** What had not ended when the events stopped to come, and is not there any longer: how it ended is not known. */
export function endUnseen(base: World, { after }: TrafficGap, { packets, connections }: Kept): void {
	for (const number of [...packets.underWay()]) {
		const one = packets.numbered(number);
		if (one !== null && base.packets[one.packet] === undefined) packets.change(number, { end: { ...after, how: "unseen" } });
	}
	for (const [name, { closed }] of connections.all)
		if (closed === null && base.connections[name] === undefined)
			connections.change(name, { closed: { ...after, reason: "unseen", says: "", clause: null } });
}

/** From the last event that is known to the world with which it goes on. */
export function gapTo(base: World, after: At): TrafficGap {
	return { after, until: { seq: base.seq, at: base.at }, events: base.seq - after.seq };
}

/** Nobody has kept what was seen between them: it is missing with them. */
export function asOne(gap: TrafficGap, next: TrafficGap): TrafficGap {
	return { after: gap.after, until: next.until, events: next.until.seq - gap.after.seq };
}
