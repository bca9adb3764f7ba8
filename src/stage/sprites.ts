import { EDGES, SIDES } from "#kit/ack.tsx";
import { fitLabel, SHAPES } from "#kit/shape.ts";
import { GLYPHS, OUTLINES } from "#kit/tag.tsx";
import { type PacketWay, sizeOn, wayOf } from "./packet-size.ts";
import type { Dot } from "./painted.ts";

type Colours = Readonly<Record<"flight-fill" | "flight-edge" | "on-flight" | "card" | "ink" | "on-ink", string>>;
type Pen = { readonly context: CanvasRenderingContext2D; readonly colours: Colours; readonly plate: string; readonly mono: string };
/** Units of a 40 high puck around the puck: room for what sticks out. */
const AROUND = 10;
/** Px: room for a plate on any side of its place. */
const PLATE = { width: 100, height: 48 };
/** Past this number the drawings are made anew: labels come and go. */
const KEPT = 800;

/** Drawings of packets, each made once, to be put on a canvas with their middle where the packet is. */
export function openSprites(canvas: HTMLCanvasElement) {
	const known = new Map<string, HTMLCanvasElement>();
	const style = getComputedStyle(canvas);
	let theme = "";
	let scale = 0;
	const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
	return {
		/** Called before each painting. `next`: device pixels of a CSS px. */
		refresh(next: number): void {
			const shown = document.documentElement.dataset.theme ?? "";
			if (shown === theme && next === scale && known.size < KEPT) return;
			theme = shown;
			scale = next;
			known.clear();
		},
		of(dot: Dot): HTMLCanvasElement {
			const h = sizeOn(dot.shape, dot.packet, false);
			const way = wayOf(dot.packet, dot.shape);
			const key = `${h} ${way} ${lookOf(dot)}`;
			let sprite = known.get(key);
			if (sprite === undefined) {
				sprite = document.createElement("canvas");
				const units = h / 40;
				const plate = dot.count > 0 ? PLATE : { width: 0, height: 0 };
				sprite.width = Math.ceil(scale * Math.max(plate.width, units * (62 + 2 * AROUND)));
				sprite.height = Math.ceil(scale * Math.max(plate.height, units * (40 + 2 * AROUND)));
				const context = sprite.getContext("2d");
				if (context !== null) {
					context.setTransform(scale * units, 0, 0, scale * units, sprite.width / 2, sprite.height / 2);
					context.lineJoin = "round";
					const colours = Object.fromEntries(COLOURS.map((name) => [name, read(name)])) as Colours;
					draw({ context, colours, plate: read("f-plate"), mono: read("f-wire") }, dot, h, way);
				}
				known.set(key, sprite);
			}
			return sprite;
		},
	};
}

const COLOURS = ["flight-fill", "flight-edge", "on-flight", "card", "ink", "on-ink"] as const;

/** Everything that the drawing of a packet depends on, except for its size and direction. */
function lookOf({ packet: { fields }, count, behind }: Dot): string {
	if (count > 0) return `+${count}`;
	if (fields.type !== "PUBLISH") return fields.type;
	return `${fields.qos} ${fields.message} ${fields.retain} ${fields.dup || fields.attempt > 1} ${behind}`;
}

/** The middle of the packet is at 0, 0; in units of a 40 high puck, or of a 26 high tag. */
function draw(pen: Pen, dot: Dot, h: number, way: PacketWay): void {
	const { fields } = dot.packet;
	if (dot.count > 0) drawCount(pen, dot.count, h, way);
	else if (fields.type === "PUBLISH") drawPuck(pen, dot, h, way);
	else if (fields.type === "PUBACK") drawPuback(pen);
	else if (fields.type === "PUBREC" || fields.type === "PUBREL" || fields.type === "PUBCOMP") drawSquare(pen, SIDES[fields.type]);
	else drawTag(pen, fields.type, way);
}

