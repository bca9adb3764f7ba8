import type { ReactNode } from "react";
import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { Marked } from "./marked.tsx";
import "./sign-legend.css";

type Sign = { readonly key: string; readonly drawn: ReactNode; readonly says: string };

const QOS = [0, 1, 2] as const;
const SHAPE_NAMES = ["Circle", "Eye", "Square"] as const;

const SHAPES: readonly Sign[] = [
	...QOS.map((qos) => ({
		key: `q${qos}`,
		drawn: <Puck qos={qos} fate="outline" label="m1" h={28} />,
		says: `${SHAPE_NAMES[qos]}: a message at QoS ${qos}`,
	})),
	{ key: "retain", drawn: <Puck qos={1} fate="flight" label="r1" h={28} retain />, says: "Ribbon: sent with RETAIN = 1" },
	{ key: "dup", drawn: <DupSign />, says: "Second outline: sent again, with DUP = 1" },
	{ key: "other", drawn: <PacketMark type="PUBACK" dir="left" h={28} />, says: "Any other packet, such as PUBACK" },
];

const COLOURS: readonly Sign[] = [
	{ key: "flight", drawn: <Puck qos={1} fate="flight" label="m1" h={28} />, says: "Blue: on a wire, or in flight" },
	{ key: "queued", drawn: <Puck qos={1} fate="queued" label="m1" h={28} />, says: "Amber: queued" },
	{ key: "delivered", drawn: <Puck qos={1} fate="delivered" label="m1" h={28} />, says: "Green with a tick: delivered" },
	{ key: "dropped", drawn: <Puck qos={1} fate="dropped" label="m1" h={28} />, says: "Red outline: dropped" },
	{ key: "copy", drawn: <Puck qos={1} fate="outline" label="m1" h={28} />, says: "Black outline: a copy kept by its sender" },
];

const WIRES: readonly Sign[] = [
	{ key: "live", drawn: <WireSign />, says: "Solid: the client is connected" },
	{ key: "connecting", drawn: <WireSign dash="7 5" />, says: "Dashed: its CONNECT has no CONNACK yet" },
	{ key: "silent", drawn: <WireSign dash="0.5 8" />, says: "Dotted: silent, nothing passes, and neither end is told" },
	{ key: "hanging", drawn: <WireSign cut />, says: "Loose end: unplugged, or the cable cut" },
];

const RAIL: readonly Sign[] = [
	{
		key: "puck",
		drawn: <Puck qos={1} fate="delivered" h={14} />,
		says: "A shape: something was published, in the colour of what became of it",
	},
	{
		key: "bar",
		drawn: <i className="sign-legend-bar" />,
		says: "A bar, once there is too much for shapes: all that was published in that time",
	},
	{ key: "tick", drawn: <i className="sign-legend-tick" />, says: "A tick: any other packet" },
	{ key: "window", drawn: <i className="sign-legend-window" />, says: "The bracket below: what the tape shows" },
];

const code = (text: string) => <code>{text}</code>;
const CODES: readonly Sign[] = [
	{ key: "m", drawn: code("m1, r1, w1"), says: "The name of a message: published, published with RETAIN, or a will" },
	{
		key: "d",
		drawn: code("(d0, q1, r0)"),
		says: "In brackets, flags of a PUBLISH: DUP, QoS, RETAIN. There r1 is RETAIN = 1, not a message",
	},
	{ key: "#", drawn: code("#1"), says: "A packet id" },
	{ key: "c", drawn: code("(c1, k60)"), says: "In a CONNECT: clean_session = 1, keep alive 60 seconds" },
	{ key: "sp", drawn: code("(sp0, rc0)"), says: "In a CONNACK: session present = 0, return code 0" },
	{ key: "connection", drawn: code("Connection c2"), says: "The second connection of this room, whoever opened it" },
];

const GROUPS = [
	{ title: "Shapes", signs: SHAPES },
	{ title: "Colours", signs: COLOURS },
	{ title: "Wires", signs: WIRES },
	{ title: "Line of time", signs: RAIL },
	{ title: "Codes in the log", signs: CODES },
] as const;

/** What the drawings of the stage and the codes of the log stand for. */
export function SignLegend() {
	return (
		<div className="sign-legend">
			{GROUPS.map(({ title, signs }) => (
				<section key={title}>
					<h3>{title}</h3>
					<ul data-codes={signs === CODES || undefined}>
						{signs.map(({ key, drawn, says }) => (
							<li key={key}>
								<span>{drawn}</span>
								<p>
									<Marked>{says}</Marked>
								</p>
							</li>
						))}
					</ul>
				</section>
			))}
		</div>
	);
}

function DupSign() {
	return (
		<span className="sign-legend-dup">
			<Puck qos={1} fate="flight" label="m1" h={30} dup />
		</span>
	);
}

function WireSign({ dash, cut = false }: { dash?: string; cut?: boolean }) {
	return (
		<svg className="sign-legend-wire" width="52" height="20" viewBox="0 0 52 20" aria-hidden="true">
			<path d={cut ? "M0 6H22q8 0 8 8v4" : "M0 6H52"} strokeDasharray={dash} />
			<path d={cut ? "M0 14H12q5 0 5 4" : "M0 14H52"} strokeDasharray={dash} />
		</svg>
	);
}
