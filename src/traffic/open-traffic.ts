import type { EventOf, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { History } from "#model/history.ts";
import { sharedUpTo } from "#model/shared-up-to.ts";
import type { World } from "#model/world.ts";
import { openKeptConnections } from "./kept-connections.ts";
import { openKeptPackets } from "./kept-packets.ts";
import { openKeptClears } from "./lives.ts";
import { openOnWires } from "./on-wires.ts";
import { addPace } from "./paces.ts";
import { asOne, endUnseen, gapTo } from "./skip.ts";
import type { At, Traffic, TrafficGap, WirePace } from "./traffic.ts";
import { openUnreadable } from "./unreadable.ts";
import { openKeptWalls } from "./wall.ts";
import { openWhatStays } from "./what-stays.ts";

/**
 * Returns a function that reads off a history what crossed the wires. The function continues from the last history, so that a batch costs only
 * what is new in it; it keeps its packets when the history has already dropped their events, and in the same life of the room also when the
 * history begins after what it has seen: then it says that there is a gap.
 */
export function openTraffic(): (history: History, life?: string) => Traffic {
	let last: History | null = null;
	let lived: string | undefined;
	let fold = openFold(null);
	let traffic = fold.traffic();
	return (history, life) => {
		if (history === last) return traffic;
		const same = last !== null && life !== undefined && life === lived && history.live.seq >= last.live.seq;
		lived = life;
		// A past that is told later does not reach over a gap: what is known stays as it is.
		if (same && (history.from >= (last as History).live.seq || traffic.gaps.length > 0)) {
			const { live } = last as History;
			const base = history.from > live.seq ? history.at(history.from) : null;
			if (base !== null) fold.skip(base, { seq: live.seq, at: live.at });
			for (const event of history.after(Math.max(live.seq, history.from))) fold.take(event);
			last = history;
			traffic = fold.traffic();
			return traffic;
		}
		const done = last !== null && history.from < last.from ? history.from : sharedUpTo(last, history);
		const goesOn = last !== null && done === last.live.seq && done > history.from;
		if (!goesOn) fold = openFold(history.at(history.from));
		for (const event of history.after(goesOn ? done : history.from)) fold.take(event);
		last = history;
		traffic = fold.traffic();
		return traffic;
	};
}

function openFold(base: World | null) {
	const packets = openKeptPackets();
	const connections = openKeptConnections();
	const clears = openKeptClears();
	const stays = openWhatStays(base, clears.all);
	const start = { seq: base?.seq ?? 0, at: base?.at ?? 0 };
	const paces: WirePace[] = [{ ...start, delayMs: base?.delayMs ?? 0 }];
	const unreadable = openUnreadable(base, packets);
	const walls = openKeptWalls(base?.wall ? { seq: start.seq, at: base.wall.at, wall: base.wall.ms } : null);
	let upTo = start.seq;
	const { add, open, stand, over, arrive } = openOnWires(base, start, { packets, connections, stays });

	const gaps: TrafficGap[] = [];

	const skip = (world: World, after: At): void => {
		const gap = gapTo(world, after);
		gaps.push(gap);
		// When in between that was, nobody has told.
		if (world.clearedSeq > after.seq) clears.add({ seq: world.clearedSeq, at: gap.until.at });
		endUnseen(world, gap, { packets, connections });
		upTo = world.seq;
		addPace(paces, { ...gap.until, delayMs: world.delayMs });
		if (world.wall !== null) walls.add({ seq: world.seq, at: world.wall.at }, world.wall.ms);
		stays.skip(world, gap);
		stand(world, gap.until);
		const oldest = packets.numbered(packets.all().first)?.left.seq ?? 0;
		while (gaps.length > 1 && (gaps[0] as TrafficGap).until.seq < oldest) gaps.shift();
		if (gaps.length > LIMITS.tapeGaps) gaps.splice(0, 2, asOne(gaps[0] as TrafficGap, gaps[1] as TrafficGap));
	};
	const take = (event: RoomEvent): void => {
		const now = { seq: event.seq, at: event.at };
		upTo = event.seq;
		if ("wall" in event) walls.add(now, event.wall);
		stays.take(event);
		unreadable.take(event);
		switch (event.type) {
			case "connection.opened":
				return open(event.connection, event.origin, now);
			case "connection.closed":
				over(event.connection, event.reason, now);
				unreadable.closed(event, now);
				return connections.change(event.connection, { closed: { ...now, reason: event.reason, says: event.says, clause: event.clause } });
			case "delay.changed":
				return addPace(paces, { ...now, delayMs: event.delayMs });
			case "wire.silenced":
				return connections.pace(event.connection, now, { silent: true });
			case "wire.mended":
				return connections.pace(event.connection, now, { silent: false });
			case "wire.held":
				return connections.pace(event.connection, now, { held: true });
			case "wire.released":
				return connections.pace(event.connection, now, { held: false });
			case "wire.delayed":
				return connections.pace(event.connection, now, { delayMs: event.delayMs ?? undefined });
			case "packet.entered":
				return add({ ...sent(event), delayMs: event.delayMs, end: null });
			case "packet.passed":
				add({ ...sent(event), delayMs: 0, end: { ...now, how: "arrived", stepped: false } });
				return arrive(event.connection, event.direction, event.fields, now);
			case "packet.arrived": {
				const packet = packets.named(event.packet);
				if (packet === null) return;
				packets.change(packet.number, { end: { ...now, how: "arrived", stepped: event.stepped } });
				return arrive(packet.connection, packet.direction, packet.fields, now);
			}
			case "packet.lost": {
				const packet = packets.named(event.packet);
				if (packet !== null) stays.lost(packet, now);
				return packets.change(packet?.number ?? -1, { end: { ...now, how: "lost", reason: event.reason ?? null } });
			}
			case "packet.malformed":
				return add(unreadable.setOut(event, connections.paceOf(event.connection) ?? paces.at(-1)?.delayMs ?? 0));
			case "room.cleared":
				clears.add(now);
				connections.closeAll({ ...now, reason: "room-closed", says: "", clause: null });
				for (const number of packets.underWay()) packets.change(number, { end: { ...now, how: "lost", reason: "room-closed" } });
				return;
			default:
				return;
		}
	};
	const { named, numbered, of, within, leftAt } = packets;
	const reads = { named, numbered, of, within, leftAt, ...stays.reads };
	const known = { fold: packets, from: start.seq, connections: connections.all, paces, walls: walls.all, clears: clears.all, ...reads };
	return {
		take,
		skip,
		traffic: (): Traffic => ({ ...known, upTo, gaps: [...gaps], ...packets.all() }),
	};
}

function sent({ packet, connection, direction, bytes, fields, seq, at }: EventOf<"packet.entered" | "packet.passed">) {
	return { packet, connection, direction, bytes, fields, malformed: null, left: { seq, at } };
}
