import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#kit/button.tsx";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import type { LogLine } from "#story/log-line.ts";
import { LogRow } from "./log-row.tsx";
import { onceQuiet } from "./once-quiet.ts";
import { PLAIN_AT_MOST, PlainLines } from "./plain-lines.tsx";
import "./log-list.css";

/** A short log does without it; without a host there is still what is newest. */
const VirtualLines = lazy(() =>
	import("./virtual-lines.tsx").then(
		(loaded) => ({ default: loaded.VirtualLines }),
		() => ({ default: PlainLines }),
	),
);
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
	const { following, atBeginning, jump } = useFollow(box, content, lines);
	const plain = <PlainLines lines={lines} box={box} draw={draw} />;
	useQuietly(atBeginning && past === "unasked" ? askPast : null);
	return (
		<div className="log-list">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach */}
			<div className="log-list-scroll" ref={box} role="log" aria-live="off" aria-label="Log lines" tabIndex={0}>
				<div ref={content}>
					{past !== null && <p className="log-list-before">{BEFORE[past]}</p>}
					{lines.length <= PLAIN_AT_MOST ? (
						plain
					) : (
						<Suspense fallback={plain}>
							<VirtualLines lines={lines} box={box} draw={draw} />
						</Suspense>
					)}
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
) {
	const [following, setFollowing] = useState(true);
	const [atBeginning, setAtBeginning] = useState(false);
	const last = useRef(0);
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
	const drawn = useRef({ height: 0, first: 0 });
	useLayoutEffect(() => {
		const element = box.current;
		if (element === null) return;
		const first = lines[0]?.seq ?? 0;
		const { scrollHeight: height } = element;
		const before = drawn.current;
		drawn.current = { height, first };
		if (following) element.scrollTop = height;
		// Earlier lines have come in front: the lines in view stay where they are.
		else if (first < before.first) element.scrollTop += height - before.height;
		setAtBeginning(element.scrollTop < NEAR_BEGINNING);
	}, [box, lines, following]);
	return { following, atBeginning, jump: () => setFollowing(true) };
}
