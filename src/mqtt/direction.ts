import type { Direction } from "./packet.ts";

export function otherWay(direction: Direction): Direction {
	return direction === "up" ? "down" : "up";
}
