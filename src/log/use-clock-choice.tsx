import { type ReactNode, useCallback, useState } from "react";
import { Segmented } from "#kit/segmented.tsx";
import { usePlayground } from "#script/playground.ts";
import type { LogLine } from "#story/log-line.ts";
import { roomTime } from "./lines.ts";

const CHOICES = [
	{ value: "room", label: "Room clock" },
	{ value: "wall", label: "Wall clock" },
] as const;

type TimeOf = (line: LogLine) => string;

/** By which clock the lines have their times: that of the room, or the one on the wall, where that is known. */
export function useClockChoice(): { readonly timeOf: TimeOf; readonly choice: ReactNode } {
	const playground = usePlayground();
	const [chosen, setChosen] = useState<"room" | "wall">("room");
	/** Loaded when it is first chosen; null: the lines have the room's clock until it has come. */
	const [wall, setWall] = useState<TimeOf | null>(null);
	const choose = useCallback(
		(clock: "room" | "wall") => {
			setChosen(clock);
			if (clock === "room") return;
			import("./wall-clock.ts").then(
				({ openWallClock }) => setWall(() => openWallClock(playground)),
				() => {
					setChosen("room");
					playground.room.notice("That part of the page could not be loaded. Is the host still there?");
				},
			);
		},
		[playground],
	);
	const choice = <Segmented label="Times of the lines" choices={CHOICES} value={chosen} onChange={choose} size="small" compact />;
	return { timeOf: chosen === "wall" && wall !== null ? wall : roomTime, choice };
}
