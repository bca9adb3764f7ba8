import type { ReactNode } from "react";
import type { Direction } from "#mqtt/packet.ts";
import { hangingPlug } from "./hanging-plug.ts";
import { TALL_SOCKET } from "./shapes.ts";
import { laneOffset, lanePath, SOCKET, type WireShape } from "./wire-path.ts";
import type { WireView } from "./wire-state.ts";
import "./wire-drawing.css";

const LANES: readonly Direction[] = ["up", "down"];

/** One wire. Drawn along x; a tall stage swaps the axes. */
export function WireDrawing({ shape, view }: { shape: WireShape; view: WireView }) {
	const flat: WireShape = { ...shape, axis: "x" };
	const plugged =
		view.kind === "live" || view.kind === "connecting" || view.kind === "cut" || view.kind === "silent" || view.kind === "held";
	const known = plugged || view.kind === "leaving" || view.kind === "half-open" || view.kept;
	return (
		<g
			className="wire-drawing"
			data-kind={view.kind}
			data-kept={view.kept}
			data-wire={shape.clientId}
			transform={shape.axis === "y" ? "matrix(0 1 1 0 0 0)" : undefined}
		>
			<Cable flat={flat} view={view} tall={shape.axis === "y"} />
			<Socket flat={flat} end="client" live={plugged} tall={shape.axis === "y"} />
			<Socket flat={flat} end="broker" live={known} tall={shape.axis === "y"} />
		</g>
	);
}

function Cable({ flat, view, tall }: { flat: WireShape; view: WireView; tall: boolean }) {
	switch (view.kind) {
		case "unplugged":
			return <Hanging flat={flat} tall={tall} />;
		case "cut":
			return <Frayed flat={flat} />;
		case "silent":
		case "half-open":
			return <Silent flat={flat} halfOpen={view.kind === "half-open"} clock={typeof view.note?.until === "number"} />;
		case "connecting":
			return <Lanes flat={flat} className="wire-drawing-in" dashed />;
		case "held":
			return (
				<Lanes flat={flat}>
					<Brackets flat={flat} />
				</Lanes>
			);
		default:
			return (
				<Lanes flat={flat}>
					<Chevrons flat={flat} />
				</Lanes>
			);
	}
}

function Lanes({ flat, dashed, className, children }: { flat: WireShape; dashed?: boolean; className?: string; children?: ReactNode }) {
	const { gauge, client, broker } = flat;
	const level = client.across === broker.across;
	return (
		<g className={className} data-from={client.along < broker.along ? "start" : "end"}>
			{level && gauge.gap > 5 && (
				<rect
					className="wire-drawing-glass"
					x={Math.min(client.along, broker.along)}
					y={client.across - gauge.gap}
					width={Math.abs(broker.along - client.along)}
					height={2 * gauge.gap}
				/>
			)}
			{LANES.map((lane) => (
				<path
					key={lane}
					className="wire-drawing-lane"
					d={lanePath(flat, lane)}
					strokeWidth={gauge.lane}
					strokeDasharray={dashed ? "7 5" : undefined}
				/>
			))}
			{children}
		</g>
	);
}

/** Small arrows on both lanes: upper to the broker, lower back. */
function Chevrons({ flat }: { flat: WireShape }) {
	const length = Math.abs(flat.broker.along - flat.client.along);
	const to = Math.sign(flat.broker.along - flat.client.along);
	const size = flat.gauge.gap > 5 ? 1 : 0.6;
	const stops = length > 110 ? [22 / length, 0.5, 1 - 20 / length] : [0.28, 0.76];
	return LANES.flatMap((lane) =>
		(flat.gauge.gap > 5 ? stops : [0.5]).map((u) => {
			const along = flat.client.along + u * (flat.broker.along - flat.client.along);
			const rise = flat.broker.across - flat.client.across;
			const across = flat.client.across + rise * u * u * (3 - 2 * u) + laneOffset(flat, lane);
			const slope = (Math.atan2(rise * 6 * u * (1 - u), length * to) * 180) / Math.PI;
			const turn = lane === "up" ? slope : slope + 180;
			return (
				<path
					key={`${lane}${u}`}
					className="wire-drawing-chevron"
					d="M-4 -4L3 0L-4 4"
					transform={`translate(${along} ${across}) rotate(${turn}) scale(${size})`}
				/>
			);
		}),
	);
}

/** Four corners about the wire, as about a packet that is held. */
function Brackets({ flat: { client, broker, gauge } }: { flat: WireShape }) {
	const long = gauge.gap > 5 ? 14 : 6;
	const half = gauge.half + (gauge.gap > 5 ? 4 : 1);
	const to = Math.sign(broker.along - client.along);
	const corner = ({ along, across }: WireShape["client"], way: number, side: number) =>
		`M${along + way * (6 + long)} ${across + side * half}h${-way * long}v${-side * Math.min(long, half)}`;
	const corners = [-1, 1].flatMap((side) => [corner(client, to, side), corner(broker, -to, side)]);
	return <path className="wire-drawing-brackets" d={corners.join("")} />;
}

