import type { Playground } from "#script/playground.ts";
import { trafficOf } from "#script/use-traffic.ts";
import type { LogLine } from "#story/log-line.ts";
import { wallOf } from "#traffic/wall.ts";
import { roomTime } from "./lines.ts";

/** The time of a line on the wall; where nothing tells what time it was there, that of the room. */
export function openWallClock(playground: Playground): (line: LogLine) => string {
	const traffic = trafficOf(playground);
	return (line) => {
		const wall = wallOf(traffic.getState(), line);
		return wall === null ? roomTime(line) : wallText(wall);
	};
}

/** "14:03:27.213", in the time zone of the page. */
export function wallText(ms: number): string {
	const time = new Date(ms);
	const two = (part: number) => String(part).padStart(2, "0");
	const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(":");
	return `${parts}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}
