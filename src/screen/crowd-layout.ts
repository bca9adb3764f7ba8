import type { ScreenRect } from "./watch-layout.ts";

/** Tiles of one size: their place, and how many stand beside and below each other. */
type TileGrid = ScreenRect & {
	readonly size: "big" | "line";
	readonly columns: number;
	readonly rows: number;
	readonly gap: number;
	/** How much larger than drawn the tiles are: few of them fill the same room. */
	readonly zoom: number;
};

export type CrowdLayout = {
	readonly broker: ScreenRect;
	readonly grid: TileGrid;
	/** The bar that all tiles hang on, and where each row leaves it. */
	readonly bus: ScreenRect;
	readonly taps: readonly number[];
	/** The trunk's lanes run from here to there; y: its middle. */
	readonly trunk: { readonly from: number; readonly to: number; readonly y: number };
	/** What is drawn in full, from the top: each one's card, and its session in the broker's case; y: of its wire. */
	readonly full: readonly { readonly card: ScreenRect; readonly session: ScreenRect | null; readonly y: number }[];
	/** The stage is at least this high. */
	readonly height: number;
};

const MARGIN = 48;
const TOP = 40;
/** The line above the tiles with the count of each state. */
const KEY = 56;
const BIG = { w: 156, h: 105, most: 125, gap: 10 } as const;
/** Up to so many tiles, there are so many beside each other. */
const COLUMNS = [
	{ upTo: 9, columns: 3 },
	{ upTo: 16, columns: 4 },
	{ upTo: 30, columns: 5 },
] as const;
/** The width of five big tiles. */
const BIG_GRID = 820;
const LINE = { w: 233, h: 49, most: 60, gap: 8 } as const;
const CARD = { w: 284, h: 156 } as const;
const WIRE = 184;
const BROKER = 310;
const BUS = { w: 12, gap: 14 } as const;
/** The least width of a trunk. */
const TRUNK = 200;
/** Tiles of two lines; past that, each has one. */
const BIG_MOST = 30;
/** Where cards stand, from the top: the host's client, and the spotlit seats. */
const CARDS = [0, 222, 480] as const;

/** tiles: how many; full: how many clients are drawn in full, where there is room for them; sessions: of those, which have one. */
export function crowdLayout(tiles: number, sessions: readonly boolean[], width: number, stage: number): CrowdLayout {
	const line = tiles > BIG_MOST;
	const columns = line ? columnsOf(width) : (COLUMNS.find(({ upTo }) => tiles <= upTo)?.columns ?? 5);
	const rows = Math.max(1, Math.ceil(tiles / columns));
	const zoom = line ? 1 : (BIG_GRID - (columns - 1) * BIG.gap) / columns / BIG.w;
	const { gap } = line ? LINE : BIG;
	const [w, least, most] = (line ? [LINE.w, LINE.h, LINE.most] : [BIG.w, BIG.h, BIG.most]).map((px) => px * zoom) as [
		number,
		number,
		number,
	];
	const room = Math.max(stage - 2 * TOP - KEY, rows * (least + gap) - gap);
	const tile = Math.min(most, Math.floor((room + gap) / rows) - gap);
	const grid = {
		...{ size: line ? ("line" as const) : ("big" as const), columns, rows, gap, zoom },
		...{ x: width - MARGIN - columns * (w + gap) + gap, y: TOP + KEY, w: columns * (w + gap) - gap, h: rows * (tile + gap) - gap },
	};
	const height = Math.max(stage, grid.y + grid.h + TOP);
	const bus = { x: grid.x - BUS.gap - BUS.w, y: grid.y, w: BUS.w, h: grid.h };
	const hasRoom = !line && bus.x - TRUNK - BROKER - WIRE - CARD.w >= MARGIN;
	const full = hasRoom ? sessions.slice(0, CARDS.length) : [];
	const broker = { x: full.length > 0 ? MARGIN + CARD.w + WIRE : MARGIN, y: TOP, w: BROKER, h: height - 2 * TOP };
	return {
		...{ broker, grid, bus, height },
		taps: Array.from({ length: rows }, (_, row) => Math.round(grid.y + row * (tile + gap) + tile / 2)),
		trunk: { from: broker.x + broker.w, to: bus.x, y: Math.round(Math.min(bus.y + bus.h / 2, TOP + broker.h / 2)) },
		full: full.map((has, index) => inFull(CARDS[index] ?? 0, has && index > 0, broker)),
	};
}

/** A line of tiles is as long as leaves room for the broker and the trunk. */
function columnsOf(width: number): number {
	const most = width - 2 * MARGIN - BROKER - TRUNK - BUS.w - BUS.gap;
	return Math.max(1, Math.min(5, Math.floor((most + LINE.gap) / (LINE.w + LINE.gap))));
}

/** The first card's session is not opened: that one only publishes. */
function inFull(top: number, opened: boolean, broker: ScreenRect): CrowdLayout["full"][number] {
	const card = { x: MARGIN, y: TOP + top, w: CARD.w, h: top === 0 ? 124 : CARD.h };
	const y = card.y + Math.round(card.h / 2);
	const session = opened ? { x: broker.x + 24, y: card.y - 24, w: broker.w - 48, h: 236 } : null;
	return { card, session, y };
}
