import { PAINT, type PuckFate } from "#kit/fate.ts";
import { ICONS } from "#kit/icons.ts";
import { nameIn, openInks } from "#kit/inks.ts";
import { SHAPES } from "#kit/shape.ts";
import type { RailDrawing } from "./rail-layout.ts";

/** Px from the top of the rail. */
const LINE = 20;
const PUCK = 11;
const PUCK_TOP = 3;
const BAR_HEIGHT = 16;
const ASIDE = 0.5;

/** The end of a cable that broke, in a drawing of 16 x 16. */
const FRAYED = "M2 3 9 6 5 10 13 14";

/** As a puck is painted everywhere, except that what is not a message is quiet, and what is hollow covers the line. */
const FILLS: Readonly<Record<PuckFate, { readonly fill: string; readonly edge: string }>> = {
	...PAINT,
	ghost: { ...PAINT.ghost, fill: "panel" },
	ink: { fill: "ink-3", edge: "ink-3" },
};

/** A brush for this canvas, which reads the colours again when the theme has changed. */
export function openRailPaint(canvas: HTMLCanvasElement): (drawing: RailDrawing, scale: number) => void {
	const inksNow = openInks(canvas);
	return (drawing, scale) => {
		const pen = canvas.getContext("2d");
		if (pen === null) return;
		pen.setTransform(scale, 0, 0, scale, 0, 0);
		pen.clearRect(0, 0, canvas.width, canvas.height);
		paint(pen, drawing, inksNow().of, canvas.width / scale);
	};
}

type Colours = (name: string) => string;

function paint(pen: CanvasRenderingContext2D, drawing: RailDrawing, colours: Colours, width: number): void {
	const { cursor, live, bracket, begins } = drawing;
	pen.lineCap = "round";
	line(pen, colours("well"), 5, 7, width - 7);
	pen.lineCap = "butt";
	if (live !== null) {
		pen.setLineDash([2, 3]);
		line(pen, colours("line-2"), 4, cursor, live);
		pen.setLineDash([]);
	}
	if (begins !== null) line(pen, colours("line-2"), 4, 7, begins);
	line(pen, colours("ink"), 4, begins ?? 7, cursor);
	paintBars(pen, drawing, colours);
	paintMarks(pen, drawing, colours);
	if (begins !== null) stroke(pen, colours("ink"), begins);
	if (bracket !== null) {
		pen.strokeStyle = colours("ink");
		pen.lineWidth = 1.5;
		pen.beginPath();
		pen.moveTo(bracket.from, LINE - 4);
		pen.lineTo(bracket.from, LINE + 6.5);
		pen.lineTo(bracket.to, LINE + 6.5);
		pen.lineTo(bracket.to, LINE - 4);
		pen.stroke();
	}
	if (live !== null) head(pen, live, colours("panel"), colours("ink"));
	head(pen, cursor, colours("ink"), colours("panel"));
}

function line(pen: CanvasRenderingContext2D, colour: string, thick: number, from: number, to: number): void {
	if (to <= from) return;
	pen.strokeStyle = colour;
	pen.lineWidth = thick;
	pen.beginPath();
	pen.moveTo(from, LINE);
	pen.lineTo(to, LINE);
	pen.stroke();
}

/** Across the line: here the room was cleared. */
function stroke(pen: CanvasRenderingContext2D, colour: string, x: number): void {
	pen.strokeStyle = colour;
	pen.lineWidth = 2;
	pen.beginPath();
	pen.moveTo(x, LINE - 15);
	pen.lineTo(x, LINE + 6);
	pen.stroke();
}

/** A flag whose tip stands on the line. */
function head(pen: CanvasRenderingContext2D, x: number, fill: string, edge: string): void {
	pen.beginPath();
	for (const [dx, y] of [
		[-7, LINE - 12],
		[7, LINE - 12],
		[7, LINE - 4],
		[0, LINE + 4],
		[-7, LINE - 4],
	] as const)
		pen.lineTo(x + dx, y);
	pen.closePath();
	pen.fillStyle = fill;
	pen.strokeStyle = edge;
	pen.lineWidth = 1.5;
	pen.fill();
	pen.stroke();
}

function paintMarks(pen: CanvasRenderingContext2D, { ticks, pucks, breaks }: RailDrawing, colours: Colours): void {
	pen.strokeStyle = colours("ink-3");
	pen.lineWidth = 1.6;
	for (const { x, aside } of ticks) {
		pen.globalAlpha = aside ? ASIDE : 1;
		pen.beginPath();
		pen.moveTo(x, LINE - 3);
		pen.lineTo(x, LINE - 9);
		pen.stroke();
	}
	const unit = PUCK / 40;
	for (const { x, aside, qos, fate } of pucks) {
		const shape = SHAPES[qos];
		const { fill, edge } = FILLS[fate];
		pen.globalAlpha = aside ? ASIDE : 1;
		pen.save();
		pen.translate(x - (shape.w * unit) / 2, PUCK_TOP);
		pen.scale(unit, unit);
		const path = pathOf(shape.outer);
		pen.fillStyle = colours(nameIn(fill));
		pen.strokeStyle = colours(nameIn(edge));
		pen.lineWidth = 5;
		pen.setLineDash(fate === "dropped" ? [8, 5] : []);
		pen.fill(path);
		pen.stroke(path);
		pen.restore();
	}
	pen.strokeStyle = colours("ink");
	for (const { x, aside, how } of breaks) {
		pen.globalAlpha = aside ? ASIDE : 1;
		pen.save();
		pen.translate(x - 6, PUCK_TOP);
		pen.scale(0.75, 0.75);
		pen.lineWidth = 2;
		pen.stroke(pathOf(how === "cut" ? ICONS.scissors : FRAYED));
		pen.restore();
	}
	pen.globalAlpha = 1;
}

/** Stacked, what was dropped hollow. */
function paintBars(pen: CanvasRenderingContext2D, { bars, most }: RailDrawing, colours: Colours): void {
	if (bars === null) return;
	for (const { x, width, parts, aside } of bars) {
		pen.globalAlpha = aside ? ASIDE : 1;
		let y = LINE - 2;
		for (const { fate, count } of parts) {
			const high = Math.max(1, (count / most) * BAR_HEIGHT);
			const { fill, edge } = FILLS[fate];
			y -= high;
			pen.fillStyle = colours(nameIn(fill));
			pen.fillRect(x + 0.8, y, width - 1.6, high);
			if (fate === "delivered" || fate === "ink") continue;
			pen.strokeStyle = colours(nameIn(edge));
			pen.lineWidth = 1;
			pen.strokeRect(x + 1.3, y + 0.5, Math.max(1, width - 2.6), Math.max(0.5, high - 1));
		}
	}
	pen.globalAlpha = 1;
}

const paths = new Map<string, Path2D>();

function pathOf(d: string): Path2D {
	const path = paths.get(d) ?? new Path2D(d);
	paths.set(d, path);
	return path;
}
