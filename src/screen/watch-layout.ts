import { fallenText } from "./fallen-text.ts";
import { linesOf } from "./fit-text.ts";
import type { WatchedClient } from "./watch-view.ts";

export type ScreenRect = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };

/**
 * How much of a session is drawn. full: filters and slots. waiting: slots only where something waits. short: without slots. line: its name, its
 * queue, and what fell. bare: its name and its numbers.
 */
export type SessionDetail = "full" | "waiting" | "short" | "line" | "bare";

/** A wire between a client and the broker, level at y. from: the client's end; to: the broker's. */
export type ScreenWireShape = { readonly id: string; readonly from: number; readonly to: number; readonly y: number };

export type WatchLayout = {
	readonly broker: ScreenRect;
	readonly detail: SessionDetail;
	readonly cards: ReadonlyMap<string, ScreenRect>;
	/** Whether there are two cards on a side, which say less. */
	readonly compact: boolean;
	readonly sessions: ReadonlyMap<string, ScreenRect>;
	readonly wires: readonly ScreenWireShape[];
};

const MARGIN = 48;
const TOP = 40;
const GAP = 24;
const CARD_HEIGHT = { full: 472, compact: 356 } as const;
/** Px of the broker's case above its first session, at its sides, and below the last one. */
const CASE = { head: 94, side: 26, foot: 20 } as const;
/** Half of a wire's height, with the blocks that it ends in. */
const WIRE_HALF = 56;
/** From the middle of a wire to the edge of its card. */
const BELOW_WIRE = WIRE_HALF + 20;
/** From the middle of one wire to the next on the same side. */
const WIRES_APART = 176;
const BETWEEN = 26;

/** All in px of the stage, from its upper left corner. width, height: of the stage. */
export function watchLayout(clients: readonly WatchedClient[], width: number, height: number): WatchLayout {
	const wide = width >= 1800;
	const [cardW, brokerW] = wide ? [336, 584] : [300, 468];
	const broker = { x: (width - brokerW) / 2, y: TOP, w: brokerW, h: height - 2 * TOP };
	const sides = (["left", "right"] as const).map((side) => clients.filter((client) => client.side === side));
	const compact = sides.some((side) => side.length > 1);
	const room = broker.h - CASE.head - CASE.foot;
	const inner = brokerW - 2 * CASE.side;
	const heights = (detail: SessionDetail) =>
		clients.map((client) => sessionHeight(client, detail, inner) + fallenHeight(client, detail, inner));
	const sum = (all: readonly number[]) => all.reduce((total, one) => total + (one > 0 ? one + BETWEEN : 0), -BETWEEN);
	const detail = (["full", "waiting", "short", "line"] as const).find((one) => sum(heights(one)) <= room) ?? "bare";
	const sessions = new Map<string, ScreenRect>();
	let y = broker.y + CASE.head;
	for (const client of clients) {
		const h = sessionHeight(client, detail, inner);
		const fell = fallenHeight(client, detail, inner);
		if (h + fell === 0) continue;
		sessions.set(client.id, { x: broker.x + CASE.side, y, w: inner, h });
		y += h + fell + BETWEEN;
	}
	const cards = new Map<string, ScreenRect>();
	const wires: ScreenWireShape[] = [];
	for (const side of sides) placeSide(side, { cards, wires, sessions, broker, cardW, compact, width, height });
	return { broker, detail, cards, compact, sessions, wires };
}

type Placed = {
	readonly cards: Map<string, ScreenRect>;
	readonly wires: ScreenWireShape[];
	readonly sessions: ReadonlyMap<string, ScreenRect>;
	readonly broker: ScreenRect;
	readonly cardW: number;
	readonly compact: boolean;
	readonly width: number;
	readonly height: number;
};

/** Each wire is level: at the height of its session where the card reaches it. A lonely card grows down to its wire. */
function placeSide(side: readonly WatchedClient[], { cards, wires, sessions, broker, cardW, compact, width, height }: Placed): void {
	let last = Number.NEGATIVE_INFINITY;
	side.forEach((client, index) => {
		const left = client.side === "left";
		const least = compact ? CARD_HEIGHT.compact : CARD_HEIGHT.full;
		const top = TOP + index * ((height - 2 * TOP - GAP) / 2 + GAP);
		const session = sessions.get(client.id);
		const wanted = session === undefined ? top + 160 : session.y + Math.min(session.h / 2, 170);
		const highest = Math.max(top + WIRE_HALF, last + WIRES_APART);
		const lowest = side.length > 1 ? top + least - BELOW_WIRE : broker.y + broker.h - WIRE_HALF;
		const y = Math.round(Math.min(Math.max(wanted, highest), Math.max(highest, lowest)));
		const h = Math.max(least, y + BELOW_WIRE - top);
		const x = left ? MARGIN : width - MARGIN - cardW;
		cards.set(client.id, { x, y: top, w: cardW, h });
		wires.push({ id: client.id, from: left ? x + cardW : x, to: left ? broker.x : broker.x + broker.w, y });
		last = y;
	});
}

/** In px. 0: the messages of this queue are not drawn, and a text says how many wait. */
export function slotHeight(queue: readonly unknown[], detail: SessionDetail): number {
	if (detail === "full") return 108;
	return detail === "waiting" && queue.length > 0 ? 80 : 0;
}

/** Px that a letter of a session's name takes, and what stands beside the name: "persistent session". */
const HEAD = { letter: 24.4, kind: 304 } as const;

/** As the sheets draw it: see screen-session.css. */
function sessionHeight({ name, session, gone }: WatchedClient, detail: SessionDetail, width: number): number {
	if (session === null) return gone === null || gone.fallen.length === 0 ? 0 : 80;
	if (detail === "bare") return 58 + (session.cleanSession ? 21 : 35);
	const head = name.length * HEAD.letter + HEAD.kind > width - 46 ? 98 : 58;
	const edges = session.cleanSession ? 21 : 35;
	const filters = detail === "line" ? 0 : Math.min(2, Object.keys(session.subscriptions).length) * 46;
	const queues = !session.cleanSession || session.queue.length > 0;
	const slots = slotHeight(session.queue, detail);
	const queue = queues ? (slots === 0 ? 54 : slots + 78) : 0;
	const inflight = session.inflight.length > 0 && detail !== "line" ? 54 : 0;
	return head + edges + filters + queue + inflight;
}

const FALLEN = { above: 24, puck: 82, line: 38, text: 140 } as const;

/** What lies under the floor: one puck, and why. */
function fallenHeight({ fallen }: Pick<WatchedClient, "fallen">, detail: SessionDetail, width: number): number {
	const text = detail === "bare" ? null : fallenText(fallen);
	if (text === null) return 0;
	return FALLEN.above + Math.max(FALLEN.puck, linesOf(`${text.head} ${text.says}`, 32, width - FALLEN.text) * FALLEN.line);
}
