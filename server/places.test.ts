import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openPlaces } from "./places.ts";

const socket = () => new PassThrough();
const closed = () => new Promise<void>((settle) => setImmediate(settle));

test("MQTT leaves places to pages, pages leave some to what comes and goes, and a visitor always finds one", async () => {
	const places = openPlaces(32 + 40);
	const clients = Array.from({ length: 31 }, socket);
	expect(clients.map((one) => places.client(one)).lastIndexOf(true)).toBe(29);
	expect(clients[30]?.destroyed).toBe(true);

	const visitors = Array.from({ length: 6 }, socket);
	for (const one of visitors) places.visitor(one);
	expect(places.stays(visitors[0] as PassThrough, "mqtt")).toBe(false);
	expect(visitors.slice(0, 5).map((one) => places.stays(one, "watch"))).toEqual(Array(5).fill(false));
	for (const one of visitors.slice(1)) one.destroy();
	await closed();
	expect(places.stays(visitors[0] as PassThrough, "watch")).toBe(true);

	const passing = Array.from({ length: 20 }, socket);
	for (const one of passing) places.visitor(one);
	// The oldest make way; a socket that stays is none of them.
	expect(passing.map((one) => one.destroyed).indexOf(false)).toBe(11);
	expect(visitors[0]?.destroyed).toBe(false);
	for (const one of [...clients, ...passing]) one.destroy();
	await closed();
	expect(places.client(socket())).toBe(true);
});

test("the limit of this process is known, or there is none", () => {
	expect(openPlaces().most).toBeGreaterThan(16);
});
