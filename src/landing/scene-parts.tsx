import { Puck } from "#kit/puck.tsx";

/** Lettering of the drawing. Sizes are px on the screen when the drawing is not scaled. */
export const PLATE = { fontFamily: "var(--f-plate)", fontWeight: 700, fill: "var(--ink)" } as const;
export const TEXT = { fontFamily: "var(--f-text)", fontWeight: 500, fill: "var(--ink-2)" } as const;
export const STRONG = { fontFamily: "var(--f-text)", fontWeight: 700, fill: "var(--ink)" } as const;
export const WIRE = { fontFamily: "var(--f-wire)", fontWeight: 600, fill: "var(--ink)" } as const;

/** The glass case with sub-1's session inside: 358 x 196, with the top left corner at x, y. */
export function BrokerCase({ x, y }: { x: number; y: number }) {
	return (
		<g transform={`translate(${x} ${y})`}>
			<rect width={358} height={196} rx={10} fill="var(--card)" fillOpacity={0.55} stroke="var(--ink)" strokeWidth={2} />
			<rect x={5} y={5} width={348} height={186} rx={6} fill="none" stroke="var(--line-2)" />
			<text x={20} y={31} fontSize={20} {...PLATE}>
				Broker
			</text>
			<text x={338} y={31} fontSize={14} textAnchor="end" {...TEXT}>
				Aedes, behind glass
			</text>
			<g transform="translate(18 42)">
				<KeptSession />
			</g>
			<Puck qos={0} label="m0" fate="dropped" h={34} at={{ x: 38, y: 168 }} />
			<text x={66} y={173} fontSize={14.5} {...TEXT} fontWeight={600} fill="var(--dropped)">
				At QoS 0 it is not queued, so it is gone
			</text>
		</g>
	);
}

function KeptSession() {
	const slot = 58;
	return (
		<>
			<rect width={322} height={92} fill="var(--card)" stroke="var(--ink)" strokeWidth={2} />
			<rect x={-1} y={88} width={324} height={7} fill="var(--ink)" />
			<text x={13} y={24} fontSize={16} {...PLATE}>
				sub-1’s session
			</text>
			<text x={310} y={24} fontSize={14} textAnchor="end" {...TEXT}>
				kept while offline
			</text>
			<rect x={12} y={34} width={298} height={46} rx={2} fill="var(--well)" />
			{[0, 1, 2, 3, 4].map((n) => (
				<rect
					key={n}
					x={17 + n * slot}
					y={37}
					width={slot - 3}
					height={40}
					rx={2}
					fill={n < 2 ? "var(--queued-tint)" : "none"}
					stroke={n < 2 ? "var(--queued-edge)" : "var(--line-2)"}
					strokeWidth={n < 2 ? 1.5 : 1}
					strokeDasharray={n < 2 ? undefined : "3 3"}
				/>
			))}
			<Puck qos={1} label="m1" fate="queued" h={30} at={{ x: 16 + slot * 0.5 - 0.5, y: 56 }} />
			<Puck qos={2} label="m2" fate="queued" h={30} at={{ x: 16 + slot * 1.5 - 0.5, y: 56 }} />
		</>
	);
}

/** A client card: 152 x 106. */
export function ClientPlate({ x, y, name, part, connected }: { x: number; y: number; name: string; part: string; connected: boolean }) {
	return (
		<g transform={`translate(${x} ${y})`}>
			<rect width={152} height={106} rx={6} fill="var(--card)" stroke={connected ? "var(--ink)" : "var(--line-2)"} strokeWidth={1.5} />
			<text x={19} y={35} fontSize={24} {...PLATE}>
				{name}
			</text>
			{connected ? (
				<circle cx={25} cy={56} r={5.5} fill="var(--ink)" />
			) : (
				<circle cx={25} cy={56} r={5} fill="none" stroke="var(--line-2)" strokeWidth={2} />
			)}
			<text x={39} y={61} fontSize={15} {...STRONG}>
				{connected ? "Connected" : "Offline"}
			</text>
			<text x={19} y={87} fontSize={14} {...TEXT}>
				{part}
			</text>
		</g>
	);
}

/** The direction of a lane: an arrow head with its middle at x, y, turned by this many degrees. */
export function Chevron({ x, y, turn }: { x: number; y: number; turn: number }) {
	return (
		<path
			d="M-5 -5L3 0L-5 5"
			transform={`translate(${x} ${y}) rotate(${turn})`}
			fill="none"
			stroke="var(--ink)"
			strokeWidth={2}
			strokeLinecap="round"
			strokeLinejoin="round"
		/>
	);
}
