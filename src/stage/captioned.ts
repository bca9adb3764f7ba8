import { progress } from "#model/progress.ts";
import type { PacketUnderWay } from "#model/world.ts";
import { type Captioned, captionLength, captionsWithRoom } from "./captions.ts";
import { captionOf } from "./packet-text.ts";
import type { WireShape } from "./wire-path.ts";

/** A caption on a tall stage stands beside its packet: two lines of 16 px. */
const TALL_CAPTION = 34;

/** Which packets are captioned: on full-size wires, lane by lane, those with room. All of a lane move alike, so the choice holds. */
export function captioned(
	riding: readonly { readonly packet: PacketUnderWay; readonly shape: WireShape }[],
	now: number,
): ReadonlySet<string> {
	const lanes = new Map<string, Captioned[]>();
	for (const { packet, shape } of riding) {
		if (shape.gauge.gap < 20) continue;
		const lane = `${shape.clientId} ${packet.direction}`;
		const length = Math.abs(shape.broker.along - shape.client.along) - 60;
		const take = shape.axis === "y" ? TALL_CAPTION : captionLength(captionOf(packet.fields));
		const list = lanes.get(lane) ?? [];
		list.push({ packet: packet.packet, at: progress(packet, now) * Math.max(0, length), length: take });
		lanes.set(lane, list);
	}
	const shown = new Set<string>();
	for (const list of lanes.values()) for (const packet of captionsWithRoom(list)) shown.add(packet);
	return shown;
}
