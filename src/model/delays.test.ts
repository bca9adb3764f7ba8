import { expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fold, openRunning, reduce } from "./reduce.ts";
import { connected, opened } from "./testkit/sample.ts";

const entered = (n: number, delayMs: number): Fact => ({
	type: "packet.entered",
	packet: `e${n}`,
	connection: n % 2 === 0 ? "c-sub" : "c-pub",
	direction: "down",
	delayMs,
	bytes: 2,
	fields: { type: "PINGRESP" },
});

it("packets keep their places through any number of changes of the delay, told one by one or all at once", () => {
	const facts: Fact[] = [opened, ...connected("pub", false), ...connected("sub", false)];
	let delayMs = 0;
	for (let n = 0; n < 300; n += 1) {
		if (n % 3 === 0) facts.push(entered(n, delayMs));
		delayMs = (n * 7_919) % 5 === 0 ? 0 : 1_000 + ((n * 7_919) % 9_000);
		facts.push({ type: "delay.changed", delayMs });
		if (n % 40 === 20) facts.push({ type: "wire.silenced", connection: "c-sub", noticedInMs: null });
		if (n % 40 === 39) facts.push({ type: "wire.mended", connection: "c-sub" });
		if (n % 56 === 30) facts.push({ type: "wire.held", connection: "c-sub", noticedInMs: null, patienceMs: null });
		if (n % 56 === 50) facts.push({ type: "wire.released", connection: "c-sub" });
		if (n % 50 === 49) facts.push({ type: "packet.lost", packet: `e${n - (n % 3)}` });
	}
	const events = facts.map((fact, index): RoomEvent => ({ ...fact, seq: index + 1, at: index * 13 }));
	const running = openRunning(EMPTY_WORLD);
	for (const event of events) running.take(event);
	const one = events.reduce(reduce, EMPTY_WORLD);
	expect(Object.keys(one.packets).length).toBeGreaterThan(50);
	expect(one.lost.length).toBeGreaterThan(3);
	expect(fold(EMPTY_WORLD, events)).toEqual(one);
	expect(running.world()).toEqual(one);
});
