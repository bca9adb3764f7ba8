import { PAINT, type PuckFate } from "./fate.ts";
import { type PuckQos, SMALLEST_LETTER } from "./shape.ts";

const LETTER = { textAnchor: "middle", fontFamily: "var(--f-plate)", fontWeight: 800 } as const;

/** How much a drawn letter must be enlarged to reach 12 px; null when that would hide the puck. */
function grown(unit: number, scale: number, most: number): number | null {
	const by = Math.max(1, SMALLEST_LETTER / (unit * scale));
	return by <= most ? by : null;
}

/** RETAIN: an ink ribbon, top right. */
export function Ribbon({ qos, scale, mini }: { qos: PuckQos; scale: number; mini: boolean }) {
	const right = qos === 1 ? 56 : qos === 2 ? 44 : 42;
	const by = mini ? null : grown(10.5, scale, 1.5);
	const size = by ?? 1;
	return (
		<g transform={`translate(${right - 14 * size} ${9 - 20 * size}) scale(${size})`}>
			<path d="M0 0h14v20l-7-5-7 5z" fill="var(--ink)" stroke="var(--card)" strokeWidth={1.4} strokeLinejoin="round" />
			{by !== null && (
				<text x={7} y={11.8} fontSize={10.5} fill="var(--on-ink)" {...LETTER}>
					R
				</text>
			)}
		</g>
	);
}

/** DUP: the bit is set. dup=0, dashed: the packet was sent again and the bit is not set. */
export function DupPlate({ qos, fate, bit, scale }: { qos: PuckQos; fate: PuckFate; bit: boolean; scale: number }) {
	const by = grown(10, scale, 1.5);
	if (by === null) return null;
	const w = bit ? 27 : 36;
	const tinted = fate === "flight" || fate === "queued" || fate === "delivered" || fate === "dropped";
	const edge = bit ? PAINT[fate].edge : "var(--ink)";
	return (
		<g transform={`translate(${qos === 1 ? -4 : -10} 35) scale(${by})`}>
			<rect width={w} height={14} rx={2} fill="var(--card)" stroke={edge} strokeWidth={1.6} strokeDasharray={bit ? undefined : "3 2"} />
			<text x={w / 2} y={10.7} fontSize={10} fill={!bit ? "var(--ink)" : tinted ? `var(--${fate})` : edge} {...LETTER}>
				{bit ? "DUP" : "dup=0"}
			</text>
		</g>
	);
}

export function Wake({ way, w, fill }: { way: "right" | "left" | "down" | "up"; w: number; fill: string }) {
	const middle = w / 2;
	const paths = {
		right: "M-9 13h-9M-9 20h-17M-9 27h-9",
		left: `M${w + 9} 13h9M${w + 9} 20h17M${w + 9} 27h9`,
		down: `M${middle - 8} -10v-9M${middle} -10v-16M${middle + 8} -10v-9`,
		up: `M${middle - 8} 53v9M${middle} 53v16M${middle + 8} 53v9`,
	};
	return <path d={paths[way]} fill="none" stroke={fill} strokeWidth={2.4} strokeLinecap="round" />;
}

export function Brackets({ w }: { w: number }) {
	const a = -7;
	const b = w + 7;
	return (
		<path
			d={`M${a + 5} -6H${a}V3M${a} 38V47H${a + 5}M${b - 5} -6H${b}V3M${b} 38V47H${b - 5}`}
			fill="none"
			stroke="var(--ink)"
			strokeWidth={2}
		/>
	);
}

export function Tick({ x, edge }: { x: number; edge: string }) {
	return (
		<g transform={`translate(${x} 27)`}>
			<circle cx={7} cy={7} r={8} fill="var(--card)" stroke={edge} strokeWidth={1.6} />
			<path d="M3.6 7.2l2.4 2.5 4.4-5" fill="none" stroke={edge} strokeWidth={2.2} strokeLinecap="round" strokeLinejoin="round" />
		</g>
	);
}
