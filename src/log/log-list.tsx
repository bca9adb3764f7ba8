import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#kit/button.tsx";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import type { LogLine } from "#story/log-line.ts";
import { LogRow } from "./log-row.tsx";
import { onceQuiet } from "./once-quiet.ts";
import { useLines } from "./use-lines.ts";
import "./log-list.css";

/** Px from the end within which the list follows the newest line. */
const NEAR_END = 24;
/** Px from the beginning within which the past is asked for. */
const NEAR_BEGINNING = 200;

type ListProps = {
	readonly lines: readonly LogLine[];
	readonly wholeOf: (line: LogLine) => string;
	/** What there is before the first line; null: nothing, the room begins there. */
	readonly past: RoomState["past"] | null;
	readonly askPast: () => void;
	readonly showDoor: () => void;
};
const BEFORE = {
	unasked: "Loading earlier lines.",
	asked: "Loading earlier lines.",
	told: "Nothing older is kept.",
	refused: "The earlier lines could not be loaded.",
} as const;

/** Draws only the lines in view. Follows the newest line until somebody scrolls up, and asks for the past once the beginning is in view. */
export function LogList({ lines, wholeOf, past, askPast, showDoor }: ListProps) {
	const box = useRef<HTMLDivElement>(null);
	const [open, setOpen] = useState<number | null>(null);
	const toggle = useCallback((seq: number) => setOpen((now) => (now === seq ? null : seq)), []);
	const draw = useCallback(
		(line: LogLine) => <LogRow line={line} open={open === line.seq} onToggle={toggle} wholeOf={wholeOf} showDoor={showDoor} />,
		[open, toggle, wholeOf, showDoor],
	);
	const content = useRef<HTMLDivElement>(null);
	const Lines = useLines(lines.length);
	const { following, atBeginning, jump } = useFollow(box, content, lines, Lines);
	useQuietly(atBeginning && past === "unasked" ? askPast : null);
	return (
		<div className="log-list">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach */}
			<div className="log-list-scroll" ref={box} role="log" aria-live="off" aria-label="Log lines" tabIndex={0}>
				<div ref={content}>
					{past !== null && <p className="log-list-before">{BEFORE[past]}</p>}
					<Lines lines={lines} box={box} draw={draw} />
				</div>
			</div>
			{!following && (
				<Button className="log-list-jump" size="small" icon="down" onClick={jump}>
					Jump to latest
				</Button>
			)}
		</div>
	);
}

/** See onceQuiet(). Null: nothing is to be called. */
function useQuietly(call: (() => void) | null): void {
	const { room } = usePlayground();
	useEffect(() => (call === null ? undefined : onceQuiet(room, call)), [room, call]);
}

/** Only a scroll upwards stops the following: when a list grows under a resting thumb, that is not one. */
function useFollow(
	box: React.RefObject<HTMLDivElement | null>,
	content: React.RefObject<HTMLDivElement | null>,
	lines: readonly LogLine[],
	drawnBy: unknown,
) {
	const [following, setFollowing] = useState(true);
	const [atBeginning, setAtBeginning] = useState(false);
	const last = useRef(0);
	const drawn = useRef<{ height: number; first: number; by: unknown }>({ height: 0, first: 0, by: null });
	const wanted = useRef(following);
	wanted.current = following;
	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		const scrolled = () => {
			const { scrollTop, scrollHeight, clientHeight } = element;
			if (scrollHeight - scrollTop - clientHeight < NEAR_END) setFollowing(true);
			else if (scrollTop < last.current) setFollowing(false);
			last.current = scrollTop;
			setAtBeginning(scrollTop < NEAR_BEGINNING);
		};
		// Nor is a scroll that comes from the box's own change of size.
		const resized = () => {
			if (wanted.current) element.scrollTop = element.scrollHeight;
			last.current = element.scrollTop;
			drawn.current.height = element.scrollHeight;
		};
		const observer = new ResizeObserver(resized);
		observer.observe(element);
		if (content.current !== null) observer.observe(content.current);
		element.addEventListener("scroll", scrolled, { passive: true });
		return () => {
			observer.disconnect();
			element.removeEventListener("scroll", scrolled);
		};
	}, [box, content]);
	useLayoutEffect(() => {
		const element = box.current;
		if (element === null) return;
		const first = lines[0]?.seq ?? 0;
		const { scrollHeight: height } = element;
		const before = drawn.current;
		drawn.current = { height, first, by: drawnBy };
		if (following) element.scrollTop = height;
		// Earlier lines have come in front, or the lines above are drawn in another height: the lines in view stay where they are.
		else if (first < before.first || drawnBy !== before.by) element.scrollTop += height - before.height;
		setAtBeginning(element.scrollTop < NEAR_BEGINNING);
	}, [box, lines, following, drawnBy]);
	return { following, atBeginning, jump: () => setFollowing(true) };
}
