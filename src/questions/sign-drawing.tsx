import type { ReactNode } from "react";
import type { Sign } from "#course/questions/question.ts";
import type { IconName } from "#kit/icon.tsx";
import { ICONS } from "#kit/icons.ts";
import { markWidth, PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";

/** The small picture beside a question: 58 x 34. Hidden from assistive technology, the question says it all. */
export function SignDrawing({ sign }: { sign: Sign }) {
	return (
		<svg width={58} height={34} viewBox="0 0 58 34" overflow="visible" aria-hidden="true">
			{DRAWINGS[sign]}
		</svg>
	);
}

const glyph = (icon: IconName): ReactNode => (
	<path
		d={ICONS[icon]}
		transform="translate(19 7) scale(1.25)"
		fill="none"
		stroke="var(--ink)"
		strokeWidth={1.5}
		strokeLinecap="round"
		strokeLinejoin="round"
	/>
);
const packet = (type: "CONNECT" | "CONNACK" | "PUBACK", dir: "left" | "right", h: number): ReactNode => (
	<g transform={`translate(${29 - markWidth(type, h) / 2} ${17 - h / 2})`}>
		<PacketMark type={type} dir={dir} h={h} />
	</g>
);
const slot = (x: number, full: boolean): ReactNode => (
	<rect
		x={x}
		y={7}
		width={14}
		height={20}
		rx={2}
		fill={full ? "var(--queued-tint)" : "var(--well)"}
		stroke={full ? "var(--queued-edge)" : "var(--line-2)"}
		strokeWidth={1.3}
		strokeDasharray={full ? undefined : "3 3"}
	/>
);

const DRAWINGS: Readonly<Record<Sign, ReactNode>> = {
	dropped: <Puck qos={0} fate="dropped" h={20} at={{ x: 29, y: 17 }} />,
	floor: (
		<>
			<rect x={10} y={7} width={38} height={16} fill="var(--card)" stroke="var(--ink)" strokeWidth={2} />
			<rect x={9} y={22} width={40} height={6} fill="var(--ink)" />
		</>
	),
	"open-floor": (
		<path d="M10 27V7H48V27" fill="var(--card)" fillOpacity={0.7} stroke="var(--line-2)" strokeWidth={2} strokeDasharray="5 4" />
	),
	plug: packet("CONNECT", "right", 20),
	"plug-back": packet("CONNACK", "left", 20),
	clock: glyph("clock"),
	lower: (
		<>
			<Puck qos={1} fate="outline" h={15} at={{ x: 15, y: 17 }} />
			<path d="M31 17h6" stroke="var(--ink)" strokeWidth={2} />
			<Puck qos={0} fate="outline" h={15} at={{ x: 48, y: 17 }} />
		</>
	),
	retained: <Puck qos={0} fate="outline" h={20} at={{ x: 29, y: 19 }} retain />,
	mixed: (
		<>
			<Puck qos={0} fate="outline" h={18} at={{ x: 14, y: 18 }} retain />
			<Puck qos={1} fate="queued" h={17} at={{ x: 42, y: 17 }} />
		</>
	),
	two: (
		<>
			<Puck qos={1} fate="delivered" h={17} at={{ x: 14, y: 17 }} />
			<Puck qos={1} fate="delivered" h={17} at={{ x: 44, y: 17 }} />
		</>
	),
	shuttle: <Puck qos={1} fate="outline" h={20} at={{ x: 29, y: 17 }} />,
	square: <Puck qos={2} fate="outline" h={20} at={{ x: 29, y: 17 }} />,
	slots: (
		<>
			{slot(6, true)}
			{slot(22, true)}
			{slot(38, false)}
		</>
	),
	ack: packet("PUBACK", "left", 19),
	people: glyph("people"),
	scissors: glyph("scissors"),
	book: glyph("book"),
};
