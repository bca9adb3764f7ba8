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

/** The one animation loop of the stage: transforms only, no layout is read in it, and nothing is done while the room stands still. */
export function openPuckLoop(now: () => number): PuckLoop {
	const riders = new Set<Rider>();
	const arrivedAt = new Map<Rider, number>();
	let shapes = new Map<string, WireShape>();
	let crowd: Crowd = [];
	let paint: Painter | null = null;
	let reduced = false;
	let frame = 0;
	let drawnAt = Number.NaN;
	let changed = true;

	const draw = (wall: number) => {
		frame = requestAnimationFrame(draw);
		const at = now();
		if (at === drawnAt && !changed && arrivedAt.size === 0) return;
		drawnAt = at;
		changed = false;
		for (const rider of riders) place(rider, shapes.get(rider.clientId), positionOf(rider, at, wall));
		if (paint !== null) paint(dots(crowd, shapes, at));
	};

	const positionOf = (rider: Rider, at: number, wall: number) => {
		if (rider.glide === null) {
			const position = progress(rider.packet, at);
			return reduced ? station(position) : position;
		}
		const since = arrivedAt.get(rider) ?? wall;
		arrivedAt.set(rider, since);
		return rider.glide.from + (1 - rider.glide.from) * Math.min(1, (wall - since) / rider.glide.ms);
	};

	return {
		ride(rider) {
			riders.add(rider);
			changed = true;
			const wall = performance.now();
			place(rider, shapes.get(rider.clientId), positionOf(rider, now(), wall));
			return () => {
				riders.delete(rider);
				arrivedAt.delete(rider);
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

function place(rider: Rider, shape: WireShape | undefined, position: number): void {
	const { style } = rider.element;
	if (shape === undefined) {
		style.visibility = "hidden";
		if (rider.caption !== null) rider.caption.style.visibility = "hidden";
		return;
	}
	const { direction } = rider.packet;
	const at = pointOn(shape, direction, position, rider.inset);
	const shrink = rider.glide === null ? 1 : 1 - 0.3 * Math.max(0, (position - 0.6) / 0.4);
	style.visibility = "";
	style.transform = `translate(${at.x.toFixed(1)}px,${at.y.toFixed(1)}px) translate(-50%,-50%)${shrink < 1 ? ` scale(${shrink.toFixed(2)})` : ""}`;
	if (rider.caption === null) return;
	const beside = rider.captionInset > rider.inset ? pointOn(shape, direction, clampTo(shape, position, rider), 0) : at;
	rider.caption.style.visibility = "";
	rider.caption.style.transform = `translate(${beside.x.toFixed(1)}px,${beside.y.toFixed(1)}px)`;
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
