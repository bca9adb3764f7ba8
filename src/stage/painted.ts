import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import type { Ride } from "./lane-rides.ts";
import { placeBare } from "./place-packet.ts";
import { pointOn, type WireShape } from "./wire-path.ts";

/** What is painted without also being a button. */
export type Crowd = readonly { readonly packet: PacketUnderWay; readonly clientId: string }[];
/** One packet as it is painted. count: see fold.ts. */
export type Dot = {
	readonly packet: PacketUnderWay;
	readonly shape: WireShape;
	readonly x: number;
	readonly y: number;
	readonly count: number;
	readonly behind: boolean;
};
type Lanes = ReadonlyMap<string, readonly Ride[]>;
type Shapes = ReadonlyMap<string, WireShape>;

/** In the order of painting: packets that entered earlier stand in front, and the plates that say how many more there are stand in front of all. */
export function dotsOf(crowd: Crowd, lanes: Lanes, shapes: Shapes, at: number): readonly Dot[] {
	const dots = crowdDots(crowd, shapes, at);
	const plates: Dot[] = [];
	for (const lane of lanes.values()) {
		for (let index = lane.length - 1; index >= 0; index--) {
			const { rider, standing } = lane[index] as Ride;
			const shape = shapes.get(rider.clientId);
			if (!rider.painted || shape === undefined || standing.count < 0) continue;
			const place = pointOn(shape, rider.packet.direction, standing.drawn, rider.inset);
			(standing.count > 0 ? plates : dots).push({ packet: rider.packet, shape, ...place, count: standing.count, behind: standing.behind });
		}
	}
	return [...dots, ...plates];
}

/**
 * Of packets that stand on the same spot of a lane, only the one in front would be seen, so only that one is painted: however many packets
 * there are, a lane takes no more dots than it has pixels.
 */
function crowdDots(crowd: Crowd, shapes: Shapes, at: number): Dot[] {
	const dots: Dot[] = [];
	const lanes = new Map<WireShape, { up: number; down: number }>();
	for (const { packet, clientId } of crowd) {
		const shape = shapes.get(clientId);
		if (shape === undefined) continue;
		const place = pointOn(shape, packet.direction, progress(packet, at), shape.gauge.puck / 2);
		const spot = Math.round(shape.axis === "x" ? place.x : place.y);
		const lane = lanes.get(shape) ?? { up: Number.NaN, down: Number.NaN };
		if (lane[packet.direction] === spot) continue;
		lane[packet.direction] = spot;
		lanes.set(shape, lane);
		dots.push({ packet, shape, ...place, count: 0, behind: true });
	}
	return dots.reverse();
}

/** In every third frame a sixth of the elements move: each change of a place costs the page a layout. */
const FRAMES = 3;
const PARTS = 6;

/**
 * The elements of painted packets show nothing: they move to their places in portions, so that a pointer finds them; the element with the
 * focus always moves.
 */
export function openFollowers() {
	let turn = 0;
	let rest = 0;
	/** moved: whether the packets have moved since the last call. Returns whether some elements still have to follow. */
	return (lanes: Lanes, shapes: Shapes, moved: boolean): boolean => {
		turn = (turn + 1) % (FRAMES * PARTS);
		rest = moved ? FRAMES * PARTS : rest - 1;
		let index = 0;
		for (const lane of lanes.values()) {
			for (const { rider, standing } of lane) {
				if (!rider.painted) continue;
				index++;
				if ((index % PARTS) * FRAMES !== turn && rider.element !== document.activeElement) continue;
				placeBare(rider, shapes.get(rider.clientId), standing.drawn);
			}
		}
		return rest > 0;
	};
}

/** At most this many packets are drawn as buttons. Each button is a layer of its own, and a page's layers cost more the more of them there are. */
const DRAWN_MOST = 40;

export function isCrowd(packets: readonly unknown[]): boolean {
	return packets.length > DRAWN_MOST;
}
