import { type RefObject, useEffect } from "react";
import type { RoomStore } from "#room/room-state.ts";
import { momentAt } from "#script/look-back.ts";
import { NEAR, wayAt } from "./hit.ts";
import type { Paper } from "./open-paper.ts";
import { panned, zoomed } from "./view.ts";
import type { TapeWay } from "./ways.ts";

export type Tip = { readonly way: TapeWay; readonly x: number; readonly y: number };

/** The bit of a pointer's first button, or of a finger that touches, in `buttons`. */
const PRIMARY = 1;
/** Px that a pointer moves before it drags the paper. */
const DRAG = 5;
/** Px of the wheel that double the scale. */
const WHEEL_DOUBLES = 240;

/** What a pointer does on the paper: it chooses, drags and zooms; on the axis it sends the cursor to that moment. */
export function useGestures(box: RefObject<HTMLElement | null>, paper: Paper, room: RoomStore, setTip: (tip: Tip | null) => void): void {
	useEffect(() => {
		const element = box.current;
		if (element === null) return;
		const at = (event: { clientX: number; clientY: number }): readonly [number, number] => {
			const { left, top, width } = element.getBoundingClientRect();
			// A zoomed ancestor scales client rectangles, but not what is drawn.
			const zoom = element.offsetWidth === 0 ? 1 : width / element.offsetWidth;
			return [(event.clientX - left) / zoom, (event.clientY - top) / zoom];
		};
		const stops = [drags(element, paper, room, at, setTip), wheels(element, paper, at), seeks(element, paper, room, at)];
		return () => {
			for (const stop of stops) stop();
		};
	}, [box, paper, room, setTip]);
}

type At = (event: { clientX: number; clientY: number }) => readonly [number, number];

function listen<Name extends keyof HTMLElementEventMap>(
	element: HTMLElement,
	name: Name,
	call: (event: HTMLElementEventMap[Name]) => void,
	passive = true,
): () => void {
	element.addEventListener(name, call, { passive });
	return () => element.removeEventListener(name, call);
}

const along = (paper: Paper, [x, y]: readonly [number, number]) => (paper.layout()?.frame.down ? y : x);

function isOnAxis(paper: Paper, [x, y]: readonly [number, number]): boolean {
	const layout = paper.layout();
	return layout !== null && (layout.frame.down ? x < 56 : y >= layout.lanes.axis);
}

function seek(paper: Paper, room: RoomStore, point: readonly [number, number]): void {
	const time = paper.layout()?.frame.at(along(paper, point));
	if (time === undefined) return;
	if (time >= paper.span().now) room.seek("live");
	else room.seek(momentAt(room.getState().history, time));
}

function seeks(element: HTMLElement, paper: Paper, room: RoomStore, at: At): () => void {
	return listen(element, "dblclick", (event) => seek(paper, room, at(event)));
}

function wheels(element: HTMLElement, paper: Paper, at: At): () => void {
	const wheel = (event: WheelEvent) => {
		event.preventDefault();
		const lines = event.deltaMode === 1 ? 16 : 1;
		const [dx, dy] = [event.deltaX * lines, event.deltaY * lines];
		const layout = paper.layout();
		if (layout === null) return;
		if (event.ctrlKey || event.metaKey) {
			paper.look((view, size, span) => zoomed(view, view.scale * 2 ** (-dy / WHEEL_DOUBLES), along(paper, at(event)), size, span));
			return;
		}
		const { down } = layout.frame;
		const room = down ? layout.width : layout.height;
		const across = down ? dx : dy;
		const scrolls = layout.lanes.extent > room && !event.shiftKey && Math.abs(across) > Math.abs(down ? dy : dx);
		if (scrolls) paper.look((view) => ({ ...view, scroll: Math.max(0, Math.min(view.scroll + across, layout.lanes.extent - room)) }));
		else paper.look((view, size, span) => panned(view, Math.abs(dx) > Math.abs(dy) ? dx : dy, size, span));
	};
	return listen(element, "wheel", wheel, false);
}

function drags(element: HTMLElement, paper: Paper, room: RoomStore, at: At, setTip: (tip: Tip | null) => void): () => void {
	const pointers = new Map<number, readonly [number, number]>();
	let dragged = false;
	let start: readonly [number, number] = [0, 0];
	const down = (event: PointerEvent) => {
		if (event.button !== 0 || (event.target instanceof Element && event.target.closest("button") !== null)) return;
		if (pointers.size === 0) [dragged, start] = [false, at(event)];
		pointers.set(event.pointerId, at(event));
		setTip(null);
	};
	const move = (event: PointerEvent) => {
		// A pointer that is let go of outside this element, or outside the window, may not be told here.
		if ((event.buttons & PRIMARY) === 0) pointers.delete(event.pointerId);
		const before = pointers.get(event.pointerId);
		const now = at(event);
		const layout = paper.layout();
		if (layout === null) return;
		if (before === undefined) {
			const way = event.pointerType === "mouse" ? wayAt(layout, now, NEAR.mouse) : null;
			element.style.cursor = way !== null ? "pointer" : isOnAxis(paper, now) ? "ew-resize" : "";
			setTip(way === null ? null : { way, x: now[0], y: now[1] });
			return;
		}
		if (!dragged && Math.hypot(now[0] - start[0], now[1] - start[1]) < DRAG) return;
		if (!dragged) element.setPointerCapture(event.pointerId);
		dragged = true;
		const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
		pointers.set(event.pointerId, now);
		if (other !== undefined) {
			const spread = (one: readonly [number, number]) => Math.max(20, Math.hypot(one[0] - other[0], one[1] - other[1]));
			const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2] as const;
			paper.look((view, size, span) =>
				zoomed({ ...view, follows: false }, (view.scale * spread(now)) / spread(before), along(paper, middle), size, span),
			);
			return;
		}
		const [dx, dy] = [before[0] - now[0], before[1] - now[1]];
		const isDown = layout.frame.down;
		const least = Math.max(0, layout.lanes.extent - (isDown ? layout.width : layout.height));
		paper.look((view, size, span) => ({
			...panned(view, isDown ? dy : dx, size, span),
			scroll: Math.max(0, Math.min(view.scroll + (isDown ? dx : dy), least)),
		}));
	};
	const up = (event: PointerEvent) => {
		if (!pointers.delete(event.pointerId) || dragged || event.type === "pointercancel") return;
		const layout = paper.layout();
		if (layout === null) return;
		const point = at(event);
		if (isOnAxis(paper, point)) return seek(paper, room, point);
		const way = wayAt(layout, point, event.pointerType === "mouse" ? NEAR.mouse : NEAR.touch);
		room.select(way === null ? null : { of: "packet", packet: way.packet.packet, field: null });
	};
	const stops = [
		listen(element, "pointerdown", down),
		listen(element, "pointermove", move),
		listen(element, "pointerup", up),
		listen(element, "pointercancel", up),
		listen(element, "lostpointercapture", ({ pointerId }) => pointers.delete(pointerId)),
		listen(element, "pointerleave", () => setTip(null)),
	];
	return () => {
		for (const stop of stops) stop();
	};
}
