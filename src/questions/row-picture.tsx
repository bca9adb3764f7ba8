import type { Bead, Carried, Picture } from "#course/questions/picture.ts";
import type { PuckFate } from "#kit/fate.ts";
import { ICONS } from "#kit/icons.ts";
import { markWidth, PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { puckWidth } from "#kit/shape.ts";
import "./row-picture.css";

const PLATE = { fontFamily: "var(--f-plate)", fontWeight: 700, fontSize: 13, fill: "var(--ink)" } as const;
const TEXT = { fontFamily: "var(--f-text)", fontWeight: 500, fontSize: 13, fill: "var(--ink-2)" } as const;
const LINE = { fill: "none", stroke: "var(--ink)", strokeWidth: 2.2, strokeLinecap: "round", strokeLinejoin: "round" } as const;
const MIDDLE = 66;

/** The picture of one moment, 132 x 84, in the vocabulary of the stage. The words beside it say the same. */
export function RowPicture({ picture }: { picture: Picture }) {
	return (
		<span className="row-picture tiled">
			<svg viewBox="0 0 132 84" aria-hidden="true">
				{picture.draws === "session" && <Session {...picture} />}
				{picture.draws === "client" && <Client {...picture} />}
				{picture.draws === "retained" && <Retained {...picture} />}
				{picture.draws === "wire" && <Wire {...picture} />}
			</svg>
		</span>
	);
}

type Drawn<Of extends Picture["draws"]> = Extract<Picture, { draws: Of }>;
type Placed = { readonly beads: readonly { readonly bead: Bead; readonly fate: PuckFate }[]; readonly y: number; readonly h: number };

/** Pucks in a row, around the middle of the picture. */
function Beads({ beads, y, h }: Placed) {
	const gap = 5;
	const widths = beads.map(({ bead }) => puckWidth(bead.qos, h));
	const left = MIDDLE - widths.reduce((sum, width) => sum + width + gap, -gap) / 2;
	const middles = widths.map((width, at) => left + width / 2 + widths.slice(0, at).reduce((sum, before) => sum + before + gap, 0));
	return beads.map(({ bead, fate }, at) => {
		const x = middles[at] ?? MIDDLE;
		return <Puck key={x} {...bead} label={bead.message} fate={fate} h={h} at={{ x, y }} />;
	});
}

const as = (fate: PuckFate) => (bead: Bead) => ({ bead, fate });

function Session({ client, kind, flight, queued, fallen }: Drawn<"session">) {
	const [x, y, w, h] = [10, 24, 112, 30];
	if (kind === "none")
		return (
			<>
				<Name says={client} />
				<rect
					x={x}
					y={y}
					width={w}
					height={h}
					fill="none"
					stroke="var(--line-2)"
					strokeWidth={1.5}
					strokeDasharray="1.5 4"
					strokeLinecap="round"
				/>
				<text x={MIDDLE} y={y + 19} textAnchor="middle" {...TEXT}>
					no session
				</text>
				<Beads beads={fallen.map(as("dropped"))} y={70} h={20} />
			</>
		);
	const clean = kind === "clean";
	return (
		<>
			<Name says={client} />
			<rect x={x} y={y} width={w} height={h} fill="var(--card)" />
			<path
				d={`M${x} ${y + h}V${y}H${x + w}V${y + h}`}
				fill="none"
				stroke={clean ? "var(--line-2)" : "var(--ink)"}
				strokeWidth={2}
				strokeDasharray={clean ? "5 4" : undefined}
			/>
			{!clean && <path d={`M${x - 1} ${y + h}H${x + w + 1}`} stroke="var(--ink)" strokeWidth={6} />}
			<Beads beads={[...flight.map(as("flight")), ...queued.map(as("queued"))]} y={y + 14} h={20} />
			<Beads beads={fallen.map(as("dropped"))} y={71} h={20} />
		</>
	);
}

function Name({ says, y = 16 }: { says: string; y?: number }) {
	return (
		<text x={MIDDLE} y={y} textAnchor="middle" {...PLATE}>
			{says}
		</text>
	);
}

function Client({ client, has, keeps }: Drawn<"client">) {
	const beads = [...has.map(as("delivered")), ...keeps.map(as("outline"))];
	return (
		<>
			<rect x={8} y={12} width={116} height={60} rx={4} fill="var(--card)" stroke="var(--ink)" strokeWidth={1.5} />
			<Name says={client} y={28} />
			{beads.length === 0 && (
				<text x={MIDDLE} y={55} textAnchor="middle" {...TEXT}>
					nothing
				</text>
			)}
			<Beads beads={beads} y={52} h={beads.length > 2 ? 20 : 26} />
			{has.length === 1 && has.some(({ dup }) => dup) && <DupPlate x={104} y={44} />}
		</>
	);
}

function Retained({ kept }: Drawn<"retained">) {
	return (
		<>
			<Name says="retained" y={22} />
			<rect x={22} y={32} width={88} height={36} fill="var(--card)" stroke="var(--ink)" strokeWidth={1.5} />
			{kept === null ? (
				<text x={MIDDLE} y={55} textAnchor="middle" {...TEXT}>
					nothing
				</text>
			) : (
				<Puck qos={kept.qos} label={kept.message} fate="outline" h={24} at={{ x: MIDDLE, y: 51 }} retain />
			)}
		</>
	);
}

const WIRE = { from: 12, to: 120, top: 36, low: 52 } as const;

/** The client at the left, the broker at the right. What a cut has taken lies below. */
function Wire({ client, link, up, down }: Drawn<"wire">) {
	const { from, to, top, low } = WIRE;
	const frayed = `M${from} ${top}H44l5 -4l-1 7l5 1M${from} ${low}H44l5 4l-1 -7l5 -1M${to} ${top}H88l-5 4l1 -7l-5 -1M${to} ${low}H88l-5 -4l1 7l-5 1`;
	const whole = `M${from} ${top}H${to}M${from} ${low}H${to}`;
	const broken = link === "cut";
	return (
		<>
			<text x={4} y={16} {...PLATE}>
				{client}
			</text>
			<text x={128} y={16} textAnchor="end" {...PLATE}>
				broker
			</text>
			{link !== "out" && <path d={broken ? frayed : whole} {...LINE} strokeDasharray={link === "silent" ? "0.1 6" : undefined} />}
			{link === "out" && <path d={`M${to} ${top}H96M${to} ${low}H96`} {...LINE} stroke="var(--ink-3)" />}
			{[from - 2, to - 6].map((x) => (
				<rect key={x} x={x} y={25} width={8} height={38} rx={2} fill={link === "out" && x < MIDDLE ? "var(--line-2)" : "var(--ink)"} />
			))}
			{broken && <path d={ICONS.cross} transform="translate(57 35) scale(1.15)" {...LINE} />}
			{up !== null && <Packet carried={up} dir="right" x={broken ? 36 : link === "out" ? 50 : 78} y={broken ? 71 : 35} lost={broken} />}
			{down !== null && <Packet carried={down} dir="left" x={broken ? 36 : 50} y={broken ? 71 : 53} lost={broken} />}
		</>
	);
}

/** At QoS 0 a lost packet is the end of its message; above that somebody still keeps a copy. */
function Packet({ carried, dir, x, y, lost }: { carried: Carried; dir: "left" | "right"; x: number; y: number; lost: boolean }) {
	if (typeof carried !== "string") {
		const fate = lost ? (carried.qos === 0 ? "dropped" : "outline") : "flight";
		return (
			<>
				<Puck {...carried} label={carried.message} fate={fate} h={22} at={{ x, y }} />
				{carried.dup && <DupPlate x={x} y={y + 12} />}
			</>
		);
	}
	const h = /^PUB/.test(carried) ? 18 : 22;
	return (
		<g transform={`translate(${x - markWidth(carried, h) / 2} ${y - h / 2})`}>
			<PacketMark type={carried} dir={dir} h={h} />
		</g>
	);
}

/** Beside pucks that are too small for a plate of their own. */
function DupPlate({ x, y }: { x: number; y: number }) {
	return (
		<>
			<rect x={x - 16} y={y} width={33} height={16} rx={2} fill="var(--card)" stroke="var(--ink)" strokeWidth={1.5} />
			<text x={x + 0.5} y={y + 12.4} textAnchor="middle" {...PLATE} fontSize={12}>
				DUP
			</text>
		</>
	);
}
