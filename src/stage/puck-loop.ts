import { progress } from "#model/progress.ts";
import { openStandings, type Ride, type Rider, standInLine } from "./lane-rides.ts";
import { type Crowd, type Dot, dotsOf, openFollowers } from "./painted.ts";
import { placeBare, placePacket } from "./place-packet.ts";
import { station, type WireShape } from "./wire-path.ts";

type Painter = (dots: readonly Dot[]) => void;

export type PuckLoop = {
	/** From now on, until the returned function is called, this element stands where its packet is. */
	ride(rider: Rider): () => void;
	setShapes(shapes: readonly WireShape[]): void;
	setCrowd(crowd: Crowd, paint: Painter | null): void;
	setReduced(reduced: boolean): void;
	start(): void;
	stop(): void;
};

/** Ms in which a packet goes most of the way to its new place in the line. */
const SETTLE_MS = 70;
const LONGEST_FRAME_MS = 34;

/** The one animation loop of the stage: only transforms are written, no layout is read, and nothing is done while the room stands still. */
export function openPuckLoop(now: () => number): PuckLoop {
	const standingOf = openStandings();
	const riders = new Map<Rider, Ride>();
	const lanes = new Map<string, Ride[]>();
	const follow = openFollowers();
	let shapes = new Map<string, WireShape>();
	let crowd: Crowd = [];
	let paint: Painter | null = null;
	let reduced = false;
	let frame = 0;
	let drawnAt = Number.NaN;
	let wallBefore = 0;
	let changed = true;
	let settling = false;
	let following = false;
	let gliding = 0;
	let at = 0;

	const progressOf = (rider: Rider) => {
		const position = progress(rider.packet, at);
		return reduced ? station(position) : position;
	};

	const draw = (wall: number) => {
		frame = requestAnimationFrame(draw);
		at = now();
		const sinceMs = Math.min(LONGEST_FRAME_MS, wall - wallBefore);
		wallBefore = wall;
		if (at === drawnAt && !changed && !settling && gliding === 0) {
			if (following) following = follow(lanes, shapes, false);
			return;
		}
		drawnAt = at;
		if (changed) lineUp(riders, lanes);
		changed = false;
		settling = false;
		const ease = reduced ? 1 : 1 - Math.exp(-sinceMs / SETTLE_MS);
		for (const lane of lanes.values()) {
			const shape = lane[0] === undefined ? undefined : shapes.get(lane[0].rider.clientId);
			if (shape !== undefined && standInLine(lane, shape, progressOf, ease)) settling = true;
			for (const { rider, standing } of lane) if (!rider.painted) placePacket(rider, shape, standing.drawn);
		}
		if (gliding > 0) for (const ride of riders.values()) if (ride.rider.glide !== null) glide(ride, wall);
		if (paint !== null) {
			paint(dotsOf(crowd, lanes, shapes, at));
			following = follow(lanes, shapes, true);
		}
	};

	const glide = (ride: Ride, wall: number) => {
		const { rider, standing } = ride;
		if (rider.glide === null) return;
		ride.arrivedAt ??= wall;
		const from = Math.min(rider.glide.from, standing.drawn);
		placePacket(rider, shapes.get(rider.clientId), from + (1 - from) * Math.min(1, (wall - ride.arrivedAt) / rider.glide.ms));
	};

	return {
		ride(rider) {
			const ride: Ride = { rider, standing: standingOf(rider, now()), arrivedAt: null };
			riders.set(rider, ride);
			changed = true;
			if (rider.glide !== null) {
				gliding++;
				glide(ride, performance.now());
			} else (rider.painted ? placeBare : placePacket)(rider, shapes.get(rider.clientId), ride.standing.drawn);
			return () => {
				changed = true;
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

/** The riders of each lane, with the one that entered first at the head. */
function lineUp(riders: ReadonlyMap<Rider, Ride>, lanes: Map<string, Ride[]>): void {
	for (const lane of lanes.values()) lane.length = 0;
	for (const [rider, ride] of riders) {
		if (rider.glide !== null) continue;
		const key = `${rider.clientId} ${rider.packet.direction}`;
		const lane = lanes.get(key);
		if (lane === undefined) lanes.set(key, [ride]);
		else lane.push(ride);
	}
	for (const [key, lane] of lanes) {
		if (lane.length === 0) lanes.delete(key);
		else lane.sort((a, b) => a.standing.order - b.standing.order);
	}
}
