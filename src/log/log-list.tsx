import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "#kit/button.tsx";
import type { LogLine } from "#story/log-line.ts";
import { LogRow } from "./log-row.tsx";
import "./log-list.css";

/** Px, before a row has been measured. */
const ROW = 22;
/** Px from the end within which the list follows the newest line. */
const NEAR_END = 24;

/** Draws only the lines in view. Follows the newest line until somebody scrolls up. */
export function LogList({ lines, wholeOf }: { lines: readonly LogLine[]; wholeOf: (line: LogLine) => string }) {
	const box = useRef<HTMLDivElement>(null);
	const [open, setOpen] = useState<number | null>(null);
	const toggle = useCallback((seq: number) => setOpen((now) => (now === seq ? null : seq)), []);
	const virtual = useVirtualizer({
		count: lines.length,
		getScrollElement: () => box.current,
		estimateSize: () => ROW,
		getItemKey: (index) => lines[index]?.seq ?? index,
		overscan: 12,
		paddingEnd: 6,
		useFlushSync: false,
	});
	const total = virtual.getTotalSize();
	const { following, jump } = useFollow(box, total);
	return (
		<div className="log-list">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region that the keyboard has to reach */}
			<div className="log-list-scroll" ref={box} role="log" aria-live="off" aria-label="Log lines" tabIndex={0}>
				<div className="log-list-tall" style={{ height: total }}>
					{virtual.getVirtualItems().map(({ index, key, start }) => {
						const line = lines[index];
						if (line === undefined) return null;
						return (
							<div
								key={key}
								className="log-list-place"
								ref={virtual.measureElement}
								data-index={index}
								style={{ transform: `translateY(${start}px)` }}
							>
								<LogRow line={line} open={open === line.seq} onToggle={toggle} wholeOf={wholeOf} />
							</div>
						);
					})}
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

/** Only a scroll upwards stops the following: when a list grows under a resting thumb, that is not one. */
function useFollow(box: React.RefObject<HTMLDivElement | null>, total: number) {
	const [following, setFollowing] = useState(true);
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
		};
		// Nor is a scroll that comes from the box's own change of size.
		const resized = () => {
			if (wanted.current) element.scrollTop = element.scrollHeight;
			last.current = element.scrollTop;
		};
		const observer = new ResizeObserver(resized);
		observer.observe(element);
		element.addEventListener("scroll", scrolled, { passive: true });
		return () => {
			observer.disconnect();
			element.removeEventListener("scroll", scrolled);
		};
	}, [box]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: it follows the height
	useLayoutEffect(() => {
		const element = box.current;
		if (element !== null && following) element.scrollTop = element.scrollHeight;
	}, [box, total, following]);
	return { following, jump: () => setFollowing(true) };
}
