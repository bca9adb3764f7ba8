import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { LIMITS } from "#contract/limits.ts";
import { Button } from "#kit/button.tsx";
import type { RoomState, Selection } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import type { LogLine } from "#story/log-line.ts";
import { lineAt } from "./lines.ts";
import { LogRow } from "./log-row.tsx";
import { moveInLog } from "./move-in-log.ts";
import { onceQuiet } from "./once-quiet.ts";
import { isSelected } from "./selected.ts";
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
	readonly past: RoomState["past"] | "left-out" | null;
	readonly askPast: () => void;
	readonly showDoor: () => void;
	readonly timeOf: (line: LogLine) => string;
};
const BEFORE = {
	unasked: "Loading earlier lines.",
	asked: "Loading earlier lines.",
	told: "Nothing older is kept.",
	refused: "The earlier lines could not be loaded.",
	"left-out": `The log has lines for ${LIMITS.logLines.toLocaleString("en")} events. To read earlier ones, go back to their time.`,
} as const;

/** Draws only the lines in view. Follows the newest line until somebody scrolls up, and asks for the past once the beginning is in view. */
export function LogList({ lines, wholeOf, past, askPast, showDoor, timeOf }: ListProps) {
	const { room } = usePlayground();
	const clearedBefore = useCallback(
		(seq: number | null) => {
			const { history } = room.getState();
			return (seq === null ? history.live : history.at(seq))?.clearedSeq;
		},
		[room],
	);
	const box = useRef<HTMLDivElement | null>(null);
	// What draws a part of the lines asks the box where that part is: the lines are drawn once the box is there.
	const [isThere, setThere] = useState(false);
	const boxed = useCallback((element: HTMLDivElement | null) => {
		box.current = element;
		setThere(element !== null);
	}, []);
	const [open, setOpen] = useState<number | null>(null);
	const toggle = useCallback((seq: number) => setOpen((now) => (now === seq ? null : seq)), []);
	const moment = useCalmly((state) => (state.cursor.at === "live" ? null : state.cursor.seq));
	const here = moment === null ? null : lineAt(lines, moment);
	const hereSeq = here === null ? null : (lines[here]?.seq ?? null);
	const led = useStore(room, (state) => state.class !== null);
	const selection = useStore(room, (state) => state.selection);
	const onPick = useCallback((line: LogLine) => room.select(selectionOf(line)), [room]);
	const [reached, onReach] = useState<number | null>(null);
	const reachedSeq = reached ?? hereSeq ?? lines.at(-1)?.seq ?? null;
	const onSeek = useCallback((seq: number) => room.seek({ seq }), [room]);
	const draw = useCallback(
		(line: LogLine) => (
			<LogRow
				line={line}
				led={led}
				open={open === line.seq}
				onToggle={toggle}
				wholeOf={wholeOf}
				showDoor={showDoor}
				timeOf={timeOf}
				selected={isSelected(selection, line, moment, clearedBefore)}
				stands={moment === null ? null : line.seq === hereSeq ? "here" : line.seq > moment ? "later" : null}
				reached={line.seq === reachedSeq}
				onReach={onReach}
				onSeek={onSeek}
				onPick={onPick}
			/>
		),
		[led, open, toggle, wholeOf, showDoor, timeOf, selection, clearedBefore, moment, hereSeq, reachedSeq, onSeek, onPick],
	);
	const content = useRef<HTMLDivElement>(null);
	const Lines = useLines(lines.length);
	const { following, atBeginning, jump } = useFollow(box, content, lines, isThere ? Lines : null, moment !== null);
	useQuietly(atBeginning && past === "unasked" ? askPast : null);
	return (
		<div className="log-list">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach */}
			<div className="log-list-scroll" ref={boxed} role="log" aria-live="off" aria-label="Log lines" tabIndex={0} onKeyDown={moveInLog}>
				<div ref={content}>
					{past !== null && <p className="log-list-before">{BEFORE[past]}</p>}
					{isThere && <Lines lines={lines} box={box} draw={draw} inView={moment === null ? null : (here ?? 0)} />}
				</div>
			</div>
			{!following && moment === null && (
				<Button className="log-list-jump" size="small" icon="down" onClick={jump}>
					Jump to latest
				</Button>
			)}
		</div>
	);
}

function selectionOf({ packet, message }: LogLine): Selection {
	if (packet !== undefined) return { of: "packet", packet, field: null };
	return message === null ? null : { of: "message", message, subscriber: null };
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
	reviewing: boolean,
) {
	const [followed, setFollowing] = useState(true);
	// Back at the moment that happens now, the list goes on as before.
	const following = followed && !reviewing;
	const [atBeginning, setAtBeginning] = useState(false);
	const last = useRef(0);
	const drawn = useRef<{ height: number; first: number; by: unknown }>({ height: 0, first: 0, by: null });
	const wanted = useRef(following);
	wanted.current = following;
	const looksBack = useRef(reviewing);
	looksBack.current = reviewing;
	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		const scrolled = () => {
			const { scrollTop, scrollHeight, clientHeight } = element;
			// While the page looks back, the list goes to the moment that is shown.
			if (looksBack.current) last.current = scrollTop;
			else if (scrollHeight - scrollTop - clientHeight < NEAR_END) setFollowing(true);
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
		else if (before.by !== null && (first < before.first || drawnBy !== before.by)) element.scrollTop += height - before.height;
		setAtBeginning(element.scrollTop < NEAR_BEGINNING);
	}, [box, lines, following, drawnBy]);
	return { following, atBeginning, jump: () => setFollowing(true) };
}
