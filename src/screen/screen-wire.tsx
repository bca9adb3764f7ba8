import { ICONS } from "#kit/icons.ts";
import { arrowsOn, BLOCK, frayedLanes, hangingCables, LANE } from "./lanes.ts";
import type { ScreenWireShape } from "./watch-layout.ts";
import type { WireKind } from "./wire-kind.ts";
import "./screen-wire.css";

/** One wire in full, in the drawing of its stage. drop: how far down the plug of a wire that is not plugged in hangs. */
export function ScreenWire({ shape, wire, drop }: { shape: ScreenWireShape; wire: WireKind; drop: number }) {
	const { from, to, y } = shape;
	const way = Math.sign(to - from);
	const plugged = wire.look !== "unplugged";
	return (
		<g className="screen-wire" data-look={wire.look}>
			<Cable shape={shape} wire={wire} drop={drop} />
			<Block x={way > 0 ? from : from - BLOCK} y={y} live={plugged} />
			<Block x={way > 0 ? to - BLOCK : to} y={y} live={plugged || wire.kept} />
		</g>
	);
}

function Cable({ shape: { from, to, y }, wire, drop }: { shape: ScreenWireShape; wire: WireKind; drop: number }) {
	const [left, right] = [Math.min(from, to) + BLOCK, Math.max(from, to) - BLOCK];
	switch (wire.look) {
		case "unplugged":
			return <Hanging broker={from < to ? right : left} client={from < to ? left : right} y={y} drop={drop} />;
		case "cut":
			return (
				<>
					<path d={frayedLanes(left, right, y)} />
					<path
						className="screen-wire-shears"
						d={ICONS.scissors}
						transform={`translate(${(left + right) / 2 - 20} ${y - 20}) scale(2.5)`}
					/>
				</>
			);
		default:
			return (
				<>
					<rect className="screen-wire-glass" x={left} y={y - LANE} width={right - left} height={2 * LANE} />
					<path className="screen-wire-lane" d={`M${left} ${y - LANE}H${right}M${left} ${y + LANE}H${right}`} />
					{wire.look === "live" && <Arrows left={left} right={right} y={y} way={Math.sign(to - from)} />}
				</>
			);
	}
}

/** Upper lane to the broker, lower lane back. */
function Arrows({ left, right, y, way }: { left: number; right: number; y: number; way: number }) {
	return arrowsOn(right - left).flatMap((share) =>
		[
			{ at: y - LANE, turn: way },
			{ at: y + LANE, turn: -way },
		].map(({ at, turn }) => (
			<path key={`${share} ${at}`} d="M-7 -7L6 0L-7 7" transform={`translate(${left + (right - left) * share} ${at}) scale(${turn} 1)`} />
		)),
	);
}

function Hanging({ broker, client, y, drop }: { broker: number; client: number; y: number; drop: number }) {
	const way = Math.sign(client - broker);
	const plug = { x: broker + (client - broker) * 0.56, y: y + drop };
	return (
		<g className="screen-wire-hanging">
			<path d={hangingCables(broker, y, plug, way)} />
			<g transform={`translate(${plug.x} ${plug.y})`}>
				<rect x={-35} y={0} width={70} height={22} rx={3} />
				<path d="M-22 23v15M22 23v15" />
			</g>
		</g>
	);
}

export function Block({ x, y, live, half = LANE + 18 }: { x: number; y: number; live: boolean; half?: number }) {
	return (
		<g className="screen-wire-block" data-live={live}>
			<rect x={x} y={y - half} width={BLOCK} height={2 * half} rx={2} />
			<circle cx={x + BLOCK / 2} cy={y - LANE} r={4.2} />
			<circle cx={x + BLOCK / 2} cy={y + LANE} r={4.2} />
		</g>
	);
}
