import { PAINT } from "#kit/fate.ts";
import { type Inks, nameIn } from "#kit/inks.ts";
import { fitLabel, MINI_BELOW, puckWidth, SHAPES } from "#kit/shape.ts";
import type { PuckMark } from "./drawing.ts";

/** Px around a puck for what sticks out of it. */
const AROUND = 12;
/** Past this number the drawings are made anew: sizes come and go. */
const KEPT = 1_000;

/** Drawings of pucks without their labels, each made once. */
export function openPuckSprites() {
	const known = new Map<string, HTMLCanvasElement>();
	let made = "";
	return (puck: PuckMark, inks: Inks, scale: number): HTMLCanvasElement => {
		const look = `${inks.theme} ${scale}`;
		if (look !== made || known.size > KEPT) known.clear();
		made = look;
		const key = `${puck.h} ${puck.qos} ${puck.fate} ${puck.dup} ${puck.retain} ${puck.selected} ${puck.hollow}`;
		let sprite = known.get(key);
		if (sprite === undefined) {
			sprite = document.createElement("canvas");
			sprite.width = Math.ceil(scale * (puckWidth(puck.qos, puck.h) + 2 * AROUND));
			sprite.height = Math.ceil(scale * (puck.h + 2 * AROUND));
			const context = sprite.getContext("2d");
			if (context !== null) {
				const units = (scale * puck.h) / 40;
				context.setTransform(units, 0, 0, units, sprite.width / 2, sprite.height / 2);
				context.lineJoin = "round";
				drawPuck(context, puck, inks);
			}
			known.set(key, sprite);
		}
		return sprite;
	};
}

/** Its middle is at 0, 0; in units of a 40 high puck. */
function drawPuck(context: CanvasRenderingContext2D, { qos, fate, h, dup, retain, selected, hollow }: PuckMark, inks: Inks): void {
	const shape = SHAPES[qos];
	const outer = new Path2D(shape.outer);
	const paint = PAINT[fate];
	const [fill, edge] = hollow ? [inks.of("card"), inks.of("line-2")] : [inks.of(nameIn(paint.fill)), inks.of(nameIn(paint.edge))];
	const thick = thickness({ fate, h, hollow });
	context.translate(-shape.w / 2, -20 - thick / 2);
	if (selected) ring(context, shape.w, outer, inks.of("ink"));
	context.fillStyle = fill;
	context.strokeStyle = edge;
	if (dup) {
		context.save();
		context.translate(-8, -8);
		context.fillStyle = inks.of("card");
		context.lineWidth = 2.4;
		context.fill(outer);
		context.stroke(outer);
		context.restore();
	}
	context.lineWidth = paint.hollow || hollow ? 3 : 2;
	if (thick > 0) {
		context.save();
		context.translate(0, thick);
		context.fillStyle = edge;
		context.fill(outer);
		context.stroke(outer);
		context.restore();
	}
	if (fate === "dropped" && !hollow) context.setLineDash([5, 3.4]);
	context.fill(outer);
	context.stroke(outer);
	context.setLineDash([]);
	if (hollow) return;
	if (fate === "dropped") strike(context, shape.w / 2);
	if (!retain) return;
	context.fillStyle = inks.of("ink");
	context.translate((qos === 1 ? 56 : qos === 2 ? 44 : 42) - 14, -11);
	context.fill(new Path2D("M0 0h14v20l-7-5-7 5z"));
}

function thickness({ fate, h, hollow }: Pick<PuckMark, "fate" | "h" | "hollow">): number {
	return h < MINI_BELOW || PAINT[fate].hollow || hollow ? 0 : 3;
}

/** Writes the label of a puck whose middle is at x, y: each message has another one, so that it is not worth a drawing of its own. */
export function labelPuck(context: CanvasRenderingContext2D, { qos, fate, label, h, hollow }: PuckMark, inks: Inks, [x, y]: Place): void {
	const fitted = hollow ? null : fitLabel(qos, label, h);
	if (fitted === null) return;
	const paint = PAINT[fate];
	const unit = h / 40;
	const below = y + (0.355 * fitted.size - thickness({ fate, h, hollow }) / 2) * unit;
	context.font = `750 ${fitted.size * unit}px ${inks.font("plate")}`;
	context.textAlign = "center";
	if (fate === "dropped") {
		context.strokeStyle = inks.of(nameIn(paint.fill));
		context.lineWidth = 5 * unit;
		context.strokeText(fitted.text, x, below);
	}
	context.fillStyle = inks.of(nameIn(paint.text));
	context.fillText(fitted.text, x, below);
}

type Place = readonly [x: number, y: number];

function strike(context: CanvasRenderingContext2D, middle: number): void {
	context.lineWidth = 2.8;
	context.stroke(new Path2D(`M${middle - 20} 41L${middle + 20} -1`));
}

/** Around the whole puck, 3 px wide. */
function ring(context: CanvasRenderingContext2D, width: number, outer: Path2D, colour: string): void {
	context.save();
	context.translate(width / 2, 21);
	context.scale(1.3, 1.3);
	context.translate(-width / 2, -20);
	context.strokeStyle = colour;
	context.lineWidth = 5;
	context.stroke(outer);
	context.restore();
}
