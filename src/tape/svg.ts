import { unreachable } from "#contract/unreachable.ts";
import { PAINT } from "#kit/fate.ts";
import { type Inks, nameIn } from "#kit/inks.ts";
import { fitLabel, puckWidth, SHAPES } from "#kit/shape.ts";
import type { PuckMark, TapeMark, WordsMark } from "./drawing.ts";
import type { TapeLayout } from "./layout.ts";
import { stretchesOf } from "./stretches.ts";

/** The same picture as a file of its own: its colours are those of the page, and its letters those of the machine that shows it. */
export function svgOf(layout: TapeLayout, inks: Pick<Inks, "of" | "font">): string {
	const { width, height, paper } = layout;
	const draw = (marks: readonly TapeMark[]) => marks.map((mark) => svgMark(mark, inks)).join("");
	const clip = (id: string, left: number, top: number, right: number, bottom: number) =>
		`<clipPath id="${id}"><rect x="${px(left)}" y="${px(top)}" width="${px(Math.max(0, right - left))}" height="${px(Math.max(0, bottom - top))}"/></clipPath>`;
	const { seen, pale } = stretchesOf(layout);
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${px(width)}" height="${px(height)}" viewBox="0 0 ${px(width)} ${px(height)}">`,
		`<defs>${clip("seen", ...seen)}${clip("paper", paper.left, 0, paper.right, paper.bottom)}${pale.map((one, at) => clip(`pale-${at}`, ...one)).join("")}</defs>`,
		`<rect width="100%" height="100%" fill="${inks.of("card")}"/>`,
		draw(layout.grid),
		`<g clip-path="url(#seen)">${draw(layout.body)}</g>`,
		...pale.map((_, at) => `<g clip-path="url(#pale-${at})" opacity="0.3">${draw(layout.body)}</g>`),
		draw(layout.names),
		`<g clip-path="url(#paper)">${draw(layout.top)}</g>`,
		"</svg>",
	].join("");
}

const px = (value: number) => String(Math.round(value * 10) / 10);
const TEXT: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** XML has no place for control characters, nor for half of a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones that go
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;
/** A client may be called anything. */
const plain = (text: string) => text.replace(NO_TEXT, "\ufffd").replace(/[&<>"]/g, (letter) => TEXT[letter] ?? letter);

function svgMark(mark: TapeMark, inks: Pick<Inks, "of" | "font">): string {
	const alpha = mark.alpha === undefined ? "" : ` opacity="${mark.alpha}"`;
	const dash = "dash" in mark && mark.dash !== undefined ? ` stroke-dasharray="${mark.dash.join(" ")}"` : "";
	switch (mark.kind) {
		case "line": {
			const points = mark.points.map(([x, y]) => `${px(x)},${px(y)}`).join(" ");
			const fill = mark.fill === undefined ? "none" : inks.of(mark.fill);
			return `<polyline points="${points}" fill="${fill}" stroke="${inks.of(mark.ink)}" stroke-width="${mark.width}" stroke-linejoin="round"${dash}${alpha}/>`;
		}
		case "area": {
			const box = `x="${px(mark.x)}" y="${px(mark.y)}" width="${px(mark.w)}" height="${px(mark.h)}"`;
			const edge = mark.edge === null ? "" : ` stroke="${inks.of(mark.edge)}" stroke-width="1.5"`;
			return `<rect ${box} rx="${mark.corner ?? 0}" fill="${mark.fill === null ? "none" : inks.of(mark.fill)}"${edge}${dash}${alpha}/>`;
		}
		case "words":
			return svgWords(mark, inks, alpha);
		case "puck":
			return svgPuck(mark, inks, alpha);
		case "dot":
			return `<circle cx="${px(mark.x)}" cy="${px(mark.y)}" r="${mark.r}" fill="${inks.of(mark.ink)}"${alpha}/>`;
		case "sign":
			return `<path transform="translate(${px(mark.x)} ${px(mark.y)}) scale(${mark.scale})" d="${mark.path}" fill="none" stroke="${inks.of(mark.ink)}" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"${alpha}/>`;
		default:
			return unreachable(mark);
	}
}

function svgWords(
	{ x, y, text, font, weight, size = 12, ink, align, halo }: WordsMark,
	inks: Pick<Inks, "of" | "font">,
	alpha = "",
): string {
	const around = halo ? ` paint-order="stroke" stroke="${inks.of("card")}" stroke-width="4" stroke-linejoin="round"` : "";
	const letters = `font-family="${plain(inks.font(font)).replaceAll("&quot;", "'")}" font-weight="${weight}" font-size="${size}" text-anchor="${align}"`;
	return `<text x="${px(x)}" y="${px(y)}" ${letters} fill="${inks.of(ink)}"${around}${alpha}>${plain(text)}</text>`;
}

function svgPuck({ x, y, h, qos, fate, label, dup, selected, hollow }: PuckMark, inks: Pick<Inks, "of" | "font">, alpha: string): string {
	const { outer, w } = SHAPES[qos];
	const paint = PAINT[fate];
	const [fill, edge] = hollow ? [inks.of("card"), inks.of("line-2")] : [inks.of(nameIn(paint.fill)), inks.of(nameIn(paint.edge))];
	const scale = h / 40;
	const fitted = hollow ? null : fitLabel(qos, label, h);
	const ring = `<path d="${outer}" transform="translate(${w / 2} 21) scale(1.3) translate(${-w / 2} -20)" fill="none" stroke="${inks.of("ink")}" stroke-width="5"/>`;
	const again = `<path d="${outer}" transform="translate(-8 -8)" fill="${inks.of("card")}" stroke="${edge}" stroke-width="2.4"/>`;
	const dash = fate === "dropped" && !hollow ? ' stroke-dasharray="5 3.4"' : "";
	const written =
		fitted === null
			? ""
			: `<text x="${w / 2}" y="${px(20 + 0.355 * fitted.size)}" font-family="${plain(inks.font("plate")).replaceAll("&quot;", "'")}" font-weight="750" font-size="${fitted.size}" text-anchor="middle" fill="${inks.of(nameIn(paint.text))}">${plain(fitted.text)}</text>`;
	return [
		`<g transform="translate(${px(x - puckWidth(qos, h) / 2)} ${px(y - h / 2)}) scale(${scale})"${alpha}>`,
		`${selected ? ring : ""}${dup ? again : ""}`,
		`<path d="${outer}" fill="${fill}" stroke="${edge}" stroke-width="2.6"${dash}/>${written}</g>`,
	].join("");
}
