import type { Rider } from "./lane-rides.ts";
import { pointOn, type WireShape } from "./wire-path.ts";

/** Puts a packet, and its caption, at a position of its lane. */
export function placePacket(rider: Rider, shape: WireShape | undefined, position: number): void {
	const { style } = rider.element;
	if (shape === undefined) {
		style.visibility = "hidden";
		if (rider.caption !== null) rider.caption.style.visibility = "hidden";
		return;
	}
	// the packet may have been one of a crowd
	style.left = "";
	style.top = "";
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

/** Puts the element of a painted packet in place, without a transform, since each element with one would become a layer of its own. */
export function placeBare(rider: Rider, shape: WireShape | undefined, position: number): void {
	const { style } = rider.element;
	style.visibility = shape === undefined ? "hidden" : "";
	if (shape === undefined) return;
	const at = pointOn(shape, rider.packet.direction, position, rider.inset);
	style.transform = "";
	style.left = `${at.x.toFixed(0)}px`;
	style.top = `${at.y.toFixed(0)}px`;
}

/** The position of the caption's middle: level with its packet, kept between the ends of the wire. */
function clampTo(shape: WireShape, position: number, rider: Rider): number {
	const length = Math.abs(shape.broker.along - shape.client.along);
	if (length === 0) return position;
	const own = (rider.inset + position * (length - 2 * rider.inset)) / length;
	const least = Math.min(0.5, rider.captionInset / length);
	return Math.min(1 - least, Math.max(least, own));
}
