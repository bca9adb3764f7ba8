export type PuckQos = 0 | 1 | 2;

/** Sides count the packets of the exchange: circle 1 (QoS 0), shuttle 2 (QoS 1), square 4 (QoS 2). In units of a 40 high puck. */
export const SHAPES: Readonly<Record<PuckQos, { readonly w: number; readonly outer: string; readonly inner: string }>> = {
	0: { w: 40, outer: "M20 0A20 20 0 1 1 20 40A20 20 0 1 1 20 0Z", inner: "M20 4.2A15.8 15.8 0 1 1 20 35.8A15.8 15.8 0 1 1 20 4.2Z" },
	1: { w: 62, outer: "M0 20A34 34 0 0 1 62 20A34 34 0 0 1 0 20Z", inner: "M8.4 20A27 27 0 0 1 53.6 20A27 27 0 0 1 8.4 20Z" },
	2: { w: 40, outer: "M1.5 1H38.5V39H1.5Z", inner: "M6 5.5H34V34.5H6Z" },
};

/** Width in px of a puck that is h px high. */
export function puckWidth(qos: PuckQos, h: number): number {
	return (SHAPES[qos].w * h) / 40;
}

/** Below this height in px a puck is a bare shape: no label, no plates. */
export const MINI_BELOW = 19;
/** No letter on the screen is smaller than this, in px. */
export const SMALLEST_LETTER = 12;

type FittedLabel = { readonly text: string; readonly size: number };

/**
 * The part of a label that fits in a puck at 12 px, and its size in units of a 40 high puck: the whole label, its number alone, or nothing
 * (null: write the label beside the puck).
 */
export function fitLabel(qos: PuckQos, label: string, h: number): FittedLabel | null {
	if (label === "" || h < MINI_BELOW) return null;
	const room = qos === 1 ? 54 : qos === 2 ? 36 : 38;
	const floor = (SMALLEST_LETTER * 40) / h;
	for (const text of [label, label.replace(/^\D+/, "")]) {
		const size = Math.max(text.length > 2 ? 14 : 17, floor);
		if (text !== "" && widthInEms(text) * size <= room) return { text, size };
	}
	return null;
}

/** National Park at weight 750: m and w are about 0.86 em wide, digits 0.6. */
function widthInEms(text: string): number {
	return [...text].reduce((sum, letter) => sum + (letter === "m" || letter === "w" ? 0.86 : 0.6), 0);
}
