import { PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import { BrokerCase, Chevron, ClientPlate, TEXT, WIRE } from "./scene-parts.tsx";
import { TallScene } from "./scene-tall.tsx";
import "./scene.css";

/** A drawing of what a room looks like. The drawing is not a room, and says so. */
export function Scene() {
	return (
		<figure className="scene tiled">
			<figcaption className="sr">
				A drawing: m3 is held on the wire to the broker, m1 and m2 wait in sub-1’s session, a QoS 0 message has been dropped, and sub-1 is
				unplugged.
			</figcaption>
			<svg className="scene-wide" viewBox="0 0 1440 232" aria-hidden="true">
				<ClientPlate x={48} y={64} name="pub-1" part="Publisher" connected />
				<LiveWire />
				<BrokerCase x={548} y={18} />
				<UnpluggedWire />
				<ClientPlate x={1240} y={46} name="sub-1" part="Subscriber" connected={false} />
				<text x={1392} y={212} fontSize={14} textAnchor="end" {...TEXT}>
					A drawing. Yours will be live.
				</text>
			</svg>
			<TallScene />
		</figure>
	);
}

function LiveWire() {
	return (
		<>
			<rect x={200} y={76} width={17} height={84} rx={2} fill="var(--ink)" />
			<rect x={531} y={76} width={17} height={84} rx={2} fill="var(--ink)" />
			<rect x={217} y={96} width={314} height={44} fill="var(--card)" opacity={0.5} />
			<path d="M217 96H531M217 140H531" stroke="var(--ink)" strokeWidth={2.6} />
			{[252, 300, 480, 510].map((x) => (
				<Chevron key={x} x={x} y={96} turn={0} />
			))}
			{[250, 400, 450, 500].map((x) => (
				<Chevron key={x} x={x} y={140} turn={180} />
			))}
			<Puck qos={1} label="m3" fate="flight" h={50} held wake="right" at={{ x: 402, y: 96 }} />
			<text x={402} y={46} fontSize={15} textAnchor="middle" {...WIRE}>
				PUBLISH q1 #12
			</text>
			<svg x={296.3} y={126} width={43.4} height={28} overflow="visible" aria-hidden="true">
				<PacketMark type="PUBACK" dir="left" h={28} />
			</svg>
			<text x={318} y={182} fontSize={15} textAnchor="middle" {...WIRE}>
				PUBACK #11
			</text>
		</>
	);
}

function UnpluggedWire() {
	return (
		<>
			<rect x={906} y={58} width={17} height={84} rx={2} fill="var(--ink)" />
			<path d="M923 78C1040 78 1106 86 1106 156M923 122C1010 122 1068 118 1068 156" fill="none" stroke="var(--ink-3)" strokeWidth={2.6} />
			<g transform="translate(1087 156)">
				<rect x={-29} width={58} height={17} rx={2} fill="var(--ink-3)" />
				<path d="M-17 18v13M17 18v13" stroke="var(--ink-3)" strokeWidth={6} strokeLinecap="round" />
			</g>
			<text x={1087} y={212} fontSize={15} textAnchor="middle" {...TEXT}>
				unplugged
			</text>
			<rect x={1223} y={58} width={17} height={84} rx={2} fill="var(--card)" stroke="var(--line-2)" strokeWidth={1.5} />
			{[78, 122].map((y) => (
				<circle key={y} cx={1231.5} cy={y} r={4} fill="var(--well)" stroke="var(--line-2)" strokeWidth={1.5} />
			))}
		</>
	);
}
