import { Puck } from "#kit/puck.tsx";
import { BrokerCase, Chevron, PLATE, STRONG, TEXT, WIRE } from "./scene-parts.tsx";
import "./scene-tall.css";

/** The same drawing from top to bottom, for a phone: 390 x 516, one unit per px. */
export function TallScene() {
	return (
		<svg className="scene-tall" viewBox="0 0 390 516" aria-hidden="true">
			<Bar y={16} name="pub-1" says="Connected" connected />
			<HeldAbove />
			<BrokerCase x={16} y={184} />
			<Hanging />
			<Bar y={442} name="sub-1" says="Offline" connected={false} />
			<text x={374} y={508} fontSize={13} textAnchor="end" {...TEXT}>
				A drawing. Yours will be live.
			</text>
		</svg>
	);
}

function Bar({ y, name, says, connected }: { y: number; name: string; says: string; connected: boolean }) {
	return (
		<g transform={`translate(16 ${y})`}>
			<rect width={358} height={44} rx={6} fill="var(--card)" stroke={connected ? "var(--ink)" : "var(--line-2)"} strokeWidth={1.5} />
			<text x={16} y={29} fontSize={20} {...PLATE}>
				{name}
			</text>
			{connected ? (
				<circle cx={96} cy={22} r={5.5} fill="var(--ink)" />
			) : (
				<circle cx={96} cy={22} r={5} fill="none" stroke="var(--line-2)" strokeWidth={2} />
			)}
			<text x={110} y={27} fontSize={15} {...STRONG}>
				{says}
			</text>
		</g>
	);
}

function HeldAbove() {
	return (
		<>
			<rect x={154} y={60} width={82} height={12} rx={2} fill="var(--ink)" />
			<rect x={154} y={172} width={82} height={12} rx={2} fill="var(--ink)" />
			<rect x={167} y={72} width={56} height={100} fill="var(--card)" opacity={0.5} />
			<path d="M167 72V172M223 72V172" stroke="var(--ink)" strokeWidth={2.6} />
			<Chevron x={167} y={156} turn={90} />
			<Chevron x={223} y={92} turn={-90} />
			<Chevron x={223} y={150} turn={-90} />
			<Puck qos={1} label="m3" fate="flight" h={44} held wake="down" at={{ x: 167, y: 116 }} />
			<text x={108} y={112} fontSize={15} textAnchor="end" {...WIRE}>
				PUBLISH
			</text>
			<text x={108} y={131} fontSize={15} textAnchor="end" {...WIRE}>
				q1 #12
			</text>
			<text x={252} y={116} fontSize={15} {...STRONG}>
				Held on the wire
			</text>
		</>
	);
}

function Hanging() {
	return (
		<>
			<rect x={154} y={380} width={82} height={12} rx={2} fill="var(--ink)" />
			<path d="M167 392C167 412 148 400 138 407M223 392C223 424 170 414 148 424" fill="none" stroke="var(--ink-3)" strokeWidth={2.6} />
			<g transform="translate(140 416) rotate(105)">
				<rect x={-18} width={36} height={12} rx={2} fill="var(--ink-3)" />
				<path d="M-10 13v8M10 13v8" stroke="var(--ink-3)" strokeWidth={5} strokeLinecap="round" />
			</g>
			<rect x={154} y={431} width={82} height={11} rx={2} fill="var(--card)" stroke="var(--line-2)" strokeWidth={1.5} />
			<text x={252} y={416} fontSize={15} {...STRONG}>
				Unplugged
			</text>
		</>
	);
}
