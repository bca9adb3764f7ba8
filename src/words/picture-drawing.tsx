import { ICONS } from "#kit/icons.ts";
import { markWidth, PacketMark } from "#kit/packet-mark.tsx";
import { Puck } from "#kit/puck.tsx";
import type { Part } from "./picture.ts";
import "./picture-drawing.css";

/** The picture of a term, on the tiles of the stage. The sentence beside it says the same. */
export function PictureDrawing({ parts }: { parts: readonly Part[] }) {
	return (
		<span className="picture-drawing tiled" aria-hidden="true">
			<svg viewBox="0 0 132 84" aria-hidden="true">
				{parts.map((part, at) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: a picture never changes
					<Drawn key={at} part={part} />
				))}
			</svg>
		</span>
	);
}

const LETTERS = {
	wire: { fontFamily: "var(--f-wire)", fontWeight: 600, fontSize: 13 },
	plate: { fontFamily: "var(--f-plate)", fontWeight: 700, fontSize: 14 },
} as const;
const LINE = { fill: "none", stroke: "var(--ink)", strokeLinecap: "round", strokeLinejoin: "round" } as const;

function Drawn({ part }: { part: Part }) {
	switch (part.draw) {
		case "wire":
			return <Wire state={part.state} />;
		case "puck": {
			const { x, y, draw: _, ...rest } = part;
			return <Puck {...rest} at={{ x, y }} />;
		}
		case "packet":
			return (
				<g transform={`translate(${part.x - markWidth(part.type, part.h) / 2} ${part.y - part.h / 2})`}>
					<PacketMark type={part.type} dir={part.dir} h={part.h} />
				</g>
			);
		case "session":
			return <Session {...part} />;
		case "slots":
			return <Slots {...part} />;
		case "text":
			return (
				<text x={part.x} y={part.y} textAnchor="middle" fill="var(--ink)" {...LETTERS[part.look]}>
					{part.says}
				</text>
			);
		case "icon": {
			const scale = part.s / 16;
			return (
				<path
					d={ICONS[part.n]}
					transform={`translate(${part.x - part.s / 2} ${part.y - part.s / 2}) scale(${scale})`}
					strokeWidth={2 / scale}
					{...LINE}
				/>
			);
		}
		case "arrow":
			return <path d={`M${part.x} ${part.y}h${part.length}m-5 -5l5 5l-5 5`} strokeWidth={2} {...LINE} />;
		case "end":
			return <rect x={part.x - 4} y={part.y - part.h / 2} width={8} height={part.h} rx={2} fill="var(--ink)" />;
		default:
			return part satisfies never;
	}
}

const LANES = [33, 51] as const;

function Wire({ state }: { state: "live" | "cut" | "silent" }) {
	const frayed = "M14 33H40l5 -4l-1 7l5 1M14 51H40l5 4l-1 -7l5 -1M118 33H92l-5 4l1 -7l-5 -1M118 51H92l-5 -4l1 7l-5 1";
	const whole = LANES.map((y) => `M14 ${y}H118`).join("");
	return (
		<>
			<path d={state === "cut" ? frayed : whole} strokeWidth={2.2} strokeDasharray={state === "silent" ? "0.1 6" : undefined} {...LINE} />
			{[10, 122].map((x) => (
				<rect key={x} x={x - 4} y={22} width={8} height={40} rx={2} fill="var(--ink)" />
			))}
		</>
	);
}

function Session({ kept, x, y, w, h, says }: Extract<Part, { draw: "session" }>) {
	const edge = `M${x} ${y + h}V${y}H${x + w}V${y + h}`;
	return (
		<>
			<path
				d={edge}
				fill="var(--card)"
				stroke={kept ? "var(--ink)" : "var(--line-2)"}
				strokeWidth={2}
				strokeDasharray={kept ? undefined : "5 4"}
			/>
			{kept && <rect x={x - 1} y={y + h - 1} width={w + 2} height={6} fill="var(--ink)" />}
			<text x={x + w / 2} y={y + h / 2 + 5} textAnchor="middle" fill="var(--ink)" {...LETTERS.wire}>
				{says}
			</text>
		</>
	);
}

/** Slots of a queue, filled from the left, on the floor of a persistent session. */
function Slots({ x, y, full, of }: Extract<Part, { draw: "slots" }>) {
	const left = x - of * 14;
	const places = Array.from({ length: of }, (_, at) => ({ x: left + at * 28, filled: at < full }));
	return (
		<>
			{places.map((place) => (
				<g key={place.x}>
					<rect
						x={place.x + 1.5}
						y={y - 14}
						width={25}
						height={28}
						rx={2}
						fill={place.filled ? "var(--queued-tint)" : "var(--well)"}
						stroke={place.filled ? "var(--queued-edge)" : "var(--line-2)"}
						strokeWidth={1.3}
						strokeDasharray={place.filled ? undefined : "3 3"}
					/>
					{place.filled && <Puck qos={1} fate="queued" h={14} at={{ x: place.x + 14, y }} />}
				</g>
			))}
			<rect x={left - 1} y={y + 17} width={of * 28 + 2} height={6} fill="var(--ink)" />
		</>
	);
}
