import { ICONS } from "./icons.ts";

export const GLYPHS = {
	CONNECT: ICONS.plug,
	CONNACK: ICONS.plug,
	DISCONNECT: ICONS.unplug,
	SUBSCRIBE: ICONS.filter,
	SUBACK: ICONS.filter,
	UNSUBSCRIBE: ICONS.filter,
	UNSUBACK: ICONS.filter,
	PINGREQ: ICONS.pulse,
	PINGRESP: ICONS.pulse,
} as const;
export type TagType = keyof typeof GLYPHS;
const ANSWERS: readonly TagType[] = ["CONNACK", "SUBACK", "UNSUBACK", "PINGRESP"];
const UNDOES: readonly TagType[] = ["UNSUBSCRIBE", "UNSUBACK"];

/** A control packet: a hollow tag that points in the direction of travel. 46 / 26 times as wide as it is high. */
export function Tag({ type, dir, h }: { type: TagType; dir: "right" | "left" | "down" | "up"; h: number }) {
	const left = dir === "left";
	const answer = ANSWERS.includes(type);
	const x = (left ? 15 : 7) + (answer ? -1 : 1.5);
	return (
		<svg className="packet-mark" width={(h * 46) / 26} height={h} viewBox="0 0 46 26" aria-hidden="true">
			<g stroke="var(--ink)" strokeLinejoin="round" strokeLinecap="round">
				<path d={OUTLINES[dir]} fill="var(--card)" strokeWidth={2} />
				<g transform={`translate(${x} 5)`} fill="none" strokeWidth={1.9}>
					<path d={GLYPHS[type]} />
					{UNDOES.includes(type) && <path d="M2 14L14 2" />}
					{answer && <path d={ICONS.check} transform="translate(15 2.4) scale(.68)" strokeWidth={3} />}
				</g>
			</g>
		</svg>
	);
}

export const OUTLINES = {
	right: "M2 2H33L44 13L33 24H2Z",
	left: "M44 2H13L2 13L13 24H44Z",
	down: "M2 2H44V19L23 27L2 19Z",
	up: "M2 24H44V7L23 -1L2 7Z",
} as const;
