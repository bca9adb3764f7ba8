import { expect, it } from "vitest";
import { askOf, KEY_LIST, type Place } from "./keys.ts";

const press = (key: string, place: Place = "free", held = {}) =>
	askOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held }, place);

it("pauses with Space, unless Space presses what has the focus", () => {
	expect(press(" ")).toEqual({ asks: "pause" });
	expect(press(" ", "control")).toBeNull();
	expect(press(".", "control")).toEqual({ asks: "step" });
});

it("leaves every key to a field", () => {
	for (const key of [" ", ".", "c", "1", "?"]) expect(press(key, "field")).toBeNull();
});

it("leaves the browser its own keys", () => {
	expect(press("c", "free", { ctrlKey: true })).toBeNull();
	expect(press("d", "free", { metaKey: true })).toBeNull();
	expect(press("1", "free", { altKey: true })).toBeNull();
});

it("takes capitals for the same key, and digits for clients", () => {
	expect(press("U")).toEqual({ asks: "cut" });
	expect(press("7")).toEqual({ asks: "client", n: 7 });
	expect(press("0")).toBeNull();
	expect(press("q")).toBeNull();
});

it("lists every key once", () => {
	const shown = KEY_LIST.map((row) => row.shown);
	expect(new Set(shown).size).toBe(shown.length);
	expect(shown).toHaveLength(13);
});