function Hanging({ flat, tall }: { flat: WireShape; tall: boolean }) {
	const plug = hangingPlug(flat, tall);
	return (
		<g className="wire-drawing-hanging">
			<path className="wire-drawing-lane" d={plug.cables} strokeWidth={flat.gauge.lane} />
			<g transform={`translate(${plug.x} ${plug.y}) scale(${plug.scale} ${plug.scale * plug.way})`}>
				<rect x={-24} y={0} width={48} height={15} rx={2} />
				<path d="M-15 16v11M15 16v11" className="wire-drawing-prongs" />
			</g>
		</g>
	);
}

/** The gap that a cut leaves: both plugs are still in, four frayed ends, scissors between them. */
function Frayed({ flat }: { flat: WireShape }) {
	const { client, broker, gauge } = flat;
	const to = Math.sign(broker.along - client.along);
	const middle = (client.along + broker.along) / 2;
	// a short wire frays less, because its ends have to reach out of the sockets
	const fray = gauge.gap > 5 ? Math.min(1, Math.abs(broker.along - client.along) / 96) : 0.4;
	const gap = gauge.gap > 5 ? 24 * fray : 8;
	const shears = gauge.gap > 5 ? Math.max(0.75, fray) : fray;
	const end = (from: number, across: number, way: number) =>
		`M${from} ${across}L${middle - way * (gap + 11 * fray)} ${across}l${way * 4 * fray} ${-5 * fray}l${way * 3 * fray} ${8 * fray}l${way * 4 * fray} ${-4 * fray}`;
	return (
		<g className="wire-drawing-frayed">
			{LANES.map((lane) => (
				<path
					key={lane}
					className="wire-drawing-lane"
					strokeWidth={gauge.lane}
					d={end(client.along, client.across + laneOffset(flat, lane), to) + end(broker.along, broker.across + laneOffset(flat, lane), -to)}
				/>
			))}
			<g
				transform={`translate(${middle - 11 * shears} ${(client.across + broker.across) / 2 - 11 * shears}) scale(${1.4 * shears})`}
				className="wire-drawing-shears"
			>
				<path d={SCISSORS} />
			</g>
		</g>
	);
}

/** Px from one dot to the next. */
const DOTS = 9;

/** Dashes of a lane, counted from the client's end: the middle of the lane is dots, or all but the broker's end once the client has gone. */
function silentDashes(length: number, halfOpen: boolean): string {
	const dots = Math.max(3, Math.round(((halfOpen ? 0.72 : 0.56) * length) / DOTS));
	const solid = Math.max(0, length - DOTS * dots);
	if (halfOpen) return `${`0 ${DOTS} `.repeat(dots)}${solid}`;
	return `${solid / 2} ${`${DOTS} 0 `.repeat(dots - 1)}${DOTS} ${solid / 2}`;
}

/** Nothing passes, and nothing has come loose: both plugs are in. The clock at the broker's end is the broker's keep alive. */
function Silent({ flat, halfOpen, clock }: { flat: WireShape; halfOpen: boolean; clock: boolean }) {
	const { broker, client, gauge } = flat;
	const length = Math.max(1, Math.abs(client.along - broker.along));
	const x = broker.along + 15 * Math.sign(client.along - broker.along);
	return (
		<g className="wire-drawing-silent">
			{LANES.map((lane) => (
				<path
					key={lane}
					className="wire-drawing-lane"
					d={lanePath(flat, lane)}
					strokeWidth={gauge.lane}
					pathLength={length}
					strokeDasharray={silentDashes(length, halfOpen)}
				/>
			))}
			{clock && gauge.gap > 5 && (
				<g transform={`translate(${x} ${broker.across}) scale(${gauge.gap > 20 ? 1.3 : 1})`}>
					<circle r={6.2} />
					<path d="M0 -3.4V0l2.4 1.8" />
				</g>
			)}
		</g>
	);
}

const SCISSORS =
	"M4.2 5.8a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM4.2 14a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8zM5.7 5.2L14 12.2M5.7 10.8L14 3.8";

function Socket({ flat, end, live, tall }: { flat: WireShape; end: "client" | "broker"; live: boolean; tall: boolean }) {
	const { gauge } = flat;
	const depth = tall ? TALL_SOCKET : SOCKET;
	const other = end === "client" ? flat.broker : flat.client;
	const at = flat[end];
	const inward = Math.sign(other.along - at.along);
	const x = inward > 0 ? at.along - depth : at.along;
	return (
		<g className="wire-drawing-socket" data-live={live}>
			<rect x={x} y={at.across - gauge.half} width={depth} height={2 * gauge.half} rx={2} />
			{gauge.gap > 5 &&
				LANES.map((lane) => <circle key={lane} cx={x + depth / 2} cy={at.across + laneOffset(flat, lane)} r={live ? 2.6 : 3.4} />)}
		</g>
	);
}
