export type Captioned = {
	readonly packet: string;
	/** Px along the lane from its start; the far end is the largest. */
	readonly at: number;
	/** Px that the caption takes along the lane. */
	readonly length: number;
};

/** Which packets of one lane have room for a caption: the one closest to the far end first, the next that clears it, and so on. */
export function captionsWithRoom(packets: readonly Captioned[], air = 6): ReadonlySet<string> {
	const shown = new Set<string>();
	let free = Number.POSITIVE_INFINITY;
	for (const packet of [...packets].sort((a, b) => b.at - a.at)) {
		if (packet.at + packet.length / 2 > free) continue;
		shown.add(packet.packet);
		free = packet.at - packet.length / 2 - air;
	}
	return shown;
}

/** Px that a two-line caption takes in 13 px mono, at 7.9 px per letter. */
export function captionLength(lines: readonly [string, string]): number {
	return Math.max(lines[0].length, lines[1].length) * 7.9;
}
