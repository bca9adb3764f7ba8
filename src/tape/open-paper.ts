import { createStore } from "zustand/vanilla";
import { type Inks, openInks } from "#kit/inks.ts";
import { worldAtCursor } from "#room/cursor.ts";
import type { RoomStore } from "#room/room-state.ts";
import { tapeWindow } from "#script/tape-window.ts";
import type { Traffic } from "#traffic/traffic.ts";
import type { Order } from "./lanes.ts";
import { openLayout, type TapeAsk, type TapeLayout } from "./layout.ts";
import type { Matched } from "./match.ts";
import { openPainter } from "./paint.ts";
import { followed, type KnownSpan, lookedBack, resized, type Size, START, type View } from "./view.ts";

/** What the page around the paper has to know: it changes far less often than the paper is painted. */
export type PaperState = {
	readonly scale: number;
	readonly follows: boolean;
	readonly size: Size | null;
	readonly atStart: boolean;
	readonly bars: number | null;
};
/** What is drawn. matched, null: no filter is set. */
type Shown = {
	readonly traffic: Traffic;
	readonly order: Order;
	readonly matched: Matched | null;
	readonly isFaint: TapeAsk["isFaint"];
	readonly focused: string | null;
};
export type Paper = ReturnType<typeof openPaper>;

/** Px that the pen moves among bars before it is painted anew. */
const BAR_MOVES = 3;

/** The paper of one room: what part of it is in sight, and the canvas that shows that part. It asks for frames only while something moves. */
export function openPaper(room: RoomStore) {
	const layoutOf = openLayout();
	const state = createStore<PaperState>(() => ({ scale: START.scale, follows: true, size: null, atStart: true, bars: null }));
	let view: View = START;
	let shown: Shown | null = null;
	let size: Size | null = null;
	let pixels = 1;
	let canvas: { paint: ReturnType<typeof openPainter>; inks: () => Inks } | null = null;
	let layout: TapeLayout | null = null;
	let asked = 0;
	let later: ReturnType<typeof setTimeout> | undefined;
	let dirty = true;
	let paintedAt = Number.NEGATIVE_INFINITY;
	const turning = openTurning(room);

	const span = () => spanOf(room, shown);
	const isMoving = (now: number) => {
		const { link, live } = room.getState();
		return link.state === "live" && !live.clock.paused && layout !== null && layout.frame.along(now) <= layout.frame.edge + 9;
	};
	const ask = (now: number) => (shown === null || size === null ? null : askOf(room, shown, { ...size, ...view }, now));
	const tell = (now: number) => {
		const whole = span();
		const atStart = layout !== null && layout.frame.along(whole.start) >= layout.frame.start - 1;
		const next: PaperState = { scale: view.scale, follows: view.follows, size, atStart, bars: layout?.eachMs ?? null };
		const before = state.getState();
		if ((Object.keys(next) as (keyof PaperState)[]).some((key) => next[key] !== before[key])) state.setState(next);
		if (layout !== null) tellWindow(layout, now);
	};
	const draw = () => {
		asked = 0;
		if (shown === null || size === null || canvas === null) return;
		const whole = span();
		view = turning.turned(view, size, whole);
		const least = layout?.eachMs == null ? 1 / pixels : BAR_MOVES;
		const moved = Math.abs(whole.now - paintedAt) * (view.scale / 1_000) >= least;
		if (dirty || moved) {
			view = followed(view, size, whole);
			const wants = ask(whole.now);
			if (wants === null) return;
			layout = layoutOf(wants);
			canvas.paint(layout, canvas.inks(), pixels);
			paintedAt = whole.now;
			dirty = false;
			clearTimeout(later);
			if (layout.staleMs !== null) later = setTimeout(redraw, layout.staleMs);
			tell(whole.now);
		}
		if (isMoving(whole.now)) next();
	};
	const next = () => {
		if (asked === 0) asked = requestAnimationFrame(draw);
	};
	const redraw = () => {
		dirty = true;
		next();
	};
	return {
		state,
		redraw,
		layout: () => layout,
		span,
		seen: () => seenIn(room, shown),
		show(what: Shown): void {
			shown = what;
			redraw();
		},
		/** Changes what is in sight, from what it is now. */
		look(change: (view: View, size: Size, span: KnownSpan) => View): void {
			if (size === null) return;
			const next = change(turning.turned(view, size, span()), size, span());
			// While somebody looks back, the paper does not go along with what happens now.
			view = turning.isBack() ? { ...next, follows: false } : next;
			redraw();
		},
		resize(next: Size, scale: number): void {
			if (size !== null && next.width === size.width && next.height === size.height && next.down === size.down && scale === pixels) return;
			view = resized(view, size, next);
			[size, pixels] = [next, scale];
			redraw();
		},
		attach(element: HTMLCanvasElement): () => void {
			canvas = { paint: openPainter(element), inks: openInks(element) };
			redraw();
			return () => {
				canvas = null;
				cancelAnimationFrame(asked);
				clearTimeout(later);
				asked = 0;
				tapeWindow.setState({ shown: null });
			};
		},
		inks: () => canvas?.inks() ?? null,
		/** What a layout is asked for now; null: the paper is not there yet. */
		asks: () => ask(span().now),
	};
}

/** The paper goes to where the cursor has gone, also while nobody saw it. */
function openTurning(room: RoomStore) {
	let { cursor } = room.getState();
	return {
		isBack: () => cursor.at === "moment",
		turned(view: View, size: Size, whole: KnownSpan): View {
			const next = room.getState().cursor;
			if (next === cursor) return view;
			cursor = next;
			return next.at === "live" ? { ...view, follows: true } : lookedBack(view, next.time, size, whole);
		},
	};
}

/** The moment that somebody looks at: that of the cursor, or else that of the selected packet. */
function seenIn(room: RoomStore, shown: Shown | null): number | null {
	const { cursor, selection } = room.getState();
	if (cursor.at === "moment") return cursor.time;
	return selection?.of === "packet" ? (shown?.traffic.named(selection.packet)?.left.at ?? null) : null;
}

function spanOf(room: RoomStore, shown: Shown | null): KnownSpan {
	const first = shown?.traffic.packets[0]?.left.at;
	const opened = shown?.traffic.paces[0]?.at ?? 0;
	const now = Math.max(room.now(), room.getState().live.at);
	return { start: Math.min(now, Math.max(0, Math.min(first ?? opened, opened))), now };
}

function askOf(room: RoomStore, shown: Shown, place: Size & View, now: number): TapeAsk {
	const state = room.getState();
	const { cursor, selection, link } = state;
	const { from, scale, scroll, width, height, down } = place;
	return {
		...shown,
		...{ from, scale, scroll, width, height, down },
		now: { seq: shown.traffic.upTo, at: now },
		live: link.state !== "recorded",
		cursor: cursor.at === "live" ? null : { seq: cursor.seq, at: cursor.time },
		worlds: { shown: worldAtCursor(state), now: state.live },
		matches: shown.matched?.matches ?? null,
		selected: selection?.of === "packet" ? selection.packet : null,
	};
}

/** Ms by which the end of what is in sight moves before it is told again. */
const TOLD_MS = 200;

function tellWindow({ frame }: TapeLayout, now: number): void {
	const window = { from: Math.max(frame.from, 0), to: Math.min(frame.to, now) };
	const told = tapeWindow.getState().shown;
	if (told?.from !== window.from || Math.abs(told.to - window.to) > TOLD_MS) tapeWindow.setState({ shown: window });
}
