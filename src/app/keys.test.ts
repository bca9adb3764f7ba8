import { expect, it } from "vitest";
import { keyList } from "./key-list.ts";
import { askOf, isGoing, type KeyScreen, type Place } from "./keys.ts";

const press = (key: string, place: Place = "free", held = {}, screen: KeyScreen = "lab") =>
	askOf({ key, ctrlKey: false, metaKey: false, altKey: false, ...held }, place, screen);

it("pauses with Space, unless Space presses what has the focus", () => {
	expect(press(" ")).toEqual({ asks: "pause" });
	expect(press(" ", "control")).toBeNull();
	expect(press(" ", "list")).toEqual({ asks: "pause" });
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

it("lists every key once, and on the other screens only those that work there", () => {
	const shown = keyList("lab").map((row) => row.shown);
	const pressed = [...shown]
		.map((one) => (one === "Space" ? " " : one))
		.filter((one) => one.length === 1 || one === "Home" || one === "End");
	for (const key of pressed) expect(press(key), key).not.toBeNull();
	expect(new Set(shown).size).toBe(shown.length);
	expect(shown).toHaveLength(21);
	expect(keyList("other").map((row) => row.shown)).toEqual(["D", "?", "W or F1", "Esc"]);
	for (const key of [" ", ".", "[", "c", "u", "p", "g", "1"]) expect(press(key, "free", {}, "other")).toBeNull();
	expect(press("?", "free", {}, "other")).toEqual({ asks: "keys" });
	expect(press("d", "free", {}, "other")).toEqual({ asks: "theme" });
});

it("lists, for whoever leads a class, a presenter's keys, of which one is no step there", () => {
	const shown = keyList("lab", true).map((row) => row.shown);
	expect(shown.slice(0, 5)).toEqual(["PageDown", "PageUp", "B or .", "J", "S"]);
	expect(shown).not.toContain(".");
	expect(new Set(shown).size).toBe(shown.length);
	expect(keyList("other", true)).toEqual(keyList("other"));
});

it("leaves Home and End to whatever has two ends", () => {
	expect([press("Home"), press("End")]).toEqual([{ asks: "birth" }, { asks: "live" }]);
	for (const place of ["list", "control", "field"] as const) expect([press("Home", place), press("End", place)]).toEqual([null, null]);
});

it("goes from packet to packet with Shift, on any keyboard", () => {
	expect([
		press(","),
		press("<", "free", { shiftKey: true, code: "Comma" }),
		press(";", "free", { shiftKey: true, code: "Comma" }),
	]).toEqual([{ asks: "back" }, { asks: "packet-before" }, { asks: "packet-before" }]);
	expect([press("."), press(">", "free", { shiftKey: true }), press(":", "free", { shiftKey: true, code: "Period" })]).toEqual([
		{ asks: "step" },
		{ asks: "packet-after" },
		{ asks: "packet-after" },
	]);
});

it("tells a focus that was sent somewhere by keyboard from one that was kept", () => {
	expect(["Tab", "ArrowDown", "Home", "Escape"].map(isGoing)).toEqual([true, true, true, true]);
	expect([null, "Enter", " ", "c", "2"].map(isGoing)).toEqual([false, false, false, false, false]);
});
