import { SHAPES, SMALLEST_LETTER } from "./shape.ts";

export type AckType = "PUBACK" | "PUBREC" | "PUBREL" | "PUBCOMP";
export const SIDES = { PUBREC: 2, PUBREL: 3, PUBCOMP: 4 } as const;
export const EDGES = ["M2 38V2", "M2 2H38", "M38 2V38", "M38 38H2"] as const;

/** The outline of the packet that the mark acknowledges. PUBACK is 1.55 times as wide as it is high, the others are square. */
export function Ack({ type, h }: { type: AckType; h: number }) {
	if (type === "PUBACK")
		return (
			<svg className="packet-mark" width={h * 1.55} height={h} viewBox="0 0 62 40" aria-hidden="true">
				<g stroke="var(--ink)" strokeLinejoin="round">
					<path d={SHAPES[1].outer} fill="var(--card)" strokeWidth={3.6} />
					<path d="M21 20.5l7 7 13-15" fill="none" strokeWidth={4} strokeLinecap="round" />
				</g>
			</svg>
		);
	const sides = SIDES[type];
	const size = Math.max(18, (SMALLEST_LETTER * 40) / h);
	return (
		<svg className="packet-mark" width={h} height={h} viewBox="0 0 40 40" aria-hidden="true">
			<path d="M2 2H38V38H2Z" fill="var(--card)" stroke="var(--line-2)" strokeWidth={1.6} strokeDasharray="3 3" />
			<path d={EDGES.slice(0, sides).join("")} fill="none" stroke="var(--ink)" strokeWidth={4.4} strokeLinecap="square" />
			{size <= 28 && (
				<text x={20} y={20} dy=".355em" textAnchor="middle" fontFamily="var(--f-plate)" fontWeight={800} fontSize={size} fill="var(--ink)">
					{sides}
				</text>
			)}
		</svg>
	);
}
