import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect } from "react";
import type { LinesProps } from "./plain-lines.tsx";
import "./virtual-lines.css";

/** Px, before a row has been measured. */
const ROW = 22;

/** Of a long log, only the lines in view. */
export function VirtualLines({ lines, box, draw, inView }: LinesProps) {
	const virtual = useVirtualizer({
		count: lines.length,
		getScrollElement: () => box.current,
		estimateSize: () => ROW,
		getItemKey: (index) => lines[index]?.seq ?? index,
		// It may take over from a list that has been scrolled.
		initialOffset: () => box.current?.scrollTop ?? 0,
		overscan: 12,
		paddingEnd: 6,
		useFlushSync: false,
	});
	useEffect(() => {
		if (inView === null) return;
		const { startIndex = 0, endIndex = 0 } = virtual.range ?? {};
		// What was before it and what came after it are in view too.
		if (inView < startIndex || inView > endIndex) virtual.scrollToIndex(inView, { align: "center" });
	}, [virtual, inView]);
	return (
		<div className="virtual-lines" style={{ height: virtual.getTotalSize() }}>
			{virtual.getVirtualItems().map(({ index, key, start }) => {
				const line = lines[index];
				if (line === undefined) return null;
				return (
					<div
						key={key}
						className="virtual-lines-place"
						ref={virtual.measureElement}
						data-index={index}
						style={{ transform: `translateY(${start}px)` }}
					>
						{draw(line)}
					</div>
				);
			})}
		</div>
	);
}
