import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { emptyFold, fold, MOST_PLACES, standApart } from "./fold.ts";
import { spread } from "./spread.ts";
import type { WireShape } from "./wire-path.ts";

export type Rider = {
	readonly packet: PacketUnderWay;
	readonly clientId: string;
	readonly element: HTMLElement;
	/** The packet's caption, kept between the two ends of the wire; null when the packet has none. */
	readonly caption: HTMLElement | null;
	/** Half of what the caption takes along the wire, px. */
	readonly inset: number;
	readonly captionInset: number;
	/** The packet has arrived before its time (a step): it glides the rest of the way, then is removed. */
	readonly glide: { readonly from: number; readonly ms: number } | null;
	/** One of a crowd: the packet is painted at its place; its element shows nothing, and follows now and then. */
	readonly painted: boolean;
};

/** A packet's position among those of its lane; kept while the packet is on the stage. */
type Standing = {
	/** The packet with the smaller number entered first. */
	readonly order: number;
	/** Px that the packet is drawn ahead of its true place; eased, so that nothing jumps when the head of its lane leaves. */
	offset: number;
	/** Where the packet is drawn, 0 to 1. */
	drawn: number;
	/** The position last written to the packet's element, unless that element shows nothing. */
	painted: boolean;
	count: number;
	behind: boolean;
	followed: boolean;
};

export type Ride = { readonly rider: Rider; readonly standing: Standing; arrivedAt: number | null };

/** A packet keeps its standing when it is redrawn, and when it has arrived and its drawing glides on. */
export function openStandings(): (rider: Rider, now: number) => Standing {
	const known = new WeakMap<object, Standing>();
	let entered = 0;
	return (rider, now) => {
		const { element, packet } = rider;
		const own = known.get(element) ?? known.get(packet);
		const standing = own ?? { ...NEW, order: entered++, drawn: progress(packet, now) };
		if (!known.has(element)) element.style.setProperty("--z", String(HIGHEST - standing.order));
		if (!known.has(element) || standing.painted !== rider.painted) {
			Object.assign(standing, { painted: rider.painted, count: 0, behind: false, followed: false });
			for (const name of MARKS) element.removeAttribute(name);
		}
		known.set(element, standing);
		known.set(packet, standing);
		return standing;
	};
}
const HIGHEST = 1_000_000;
const NEW = { offset: 0, painted: false, count: 0, behind: false, followed: false };
const MARKS = ["data-covered", "data-count", "data-behind", "data-followed"];

/** The share of a puck's height that is visible when the puck stands behind another: enough for its label. */
const GAP = 0.6;
/** A share of the above: a lane that has room for less of each puck shows fewer. */
const LEAST_SEEN = 0.33;
const NEARLY_PX = 0.25;

const positions: number[] = [];
const spots: number[] = [];
const folded = emptyFold();

/**
 * Spreads the packets of one lane, head first: sets where each packet is drawn and marks which ones stand behind others. `ease`: how much
 * of the way to its spot a packet moves in this frame, 0 to 1. Returns whether any packet still has some way to go.
 */
export function standInLine(lane: readonly Ride[], shape: WireShape, progressOf: (rider: Rider) => number, ease: number): boolean {
	const usable = usableLength(lane, shape);
	const gap = GAP * shape.gauge.puck;
	positions.length = lane.length;
	for (let index = 0; index < lane.length; index++) positions[index] = progressOf((lane[index] as Ride).rider) * usable;
	if (lane[0]?.rider.packet.still) standApart(positions, usable, gap);
	fold(positions, MOST_PLACES, gap * LEAST_SEEN, folded);
	spread(folded.at, usable, gap, spots);
	let moving = false;
	for (let index = 0; index < lane.length; index++) {
		const { rider, standing } = lane[index] as Ride;
		const place = folded.place[index] ?? 0;
		const spot = spots[place] ?? 0;
		const own = positions[index] ?? 0;
		const rest = spot - own - standing.offset;
		if (Math.abs(rest) > NEARLY_PX) moving = true;
		standing.offset += rest * ease;
		standing.drawn = Math.min(1, Math.max(0, (own + standing.offset) / usable));
		const ahead = place > 0 ? (spots[place - 1] ?? 0) - spot : Number.POSITIVE_INFINITY;
		const after = place + 1 < spots.length ? spot - (spots[place + 1] ?? 0) : Number.POSITIVE_INFINITY;
		mark(rider, standing, folded.count[index] ?? 0, ahead < shape.gauge.puck, after < shape.gauge.puck);
	}
	return moving;
}

function usableLength(lane: readonly Ride[], shape: WireShape): number {
	let inset = 0;
	for (const { rider } of lane) inset = Math.max(inset, rider.inset);
	return Math.max(1, Math.abs(shape.broker.along - shape.client.along) - 2 * inset);
}

function mark({ element, painted }: Rider, standing: Standing, count: number, behind: boolean, followed: boolean): void {
	if (painted) {
		Object.assign(standing, { count, behind, followed });
		return;
	}
	if (count !== standing.count) {
		standing.count = count;
		element.toggleAttribute("data-covered", count < 0);
		if (count > 0) element.dataset.count = `+${count}`;
		else delete element.dataset.count;
	}
	if (behind !== standing.behind) {
		standing.behind = behind;
		element.toggleAttribute("data-behind", behind);
	}
	if (followed !== standing.followed) {
		standing.followed = followed;
		element.toggleAttribute("data-followed", followed);
	}
}
