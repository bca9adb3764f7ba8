import type { WireShape } from "./wire-path.ts";

type HangingPlug = {
	readonly cables: string;
	readonly x: number;
	readonly y: number;
	readonly scale: number;
	/** 1: prongs down (or right on a tall stage), -1: up (or left). */
	readonly way: 1 | -1;
	/** Where a note below the plug may start. */
	readonly below: number;
};

/** Px that the plug and two lines below it take. */
const WORDS = 90;

/** The plug hangs from the broker's end: down on a wide stage, out to the left on a tall one. */
export function hangingPlug(flat: WireShape, tall: boolean): HangingPlug {
	const { broker, client, gauge } = flat;
	const length = Math.abs(client.along - broker.along);
	const to = Math.sign(client.along - broker.along);
	const way = tall ? -1 : 1;
	const wanted = tall ? 58 : gauge.gap > 20 ? 96 : gauge.gap > 5 ? 36 : 10;
	// with words below the plug where both have room, otherwise as deep as there is room
	const free = tall ? wanted : flat.below >= wanted + WORDS ? wanted : Math.min(wanted, flat.below - 30);
	const drop = Math.max(gauge.gap + 4, free) * way;
	const scale = tall ? 0.62 : gauge.gap > 20 ? (free < 70 ? 0.7 : 1) : gauge.gap > 5 ? 0.55 : 0.28;
	// a thread with another thread close below stays out of the way of that one
	const most = gauge.gap > 5 || flat.below > 40 ? 130 : 52;
	const reach = tall ? 0.5 * length : Math.min(0.6 * length, most);
	const x = broker.along + to * reach;
	const y = broker.across + drop;
	const prong = 15 * scale;
	const outer = broker.across - way * gauge.gap;
	const inner = broker.across + way * gauge.gap;
	const curve = (lane: number, pull: number, end: number, lead: number) =>
		`M${broker.along} ${lane}C${broker.along + (x - broker.along) * pull} ${lane} ${end} ${broker.across + way * lead} ${end} ${y}`;
	return {
		cables: curve(outer, 0.9, x + to * prong, -6) + curve(inner, 0.62, x - to * prong, Math.min(20, gauge.gap)),
		x,
		y,
		scale,
		way,
		below: y + 36 * scale,
	};
}
