import { expect, it } from "vitest";
import { openBounded } from "./bounded.ts";

it("a bounded map forgets what it was told first, however often it goes round, and a key told again keeps its place", () => {
	const map = openBounded<string, number>(3);
	const known = () => Array.from({ length: 11 }, (_, at) => `k${at}`).filter((key) => map.has(key));
	for (let at = 0; at < 3; at += 1) map.set(`k${at}`, at);
	map.set("k0", 10);
	expect([map.get("k0"), known()]).toEqual([10, ["k0", "k1", "k2"]]);
	map.set("k3", 3);
	expect([map.get("k0"), known()]).toEqual([undefined, ["k1", "k2", "k3"]]);
	for (let at = 4; at < 10; at += 1) map.set(`k${at}`, at);
	expect(known()).toEqual(["k7", "k8", "k9"]);
	map.clear();
	expect(known()).toEqual([]);
	for (let at = 0; at < 4; at += 1) map.set(`k${at}`, at);
	expect(known()).toEqual(["k1", "k2", "k3"]);
});
