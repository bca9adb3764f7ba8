import { type RefObject, useLayoutEffect, useRef } from "react";
import type { PacketUnderWay } from "#model/world.ts";
import type { Movers } from "./movers.ts";

type Ends = { readonly from: { readonly x: number; readonly y: number }; readonly to: { readonly x: number; readonly y: number } };

/** What React draws once and a loop moves: the element of this packet, between these ends. */
export function useRiding<T extends HTMLElement>(movers: Movers, packet: PacketUnderWay, { from, to }: Ends): RefObject<T | null> {
	const element = useRef<T>(null);
	const [fromX, fromY, toX, toY] = [from.x, from.y, to.x, to.y];
	useLayoutEffect(() => {
		if (element.current === null) return;
		return movers.ride({ element: element.current, packet, from: { x: fromX, y: fromY }, to: { x: toX, y: toY } });
	}, [movers, packet, fromX, fromY, toX, toY]);
	return element;
}
