import { PAINT, type PuckFate } from "./fate.ts";
import { Brackets, DupPlate, Ribbon, Tick, Wake } from "./puck-marks.tsx";
import { fitLabel, MINI_BELOW, type PuckQos, SHAPES } from "./shape.ts";
import "./puck.css";

type PuckProps = {
	qos: PuckQos;
	/** Default "flight". */
	fate?: PuckFate | undefined;
	/** m3, r1. Shown from a height of 19 px, and only where the label can be read at 12 px. */
	label?: string | undefined;
	/** Height in px: 20 inline, 28 in slots and tables, 42 on the wire. Default 28. */
	h?: number | undefined;
	retain?: boolean | undefined;
	/** Whether the DUP bit is set in these bytes. */
	dup?: boolean | undefined;
	/** Whether the packet was sent again with the bit not set. */
	resend?: boolean | undefined;
	/** Whether the packet is held on its wire: four corner brackets. */
	held?: boolean | undefined;
	/** The direction in which the packet moves, shown by three lines behind it. */
	wake?: "right" | "left" | "down" | "up" | undefined;
	/** Whether to draw a tick, whatever the fate. A delivered puck has one from 26 px on. */
	check?: boolean | undefined;
	selected?: boolean | undefined;
	/** Inside another svg: where the middle of the puck stands. */
	at?: { readonly x: number; readonly y: number } | undefined;
	className?: string | undefined;
};

/** One PUBLISH. A drawing, hidden from assistive technology: the words belong beside it. */
export function Puck({ qos, fate = "flight", label = "", h = 28, at, className, ...marks }: PuckProps) {
	const shape = SHAPES[qos];
	const scale = h / 40;
	const mini = h < MINI_BELOW;
	const paint = PAINT[fate];
	const thick = mini || paint.hollow ? 0 : 3;
	const pad = mini ? 2 : 0;
	const width = shape.w * scale + pad;
	const height = (40 + thick) * scale + pad;
	const place = at === undefined ? {} : { x: at.x - width / 2, y: at.y - h / 2 };
	return (
		<svg
			{...place}
			className={className === undefined ? "puck" : `puck ${className}`}
			width={width}
			height={height}
			viewBox={`${-pad / 2 / scale} ${-pad / 2 / scale} ${width / scale} ${height / scale}`}
			overflow="visible"
			aria-hidden="true"
			data-qos={qos}
			data-fate={fate}
		>
			{marks.selected && <Ring path={shape.outer} scale={scale} thick={thick} />}
			{(marks.dup || marks.resend) && (
				<path d={shape.outer} transform="translate(-6 -6)" fill="none" stroke={paint.edge} strokeWidth={2.2} />
			)}
			{thick > 0 && (
				<path
					d={shape.outer}
					transform={`translate(0 ${thick})`}
					fill={paint.edge}
					stroke={paint.edge}
					strokeWidth={2}
					strokeLinejoin="round"
				/>
			)}
			<Body qos={qos} fate={fate} mini={mini} />
			<Label qos={qos} fate={fate} label={label} h={h} />
			{marks.retain && <Ribbon qos={qos} scale={scale} mini={mini} />}
			{(marks.dup || marks.resend) && !mini && <DupPlate qos={qos} fate={fate} bit={marks.dup === true} scale={scale} />}
			{marks.wake && <Wake way={marks.wake} w={shape.w} fill={paint.hollow ? paint.edge : paint.fill} />}
			{marks.held && <Brackets w={shape.w} />}
			{(marks.check || (fate === "delivered" && h >= 26)) && !mini && <Tick x={shape.w - (qos === 1 ? 22 : 10)} edge={paint.edge} />}
		</svg>
	);
}

function Body({ qos, fate, mini }: { qos: PuckQos; fate: PuckFate; mini: boolean }) {
	const shape = SHAPES[qos];
	const paint = PAINT[fate];
	const dash = fate === "dropped" ? "5 3.4" : fate === "ghost" ? "4 3.6" : undefined;
	const middle = shape.w / 2;
	const strike = mini ? `M${middle - 17} 37L${middle + 17} 3` : `M${middle - 20} 41L${middle + 20} -1`;
	return (
		<>
			<path
				d={shape.outer}
				fill={paint.fill}
				stroke={paint.edge}
				strokeWidth={mini ? 3.4 : paint.hollow ? 2.6 : 2}
				strokeLinejoin="round"
				strokeDasharray={dash}
			/>
			{!mini && !paint.hollow && (
				<path d={shape.inner} fill="none" stroke={paint.text} strokeOpacity={0.42} strokeWidth={1.2} strokeLinejoin="round" />
			)}
			{fate === "dropped" && <path d={strike} stroke={paint.edge} strokeWidth={mini ? 5 : 2.8} strokeLinecap="round" />}
		</>
	);
}

function Label({ qos, fate, label, h }: { qos: PuckQos; fate: PuckFate; label: string; h: number }) {
	const fitted = fitLabel(qos, label, h);
	if (fitted === null) return null;
	const halo =
		fate === "dropped" ? { paintOrder: "stroke", stroke: "var(--dropped-fill)", strokeWidth: 5, strokeLinejoin: "round" as const } : {};
	return (
		<text
			x={SHAPES[qos].w / 2}
			y={20}
			dy=".355em"
			textAnchor="middle"
			fontFamily="var(--f-plate)"
			fontWeight={750}
			fontSize={fitted.size}
			fill={PAINT[fate].text}
			{...halo}
		>
			{fitted.text}
		</text>
	);
}

/** Selected: a 3 px ink ring with 2 px of card between, measured on the screen whatever the scale. */
function Ring({ path, scale, thick }: { path: string; scale: number; thick: number }) {
	const down = `translate(0 ${thick / 2})`;
	return (
		<g fill="none" strokeLinejoin="round" transform={down}>
			<path d={path} stroke="var(--ink)" strokeWidth={12 / scale} />
			<path d={path} stroke="var(--card)" strokeWidth={6 / scale} />
		</g>
	);
}
