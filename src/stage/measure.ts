import type { Span } from "./layout.ts";

export type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
/** Everything that the wires are attached to, in CSS px of the stage's content. */
export type Boxes = {
	/** Whether the stage, of whose width its content may take less, has publishers above the broker and subscribers below. */
	readonly tall: boolean;
	readonly width: number;
	readonly height: number;
	readonly broker: Box | null;
	/** The part of the sessions that the broker's column shows. */
	readonly glass: Box | null;
	readonly cards: ReadonlyMap<string, Box>;
	readonly sessions: ReadonlyMap<string, Box>;
	/** The part of the cards that each column shows. */
	readonly columns: ReadonlyMap<string, Box>;
};

export const NO_BOXES: Boxes = {
	tall: false,
	width: 0,
	height: 0,
	broker: null,
	glass: null,
	cards: new Map(),
	sessions: new Map(),
	columns: new Map(),
};

/** Below this width in CSS px a stage is tall. */
const WIDE_FROM = 1000;

/** Reads the layout once. `zoom` on an ancestor scales client rectangles, but not offsets; the wires are drawn in offsets. */
export function measure(content: HTMLElement): Boxes {
	const origin = content.getBoundingClientRect();
	const scale = content.offsetWidth === 0 ? 1 : origin.width / content.offsetWidth;
	const box = (element: Element): Box => {
		const rect = element.getBoundingClientRect();
		const at = (value: number, from: number) => Math.round(((value - from) / scale) * 2) / 2;
		return {
			left: at(rect.left, origin.left),
			top: at(rect.top, origin.top),
			right: at(rect.right, origin.left),
			bottom: at(rect.bottom, origin.top),
		};
	};
	const named = (attribute: string) => {
		const found = new Map<string, Box>();
		for (const element of content.querySelectorAll(`[${attribute}]`)) found.set(element.getAttribute(attribute) ?? "", box(element));
		return found;
	};
	const one = (selector: string) => {
		const element = content.querySelector(selector);
		return element === null ? null : box(element);
	};
	return {
		tall: (content.parentElement ?? content).offsetWidth < WIDE_FROM,
		width: content.offsetWidth,
		height: content.offsetHeight,
		broker: one(".broker"),
		glass: one(".broker-body"),
		cards: named("data-wire-card"),
		sessions: named("data-wire-session"),
		columns: named("data-wire-column"),
	};
}

export function sameBoxes(a: Boxes, b: Boxes): boolean {
	return (
		a.tall === b.tall &&
		a.width === b.width &&
		a.height === b.height &&
		sameBox(a.broker, b.broker) &&
		sameBox(a.glass, b.glass) &&
		sameMap(a.cards, b.cards) &&
		sameMap(a.sessions, b.sessions) &&
		sameMap(a.columns, b.columns)
	);
}

function sameBox(a: Box | null | undefined, b: Box | null | undefined): boolean {
	if (a === b) return true;
	if (!a || !b) return false;
	return a.left === b.left && a.top === b.top && a.right === b.right && a.bottom === b.bottom;
}

function sameMap(a: ReadonlyMap<string, Box>, b: ReadonlyMap<string, Box>): boolean {
	return a.size === b.size && [...a].every(([name, box]) => sameBox(box, b.get(name)));
}

/** The part of a box that its window shows, top to bottom; a box that is scrolled out of the window lies flat at the nearer edge. */
export function clip(box: Box, window: Box | null | undefined): Span {
	if (!window) return { from: box.top, to: box.bottom };
	const into = (value: number) => Math.min(Math.max(value, window.top), window.bottom);
	return { from: into(box.top), to: into(box.bottom) };
}
