import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { type Captioned, captionLength, captionsWithRoom } from "./captions.ts";
import { pileSize } from "./fold.ts";
import { type Caption, captionOf, captionOfMany } from "./packet-text.ts";
import type { WireShape } from "./wire-path.ts";

/** A caption on a tall stage stands beside its packet: two lines of 16 px. */
const TALL_CAPTION = 34;

type Riding = { readonly packet: PacketUnderWay; readonly shape: WireShape };

/**
 * Which packets have a caption, and how: on full-size wires, lane by lane, the packets with room for one; of several packets at one place,
 * the first stands for all of them. All packets of a lane move alike, so the choice holds.
 */
export function captioned(riding: readonly Riding[], now: number): ReadonlyMap<string, Caption> {
	const lanes = new Map<string, Riding[]>();
	for (const one of riding) {
		if (one.shape.gauge.gap < 20) continue;
		const lane = `${one.shape.clientId} ${one.packet.direction}`;
		const list = lanes.get(lane);
		if (list === undefined) lanes.set(lane, [one]);
		else list.push(one);
	}
	const captions = new Map<string, Caption>();
	for (const lane of lanes.values()) captionLane(lane, now, captions);
	return captions;
}

/** A lane's packets come in the order of entering: the head first. */
function captionLane(lane: readonly Riding[], now: number, captions: Map<string, Caption>): void {
	const positions = lane.map(({ packet, shape }) => progress(packet, now) * lengthOf(shape));
	const asks: (Captioned & { readonly caption: Caption })[] = [];
	for (let first = 0; first < lane.length; first += pileSize(positions, first)) {
		const pile = lane.slice(first, first + pileSize(positions, first));
		const [head] = pile;
		if (head === undefined) return;
		const caption = captionOfMany(pile.map(({ packet }) => packet.fields)) ?? captionOf(head.packet.fields);
		const length = head.shape.axis === "y" ? TALL_CAPTION : captionLength(caption);
		asks.push({ packet: head.packet.packet, at: positions[first] ?? 0, length, caption });
	}
	const shown = captionsWithRoom(asks);
	for (const ask of asks) if (shown.has(ask.packet)) captions.set(ask.packet, ask.caption);
}

function lengthOf(shape: WireShape): number {
	return Math.max(0, Math.abs(shape.broker.along - shape.client.along) - 60);
}