function drawPuck({ context, colours, plate }: Pen, { packet: { fields }, behind }: Dot, h: number, way: PacketWay): void {
	if (fields.type !== "PUBLISH") return;
	const shape = SHAPES[fields.qos];
	const outer = new Path2D(shape.outer);
	context.translate(-shape.w / 2, -21);
	context.fillStyle = context.strokeStyle = colours["flight-edge"];
	context.lineWidth = 2.2;
	if (fields.dup || fields.attempt > 1) shifted(context, -6, -6, () => context.stroke(outer));
	context.lineWidth = 2;
	shifted(context, 0, 3, () => {
		context.fill(outer);
		context.stroke(outer);
	});
	context.fillStyle = colours["flight-fill"];
	context.fill(outer);
	context.stroke(outer);
	context.strokeStyle = colours["on-flight"];
	context.globalAlpha = 0.42;
	context.lineWidth = 1.2;
	context.stroke(new Path2D(shape.inner));
	context.globalAlpha = 1;
	const fitted = fitLabel(fields.qos, fields.message, h);
	if (fitted !== null) {
		const aside = behind ? (fields.qos === 1 ? 15 : 9) : 0;
		const x = shape.w / 2 + (way === "right" ? -aside : way === "left" ? aside : 0);
		const y = 20 + (!behind ? 0 : way === "down" ? -8 : way === "up" ? 8 : 0);
		write(
			context,
			fitted.text,
			x,
			y,
			`750 ${behind && fields.qos === 1 ? 0.84 * fitted.size : fitted.size}px ${plate}`,
			colours["on-flight"],
		);
	}
	if (fields.retain) {
		context.fillStyle = colours.ink;
		shifted(context, (fields.qos === 1 ? 56 : fields.qos === 2 ? 44 : 42) - 14, -11, () =>
			context.fill(new Path2D("M0 0h14v20l-7-5-7 5z")),
		);
	}
}

function drawPuback({ context, colours }: Pen): void {
	context.translate(-31, -20);
	const outer = new Path2D(SHAPES[1].outer);
	context.fillStyle = colours.card;
	context.strokeStyle = colours.ink;
	context.lineWidth = 3.6;
	context.fill(outer);
	context.stroke(outer);
	context.lineWidth = 4;
	context.lineCap = "round";
	context.stroke(new Path2D("M21 20.5l7 7 13-15"));
}

function drawSquare({ context, colours, plate }: Pen, sides: number): void {
	context.translate(-20, -20);
	context.fillStyle = colours.card;
	context.strokeStyle = colours.ink;
	context.fillRect(2, 2, 36, 36);
	context.lineWidth = 4.4;
	context.lineCap = "square";
	context.stroke(new Path2D(EDGES.slice(0, sides).join("")));
	write(context, String(sides), 20, 20, `800 24px ${plate}`, colours.ink);
}

function drawTag({ context, colours }: Pen, type: keyof typeof GLYPHS, way: PacketWay): void {
	context.scale(40 / 26, 40 / 26);
	context.translate(-23, -13);
	const outline = new Path2D(OUTLINES[way]);
	context.fillStyle = colours.card;
	context.strokeStyle = colours.ink;
	context.lineWidth = 2;
	context.lineCap = "round";
	context.fill(outline);
	context.stroke(outline);
	shifted(context, way === "left" ? 16.5 : 8.5, 5, () => context.stroke(new Path2D(GLYPHS[type])));
}

/** This many more packets are at the same place: the plate stands behind them, where it does not hide the first of them. */
function drawCount({ context, colours, mono }: Pen, count: number, h: number, way: PacketWay): void {
	const px = 40 / h;
	const text = `+${count}`;
	const half = (text.length * 7.4 + 10) / 2;
	context.scale(px, px);
	context.translate(way === "right" ? -half : way === "left" ? half : 0, way === "down" ? -10 : way === "up" ? 10 : 0);
	context.fillStyle = colours.card;
	context.strokeStyle = colours.ink;
	context.lineWidth = 1.5;
	context.fillRect(-half, -10, 2 * half, 20);
	context.strokeRect(-half, -10, 2 * half, 20);
	write(context, text, 0, 0, `600 12px ${mono}`, colours.ink);
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, font: string, colour: string): void {
	context.font = font;
	context.fillStyle = colour;
	context.textAlign = "center";
	context.textBaseline = "alphabetic";
	const size = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
	context.fillText(text, x, y + 0.355 * size);
}

function shifted(context: CanvasRenderingContext2D, x: number, y: number, act: () => void): void {
	context.translate(x, y);
	act();
	context.translate(-x, -y);
}
