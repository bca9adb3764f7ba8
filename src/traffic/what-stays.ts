import type { PacketFields, RoomEvent } from "#contract/event.ts";
import type { World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { openKeptCopies, type Speaking } from "./kept-copies.ts";
import { openKeptSessions } from "./kept-sessions.ts";
import { openMessageFates } from "./message-fates.ts";
import type { At, TapePacket, TrafficGap } from "./traffic.ts";

/** What stays between the packets: sessions and what waits in them, the copies of publishers, and what has become of each message. */
export function openWhatStays(base: World | null, clears: readonly At[]) {
	const sessions = openKeptSessions(base);
	const copies = openKeptCopies();
	const fates = openMessageFates(clears);
	return {
		reads: { sessions: sessions.all, copies: copies.steps, fateAt: fates.at, copiesAt: fates.copiesAt },
		take(event: RoomEvent): void {
			sessions.take(event);
			fates.take(event);
			if (event.type === "room.cleared") copies.clear(event);
		},
		/** Goes on from this world, after a gap. */
		skip(world: World, gap: TrafficGap): void {
			sessions.skip(world, gap);
			fates.skip(world);
			copies.clear(gap.after);
		},
		/** What was over before this seq goes. */
		forget(since: number): void {
			sessions.forget(since);
			copies.forget(since);
		},
		asks: copies.asks,
		/** What the clients of this world keep, once the packets on its wires have been seen. */
		stand: copies.stand,
		left: copies.left,
		closed: copies.closed,
		arrived(speaking: Speaking, direction: Direction, fields: PacketFields | null, now: At): void {
			copies.arrived(speaking, direction, fields, now);
			const { clientId } = speaking;
			if (fields?.type !== "PUBLISH" || direction === "up" || clientId === null) return;
			if (copies.receives(clientId, fields)) fates.got(fields.message, clientId, now.seq);
			if (fields.qos === 0) fates.set(fields.message, clientId, now.seq, "delivered");
		},
		lost({ fields, direction }: TapePacket, { seq }: At): void {
			// Nobody has a copy of it any longer [4.3.1].
			if (fields?.type === "PUBLISH" && direction === "up" && fields.qos === 0) fates.lost(fields.message, seq);
		},
	};
}
