import { unreachable } from "#contract/unreachable.ts";
import type { Inks } from "#kit/inks.ts";
import type { TapeMark, WordsMark } from "./drawing.ts";
import type { TapeLayout } from "./layout.ts";
import { labelPuck, openPuckSprites } from "./puck-sprite.ts";
import { type Corners, stretchesOf } from "./stretches.ts";

/** How much is seen of what happened after the cursor, or in another life of the room. */
const AFTER = 0.3;

/** Paints a layout. scale: device pixels of a CSS px. */
export function openPainter(canvas: HTMLCanvasElement) {
	const context = canvas.getContext("2d");
	const sprites = openPuckSprites();
	return (layout: TapeLayout, inks: Inks, scale: number): void => {
		if (context === null) return;
		const [width, height] = [Math.round(layout.width * scale), Math.round(layout.height * scale)];
		if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
		context.setTransform(scale, 0, 0, scale, 0, 0);
		context.lineJoin = "round";
		const paint = (marks: readonly TapeMark[], alpha = 1) => {
			for (const mark of marks) {
				context.globalAlpha = alpha * (mark.alpha ?? 1);
				paintMark(context, mark, inks, scale, sprites);
			}
			context.globalAlpha = 1;
		};
		context.fillStyle = inks.of("card");
		context.fillRect(0, 0, layout.width, layout.height);
		paint(layout.grid);
		const { left, right, bottom } = layout.paper;
		const { seen, pale } = stretchesOf(layout);
		clipped(context, seen, () => paint(layout.body));
		for (const stretch of pale)
			clipped(context, stretch, () => {
				hatch(context, stretch, inks.of("line"));
				paint(layout.body, AFTER);
			});
		paint(layout.names);
		clipped(context, [left, 0, right, bottom], () => paint(layout.top));
		const { focus } = layout;
		if (focus === null) return;
		context.strokeStyle = inks.of("focus");
		context.lineWidth = 2;
		context.setLineDash([4, 2]);
		context.strokeRect(focus.left, focus.top, focus.right - focus.left, focus.bottom - focus.top);
		context.setLineDash([]);
	};
}

function clipped(context: CanvasRenderingContext2D, [left, top, right, bottom]: Corners, act: () => void): void {
	if (right <= left || bottom <= top) return;
	context.save();
	context.beginPath();
	context.rect(left, top, right - left, bottom - top);
	context.clip();
	act();
	context.restore();
}

/** Px between two lines of the hatched ground. */
const HATCH = 10;

function hatch(context: CanvasRenderingContext2D, [left, top, right, bottom]: Corners, colour: string): void {
	context.strokeStyle = colour;
	context.lineWidth = 1.2;
	context.globalAlpha = 0.6;
	context.beginPath();
	const high = bottom - top;
	for (let x = Math.floor((left - high) / HATCH) * HATCH; x < right; x += HATCH) {
		context.moveTo(x, bottom);
		context.lineTo(x + high, top);
	}
	context.stroke();
	context.globalAlpha = 1;
}

type Sprites = ReturnType<typeof openPuckSprites>;

function paintMark(context: CanvasRenderingContext2D, mark: TapeMark, inks: Inks, scale: number, sprites: Sprites): void {
	switch (mark.kind) {
		case "line":
			context.strokeStyle = inks.of(mark.ink);
			context.lineWidth = mark.width;
			context.lineCap =
				mark.dash === undefined && mark.width > 1 && mark.points.length > 2 ? "round" : mark.dash?.[0] === 1 ? "round" : "butt";
			context.setLineDash(mark.dash === undefined ? [] : [...mark.dash]);
			context.beginPath();
			for (const [index, [x, y]] of mark.points.entries()) index === 0 ? context.moveTo(x, y) : context.lineTo(x, y);
			if (mark.fill !== undefined) {
				context.fillStyle = inks.of(mark.fill);
				context.fill();
			}
			context.stroke();
			context.setLineDash([]);
			return;
		case "area":
			context.beginPath();
			if (mark.corner === undefined) context.rect(mark.x, mark.y, mark.w, mark.h);
			else context.roundRect(mark.x, mark.y, mark.w, mark.h, mark.corner);
			if (mark.fill !== null) {
				context.fillStyle = inks.of(mark.fill);
				context.fill();
			}
			if (mark.edge === null) return;
			context.strokeStyle = inks.of(mark.edge);
			context.lineWidth = 1.5;
			context.setLineDash(mark.dash === undefined ? [] : [...mark.dash]);
			context.stroke();
			context.setLineDash([]);
			return;
		case "words":
			return write(context, mark, inks);
		case "puck": {
			const sprite = sprites(mark, inks, scale);
			const [w, h] = [sprite.width / scale, sprite.height / scale];
			const [x, y] = [Math.round((mark.x - w / 2) * scale) / scale, Math.round((mark.y - h / 2) * scale) / scale];
			context.drawImage(sprite, x, y, w, h);
			return labelPuck(context, mark, inks, [x + w / 2, y + h / 2]);
		}
		case "dot":
			context.fillStyle = inks.of(mark.ink);
			context.beginPath();
			context.arc(mark.x, mark.y, mark.r, 0, 2 * Math.PI);
			context.fill();
			return;
		case "sign":
			context.save();
			context.translate(mark.x, mark.y);
			context.scale(mark.scale, mark.scale);
			context.strokeStyle = inks.of(mark.ink);
			context.lineWidth = 1.8;
			context.lineCap = "round";
			context.stroke(new Path2D(mark.path));
			context.restore();
			return;
		default:
			return unreachable(mark);
	}
}

function write(context: CanvasRenderingContext2D, words: WordsMark, inks: Inks): void {
	context.font = `${words.weight} ${words.size ?? 12}px ${inks.font(words.font)}`;
	context.textAlign = words.align === "middle" ? "center" : words.align;
	if (words.halo) {
		context.strokeStyle = inks.of("card");
		context.lineWidth = 4;
		context.strokeText(words.text, words.x, words.y);
	}
	context.fillStyle = inks.of(words.ink);
	context.fillText(words.text, words.x, words.y);
}
