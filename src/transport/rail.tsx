import { type KeyboardEvent, type PointerEvent, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { late } from "#kit/late.tsx";
import { nowAtCursor, seqAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import { type LookWay, lookTo, momentAt, seekTo } from "#script/look-back.ts";
import { type Playground, usePlayground, useRecorded } from "#script/playground.ts";
import { tapeWindow } from "#script/tape-window.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { trafficOf } from "#script/use-traffic.ts";
import { timeText } from "#story/phrases.ts";
import { openRail, railScale, timeAt, xOf } from "./rail-layout.ts";
import { openRailPaint } from "./rail-paint.ts";
import "./rail.css";

/** Loaded when somebody first points at the rail, or goes there. */
const RailLegend = late(
	async () => (await import("./rail-legend.tsx")).RailLegend,
	() => null,
);

/** Ms between two drawings while the room goes on. */
const EVERY_MS = 100;
/** A drawing that takes long is followed by a rest that is so many times as long. */
const SHARE = 20;
const HEIGHT = 30;
/** Px from the right end within which a press means the present. */
const LIVE_WITHIN = 9;

const WAYS: Readonly<Record<string, LookWay>> = {
	ArrowLeft: "back",
	ArrowDown: "back",
	ArrowRight: "forward",
	ArrowUp: "forward",
	PageUp: "page-forward",
	PageDown: "page-back",
	Home: "beginning",
	End: "live",
};

/** Overview, scrub bar, and the window of the tape in one: everything that the page knows of the room's past, on one line. */
export function Rail() {
	const playground = usePlayground();
	const box = useRef<HTMLDivElement>(null);
	const canvas = useRef<HTMLCanvasElement>(null);
	const [asked, setAsked] = useState(false);
	const ask = () => setAsked(true);
	usePainted(playground, box, canvas);
	const from = useCalmly(fromOf);
	const to = useCalmly(toOf);
	const cursor = useStore(playground.drawn, (state) => state.cursor);
	const present = useRecorded() ? "The end of the recording" : "Live";
	const scrub = (event: PointerEvent<HTMLDivElement>) => {
		const { history } = playground.room.getState();
		const { left, width } = event.currentTarget.getBoundingClientRect();
		// The Lab may be drawn larger than its px: see the zoom of the page.
		const zoom = width / Math.max(1, event.currentTarget.offsetWidth);
		const x = (event.clientX - left) / zoom;
		const scale = railScale({ history, now: playground.room.now(), width: width / zoom });
		if (x >= xOf(scale, scale.to) - LIVE_WITHIN) return seekTo("live", playground);
		seekTo(momentAt(history, timeAt(scale, x)), playground);
	};
	const onKeyDown = (event: KeyboardEvent) => {
		const way = WAYS[event.key];
		if (way === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		event.preventDefault();
		lookTo(way, playground);
	};
	return (
		<div
			ref={box}
			className="rail"
			role="slider"
			tabIndex={0}
			aria-label="Moment of the room"
			aria-valuemin={from}
			aria-valuemax={Math.max(from, to)}
			aria-valuenow={cursor.at === "live" ? Math.max(from, to) : cursor.seq}
			aria-valuetext={cursor.at === "live" ? present : `${timeText(cursor.time)}, event ${cursor.seq}`}
			onKeyDown={onKeyDown}
			onPointerEnter={ask}
			onFocus={ask}
			onPointerDown={(event) => {
				if (event.button !== 0) return;
				event.currentTarget.setPointerCapture(event.pointerId);
				scrub(event);
			}}
			onPointerMove={(event) => {
				if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event);
			}}
		>
			{/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus */}
			<canvas ref={canvas} aria-hidden="true" />
			<Suspense fallback={null}>{asked && <RailLegend />}</Suspense>
		</div>
	);
}

const fromOf = ({ history }: RoomState) => history.from;
const toOf = ({ live }: RoomState) => live.seq;

/**
 * Drawn anew when something has changed, and while the clock of the room runs; ten times a second at most. A move of the cursor, or of the tape, is
 * drawn with the next frame, in a hurry.
 */
function usePainted(playground: Playground, box: RefObject<HTMLElement | null>, canvas: RefObject<HTMLCanvasElement | null>): void {
	useEffect(() => {
		const [place, sheet] = [box.current, canvas.current];
		if (place === null || sheet === null) return;
		const { room, read } = playground;
		const traffic = trafficOf(playground);
		const paint = openRailPaint(sheet);
		const layout = openRail();
		let hurried = false;
		let frame = 0;
		let changed = true;
		let restsUntil = 0;
		let drawnAt = Number.NaN;
		const draw = () => {
			frame = 0;
			const width = place.offsetWidth;
			if (width === 0) return;
			const began = performance.now();
			drawnAt = room.now();
			const scale = (window.devicePixelRatio || 1) * (place.getBoundingClientRect().width / width);
			const [wide, high] = [Math.round(width * scale), Math.round(HEIGHT * scale)];
			if (sheet.width !== wide || sheet.height !== high) [sheet.width, sheet.height] = [wide, high];
			const input = { ...railState(playground), traffic: traffic.getState(), shown: tapeWindow.getState().shown, width };
			paint(layout(input, hurried), scale);
			changed = hurried;
			hurried = false;
			const done = performance.now();
			restsUntil = done + SHARE * (done - began);
		};
		const soon = () => {
			if (frame === 0) frame = requestAnimationFrame(draw);
		};
		const hurry = () => {
			hurried = true;
			soon();
		};
		const change = () => {
			changed = true;
		};
		const observer = new ResizeObserver(soon);
		observer.observe(place);
		// The theme is a word on the root.
		const themes = new MutationObserver(soon);
		themes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
		const forced = window.matchMedia("(forced-colors: active)");
		forced.addEventListener("change", soon);
		const stops = [
			room.subscribe((now, before) => (now.cursor === before.cursor ? undefined : hurry())),
			read.subscribe(change),
			traffic.subscribe(change),
			tapeWindow.subscribe(hurry),
		];
		const timer = setInterval(() => {
			if (performance.now() >= restsUntil && (changed || room.now() !== drawnAt)) soon();
		}, EVERY_MS);
		soon();
		return () => {
			for (const stop of stops) stop();
			clearInterval(timer);
			cancelAnimationFrame(frame);
			observer.disconnect();
			themes.disconnect();
			forced.removeEventListener("change", soon);
		};
	}, [playground, box, canvas]);
}

function railState({ room, read }: Playground) {
	const state = read.getState();
	const { cursor } = room.getState();
	const at = { ...state, cursor };
	return {
		history: state.history,
		world: worldAtCursor(at),
		live: state.live,
		seq: seqAtCursor(at),
		time: nowAtCursor(room),
		now: room.now(),
		reviewing: cursor.at === "moment",
	};
}
