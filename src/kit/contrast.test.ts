import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

const TEXT = [
	["ink", "ground panel card"],
	["ink-2", "ground panel card"],
	["ink-3", "ground panel card well"],
	["delivered", "card panel ground delivered-tint"],
	["queued", "card panel ground queued-tint"],
	["flight", "card panel ground flight-tint"],
	["dropped", "card panel ground dropped-tint"],
	["on-delivered", "delivered-fill"],
	["on-queued", "queued-fill"],
	["on-flight", "flight-fill"],
	["ink", "delivered-tint queued-tint flight-tint dropped-tint"],
	["on-ink", "ink"],
] as const;
const GRAPHICS = [
	["line-2", "card ground panel"],
	["delivered-fill", "ground"],
	["flight-fill", "ground"],
	["queued-edge", "well ground"],
	["dropped-edge", "card ground"],
	["focus", "card ground"],
] as const;

function tokens(theme: string): Map<string, string> {
	const block = css.split(`/*${theme}*/`)[1]?.split("/*end*/")[0] ?? "";
	return new Map([...block.matchAll(/--([\w-]+):\s*(#[0-9A-Fa-f]{6})/g)].map(([, name, hex]) => [name ?? "", hex ?? ""]));
}

function luminance(hex: string): number {
	const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio. */
function contrast(a: string, b: string): number {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

const light = tokens("light");
const themes = { light, dark: new Map([...light, ...tokens("dark")]) };

describe.each(Object.entries(themes))("the %s theme", (_, palette) => {
	const hex = (name: string) => palette.get(name) ?? `no token --${name}`;
	const pairs = (table: readonly (readonly [string, string])[]) =>
		table.flatMap(([front, grounds]) => grounds.split(" ").map((ground) => [front, ground] as const));

	it.each(pairs(TEXT))("can be read: %s on %s, 4.5:1", (front, ground) => {
		expect(contrast(hex(front), hex(ground))).toBeGreaterThanOrEqual(4.5);
	});
	it.each(pairs(GRAPHICS))("can be seen: %s on %s, 3:1", (front, ground) => {
		expect(contrast(hex(front), hex(ground))).toBeGreaterThanOrEqual(3);
	});
});
