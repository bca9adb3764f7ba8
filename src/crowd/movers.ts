import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";

type Spot = { readonly x: number; readonly y: number };
/** A drawing that stands where its packet is: at `from` when that has just left, at `to` when it has arrived. */
type Mover = { readonly element: HTMLElement; readonly packet: PacketUnderWay; readonly from: Spot; readonly to: Spot };

export type Movers = {
	/** From now on, until the returned function is called. */
	ride(mover: Mover): () => void;
	setReduced(reduced: boolean): void;
};

/** For somebody that has asked for less motion, a packet stands at the last of five stations that it has passed. */
const STATIONS = 4;

export function spotAt(from: Spot, to: Spot, position: number, reduced: boolean): Spot {
	const at = reduced ? Math.floor(position * STATIONS + 1e-9) / STATIONS : position;
	return { x: from.x + (to.x - from.x) * at, y: from.y + (to.y - from.y) * at };
}

/** One animation loop for all that is under way: it writes transforms, reads no layout, and rests while nothing is under way. */
export function openMovers(now: () => number): Movers {
	const riding = new Set<Mover>();
	let reduced = false;
	let frame = 0;
	let drawnAt = Number.NaN;

	const place = ({ element, packet, from, to }: Mover, at: number) => {
		const { x, y } = spotAt(from, to, progress(packet, at), reduced);
		element.style.transform = `translate(${x.toFixed(1)}px,${y.toFixed(1)}px) translate(-50%,-50%)`;
	};
	const draw = () => {
		frame = riding.size === 0 ? 0 : requestAnimationFrame(draw);
		const at = now();
		if (at === drawnAt) return;
		drawnAt = at;
		for (const mover of riding) place(mover, at);
	};
	return {
		ride(mover) {
			riding.add(mover);
			place(mover, now());
			if (frame === 0) frame = requestAnimationFrame(draw);
			return () => {
				riding.delete(mover);
				if (riding.size > 0) return;
				cancelAnimationFrame(frame);
				frame = 0;
			};
		},
		setReduced(next) {
			reduced = next;
			drawnAt = Number.NaN;
		},
	};
}
