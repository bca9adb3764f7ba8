import type { TapePacket, Traffic } from "./traffic.ts";

/** By traffic: what was published in it does not change while the cursor moves. */
const published = new WeakMap<Traffic, readonly TapePacket[]>();

/** The PUBLISH of each message that a client published, the first time only: what is sent again is not another message. */
export function publishedIn(traffic: Traffic): readonly TapePacket[] {
	const known = published.get(traffic);
	if (known !== undefined) return known;
	const found: TapePacket[] = [];
	for (let at = 0; at < traffic.count; at += 1) {
		const packet = traffic.packets[at] as TapePacket;
		const { fields, direction } = packet;
		if (fields?.type === "PUBLISH" && direction === "up" && fields.attempt <= 1) found.push(packet);
	}
	published.set(traffic, found);
	return found;
}
