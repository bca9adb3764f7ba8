import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openStillTime } from "#engine/testkit/still.ts";
import { openSources } from "#host/sources.ts";
import { openPlaces } from "./places.ts";

const socket = () => new PassThrough();
const closed = () => new Promise<void>((settle) => setImmediate(settle));

test("MQTT leaves places to pages, and pages leave some to what comes and goes", () => {
	const places = openPlaces(32 + 40);
	const clients = Array.from({ length: 31 }, socket);
	expect(clients.map((one) => places.client(one)).lastIndexOf(true)).toBe(29);
	expect(clients[30]?.destroyed).toBe(true);

	const visitors = Array.from({ length: 6 }, socket);
	for (const one of visitors) places.visitor(one, "a");
	expect(places.stays(visitors[0] as PassThrough, "mqtt")).toBe(false);
	expect(visitors.map((one) => places.stays(one, "watch"))).toEqual([true, true, true, true, true, false]);
});

test("a visitor always finds a place: the oldest one of the source that has most of what is passing makes way, and nothing that stays", async () => {
	const places = openPlaces(32 + 40);
	const page = socket();
	places.visitor(page, "a");
	expect(places.stays(page, "watch")).toBe(true);
	const clients = Array.from({ length: 25 }, socket);
	for (const one of clients) expect(places.client(one)).toBe(true);
	const few = Array.from({ length: 4 }, socket);
	for (const one of few) places.visitor(one, "few");
	const many = Array.from({ length: 20 }, socket);
	for (const one of many) places.visitor(one, "many");
	expect(many.map((one) => one.destroyed).indexOf(false)).toBe(10);
	expect([page, ...few, ...clients].some((one) => one.destroyed)).toBe(false);
	for (const one of [...clients, ...many]) one.destroy();
	await closed();
	expect(places.client(socket())).toBe(true);
});

test("what is passing makes way for clients and pages, whichever came first, and one source has half of all places for it", () => {
	const places = openPlaces(32 + 40);
	const flood = Array.from({ length: 60 }, socket);
	for (const one of flood) places.visitor(one, "flood");
	expect(flood.filter((one) => !one.destroyed)).toHaveLength(20);
	for (const one of Array.from({ length: 20 }, socket)) places.visitor(one, "flood, too");
	const pages = Array.from({ length: 5 }, socket);
	for (const one of pages) {
		places.visitor(one, "class");
		expect(places.stays(one, "watch")).toBe(true);
	}
	const clients = Array.from({ length: 25 }, socket);
	expect(clients.map((one) => places.client(one))).not.toContain(false);
	expect([...pages, ...clients].some((one) => one.destroyed)).toBe(false);
});

test("a socket that had to make way while it was about to stay takes no place", async () => {
	const places = openPlaces(32 + 16);
	const slow = socket();
	places.visitor(slow, "a");
	for (const one of Array.from({ length: 9 }, socket)) places.visitor(one, "a");
	expect(slow.destroyed).toBe(true);
	await closed();
	places.stays(slow, "mqtt");
	expect(Array.from({ length: 12 }, () => places.client(socket()))).not.toContain(false);
});

test("the share of one source leaves something of each kind of place to others", () => {
	const places = openPlaces(300);
	const sources = openSources({ time: openStillTime(), connections: places.mostClients });
	const comesIn = (source: string, as: "mqtt" | "watch") => {
		const one = socket();
		if (sources.connects(source, as).is !== "in") return false;
		if (as === "mqtt") return places.client(one);
		places.visitor(one, source);
		return places.stays(one, as);
	};
	while (comesIn("greedy", "mqtt"));
	while (comesIn("greedy", "watch"));
	for (let one = 0; one < 100; one += 1) places.visitor(socket(), "greedy");
	for (const as of ["mqtt", "watch"] as const) expect(Array.from({ length: 10 }, () => comesIn("other", as))).not.toContain(false);
});

test("the limit of this process is known, or there is none", () => {
	expect(openPlaces().most).toBeGreaterThan(16);
});
