import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { pointOn, station, type WireShape } from "./wire-path.ts";

export type Rider = {
	readonly packet: PacketUnderWay;
	readonly clientId: string;
	readonly element: HTMLElement;
	/** Its caption, kept between the two ends of the wire; null when it has none. */
	readonly caption: HTMLElement | null;
	/** Half of what it takes along the wire, px. */
	readonly inset: number;
	readonly captionInset: number;
	/** It has arrived before its time (a step): it glides the rest of the way, then is taken away. */
	readonly glide: { readonly from: number; readonly ms: number } | null;
};

/** What is painted instead of being a button. */
export type Crowd = readonly { readonly packet: PacketUnderWay; readonly clientId: string }[];
export type Painter = (
	dots: readonly { readonly packet: PacketUnderWay; readonly shape: WireShape; readonly x: number; readonly y: number }[],
) => void;

export type PuckLoop = {
	/** From now on until the returned function is called, this element stands where its packet is. */
	ride(rider: Rider): () => void;
	setShapes(shapes: readonly WireShape[]): void;
	setCrowd(crowd: Crowd, paint: Painter | null): void;
	setReduced(reduced: boolean): void;
	start(): void;
	stop(): void;
};

type Ride = { readonly lane: string; covered: boolean; arrivedAt: number | null };
/** Px. Of packets of one lane that stand closer than this only the foremost is drawn; the others stay reachable. */
const PILE = 3;

/** The one animation loop of the stage: transforms only, no layout is read in it, and nothing is done while the room stands still. */
export function openPuckLoop(now: () => number): PuckLoop {
	const riders = new Map<Rider, Ride>();
	let shapes = new Map<string, WireShape>();
	let crowd: Crowd = [];
	let paint: Painter | null = null;
	let reduced = false;
	let frame = 0;
	let drawnAt = Number.NaN;
	let changed = true;
	let gliding = 0;

	const draw = (wall: number) => {
		frame = requestAnimationFrame(draw);
		const at = now();
		if (at === drawnAt && !changed && gliding === 0) return;
		drawnAt = at;
		changed = false;
		const foremost = new Map<string, number>();
		for (const [rider, ride] of riders) {
			const along = place(rider, shapes.get(rider.clientId), positionOf(rider, ride, at, wall));
			if (rider.glide !== null) continue;
			const before = foremost.get(ride.lane);
			const covered = before !== undefined && Math.abs(before - along) < PILE;
			if (!covered) foremost.set(ride.lane, along);
			if (covered !== ride.covered) rider.element.toggleAttribute("data-covered", covered);
			ride.covered = covered;
		}
		if (paint !== null) paint(dots(crowd, shapes, at));
	};

	const positionOf = (rider: Rider, ride: Ride, at: number, wall: number) => {
		if (rider.glide === null) {
			const position = progress(rider.packet, at);
			return reduced ? station(position) : position;
		}
		ride.arrivedAt ??= wall;
		return rider.glide.from + (1 - rider.glide.from) * Math.min(1, (wall - ride.arrivedAt) / rider.glide.ms);
	};

	return {
		ride(rider) {
			const ride: Ride = {
				lane: `${rider.clientId} ${rider.packet.direction}`,
				covered: rider.element.hasAttribute("data-covered"),
				arrivedAt: null,
			};
			riders.set(rider, ride);
			if (rider.glide !== null) gliding++;
			changed = true;
			place(rider, shapes.get(rider.clientId), positionOf(rider, ride, now(), performance.now()));
			return () => {
				if (riders.delete(rider) && rider.glide !== null) gliding--;
			};
		},
		setShapes(next) {
			shapes = new Map(next.map((shape) => [shape.clientId, shape]));
			changed = true;
		},
		setCrowd(next, painter) {
			crowd = next;
			paint = painter;
			changed = true;
		},
		setReduced(next) {
			reduced = next;
			changed = true;
		},
		start() {
			if (frame === 0) frame = requestAnimationFrame(draw);
		},
		stop() {
			cancelAnimationFrame(frame);
			frame = 0;
		},
	};
}

/** Puts a packet where it is; returns where that is along its wire, px. */
function place(rider: Rider, shape: WireShape | undefined, position: number): number {
	const { style } = rider.element;
	if (shape === undefined) {
		style.visibility = "hidden";
		if (rider.caption !== null) rider.caption.style.visibility = "hidden";
		return 0;
	}
	const { direction } = rider.packet;
	const at = pointOn(shape, direction, position, rider.inset);
	const shrink = rider.glide === null ? 1 : 1 - 0.3 * Math.max(0, (position - 0.6) / 0.4);
	style.visibility = "";
	style.transform = `translate(${at.x.toFixed(1)}px,${at.y.toFixed(1)}px) translate(-50%,-50%)${shrink < 1 ? ` scale(${shrink.toFixed(2)})` : ""}`;
	const along = shape.axis === "x" ? at.x : at.y;
	if (rider.caption === null) return along;
	const beside = rider.captionInset > rider.inset ? pointOn(shape, direction, clampTo(shape, position, rider), 0) : at;
	rider.caption.style.visibility = "";
	rider.caption.style.transform = `translate(${beside.x.toFixed(1)}px,${beside.y.toFixed(1)}px)`;
	return along;
}

/** The position at which the caption's middle stands: level with its packet, kept between the ends of the wire. */
function clampTo(shape: WireShape, position: number, rider: Rider): number {
	const length = Math.abs(shape.broker.along - shape.client.along);
	if (length === 0) return position;
	const own = (rider.inset + position * (length - 2 * rider.inset)) / length;
	const least = Math.min(0.5, rider.captionInset / length);
	return Math.min(1 - least, Math.max(least, own));
}

function dots(crowd: Crowd, shapes: ReadonlyMap<string, WireShape>, at: number) {
	return crowd.flatMap(({ packet, clientId }) => {
		const shape = shapes.get(clientId);
		return shape === undefined ? [] : [{ packet, shape, ...pointOn(shape, packet.direction, progress(packet, at), shape.gauge.puck / 2) }];
	});
}
