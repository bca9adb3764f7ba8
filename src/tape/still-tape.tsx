import { useEffect, useMemo, useRef, useState } from "react";
import { openInks } from "#kit/inks.ts";
import { useTheme } from "#kit/theme.ts";
import type { StillRun } from "#traffic/still-run.ts";
import { type Order, orderOf } from "./lanes.ts";
import { openLayout } from "./layout.ts";
import { openPainter } from "./paint.ts";
import "./still-tape.css";

/** order: what stands above the broker and below, as far as it is known; clients that only this traffic has follow. */
type StillProps = StillRun & { readonly order: Order };

/** A run that is over, drawn as the tape draws it. */
export function StillTape({ traffic, order, from, to, later, upTo, ends, mark, marked, label }: StillProps) {
	const canvas = useRef<HTMLCanvasElement>(null);
	const [size, setSize] = useState({ width: 0, height: 0 });
	const [layoutOf] = useState(openLayout);
	const theme = useTheme();
	useEffect(() => {
		const box = canvas.current?.parentElement;
		if (!box) return;
		const observer = new ResizeObserver(() => setSize({ width: box.clientWidth, height: box.clientHeight }));
		observer.observe(box);
		return () => observer.disconnect();
	}, []);
	const { seq, at } = upTo;
	const layout = useMemo(() => {
		const { width, height } = size;
		if (width === 0 || height === 0) return null;
		const now = { seq, at };
		const ask = { traffic, from: from - later, later, width, height, down: false, scroll: 0, now, live: false, cursor: null };
		const none = { worlds: null, matches: null, isFaint: null, selected: null, focused: null };
		const scale = (width - MARGIN) / ((to - from) / 1_000);
		return layoutOf({ ...ask, ...none, scale, order: orderOf(order, traffic, false) });
	}, [size, traffic, order, from, to, later, seq, at, layoutOf]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the picture has the colours of the theme
	useEffect(() => {
		const element = canvas.current;
		if (element === null || layout === null) return;
		const draw = () => openPainter(element)(layout, openInks(element)(), window.devicePixelRatio);
		draw();
		void document.fonts.ready.then(draw);
	}, [layout, theme]);
	const along = (moment: number) => layout?.frame.along(moment - later) ?? 0;
	const isInSight = layout !== null && mark !== null && along(mark) >= layout.frame.start && along(mark) <= size.width;
	return (
		<div className="still-tape" role="img" aria-label={ends === null ? label : `${label}, ${ends}`}>
			<canvas ref={canvas} />
			{isInSight && <i className="still-tape-mark" style={{ left: along(mark) }} />}
			{isInSight && marked !== null && (
				<b className="still-tape-marked" style={{ left: along(mark) }}>
					{marked}
				</b>
			)}
			{layout !== null && ends !== null && <End at={Math.max(layout.frame.start, along(at + later))} width={size.width} says={ends} />}
		</div>
	);
}

/** Said behind the end, or before it where there is no room behind it. */
function End({ at, width, says }: { readonly at: number; readonly width: number; readonly says: string }) {
	const behind = at + WORDS < width;
	return (
		<span className="still-tape-end" data-behind={behind} style={behind ? { left: at } : { right: width - at }}>
			{says}
		</span>
	);
}

/** Px that these words take. */
const WORDS = 180;
/** Px that the names of the lanes and the end of the paper take. */
const MARGIN = 100;
