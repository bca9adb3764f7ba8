import { useLayoutEffect, useRef, useState } from "react";
import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import type { Cursor } from "#room/room-state.ts";
import { clientOf } from "./lanes.ts";

type Departing = {
	readonly packet: PacketUnderWay;
	readonly clientId: string;
	readonly glide: { readonly from: number; readonly ms: number };
};
const MOST = 40;
/** A puck that was released at the start of its wire takes longer, one that had nearly arrived takes less time. */
const SHORTEST_MS = 160;
const LONGEST_MS = 280;

/** Packets that have just arrived, not those that are gone because another moment is looked at. They are past; only their drawing glides the rest of the way, in less time if less was left. */
export function useDeparting(
	world: Pick<World, "packets" | "connections" | "lost">,
	now: () => number,
	still: boolean,
	cursor: Cursor,
): readonly Departing[] {
	const before = useRef<{ packets: World["packets"]; connections: World["connections"]; cursor: Cursor }>({ ...world, cursor });
	const [departing, setDeparting] = useState<readonly Departing[]>([]);
	useLayoutEffect(() => {
		const { packets, connections, cursor: was } = before.current;
		before.current = { packets: world.packets, connections: world.connections, cursor };
		if (still || was !== cursor || packets === world.packets) return;
		const lost = new Set(world.lost.map((packet) => packet.packet));
		const time = now();
		const arrived = Object.values(packets)
			.filter((packet) => world.packets[packet.packet] === undefined && !lost.has(packet.packet))
			.slice(0, MOST)
			.flatMap((packet): Departing[] => {
				const clientId = clientOf(packet, connections) ?? clientOf(packet, world.connections);
				const from = progress(packet, time);
				return clientId === null ? [] : [{ packet, clientId, glide: { from, ms: SHORTEST_MS + (LONGEST_MS - SHORTEST_MS) * (1 - from) } }];
			});
		if (arrived.length === 0) return;
		setDeparting((all) => [...all, ...arrived].slice(-MOST));
		const gone = new Set(arrived);
		setTimeout(() => setDeparting((all) => all.filter((one) => !gone.has(one))), LONGEST_MS);
	}, [world.packets, world.connections, world.lost, now, still, cursor]);
	return departing;
}
