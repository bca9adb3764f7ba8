import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { openHistory } from "#model/history.ts";
import { accepted, connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { openTraffic } from "./open-traffic.ts";
import type { Traffic } from "./traffic.ts";

const arrives = (packet: string): Fact => ({ type: "packet.arrived", packet, stepped: false });
/** m1 leaves with the event of seq 6 and is at the broker with that of seq 7; its PUBACK is back with that of seq 10. */
const FACTS: readonly Fact[] = [
	opened,
	...connected("pub-1", false),
	...[entered("pub-1", "p1", publish("m1", 1, 12)), arrives("p1"), accepted("m1", "pub-1", 1)],
	...[entered("pub-1", "p2", { type: "PUBACK", packetId: 12, message: "m1" }, "down"), arrives("p2")],
];
/** The same client on a second connection, which nobody has answered yet. */
const COMES_AGAIN: readonly Fact[] = [
	{ type: "connection.opened", connection: "c-again", origin: { kind: "lab", page: "p" } },
	{
		...{ type: "packet.passed", packet: "p8", connection: "c-again", direction: "up", bytes: 20 },
		fields: { type: "CONNECT", clientId: "pub-1", cleanSession: false, keepAlive: 0, will: null },
	},
];
const whole = historyOf(FACTS);
const worldAt = (seq: number) => whole.at(seq) as World;
/** A page that comes to know the room with the event of this seq. */
const from = (seq: number) => openHistory(worldAt(seq)).append(whole.after(seq));
/** Seq, time in ms, and what is kept from then on. */
const told = ({ copies }: Traffic) =>
	(copies.get("pub-1") ?? []).map(({ seq, at, rows }) => [seq, at, rows.map(({ message, packetId }) => `${message} #${packetId}`)]);

test("a page that comes late knows the copy of a PUBLISH on its wire, since that left, and of one that has arrived, from there on", () => {
	expect(told(openTraffic()(from(0)))).toEqual([
		[6, 600, ["m1 #12"]],
		[10, 1_000, []],
	]);
	expect(told(openTraffic()(from(6)))).toEqual([
		[6, 600, ["m1 #12"]],
		[10, 1_000, []],
	]);
	expect(told(openTraffic()(from(8)))).toEqual([
		[8, 800, ["m1 #12"]],
		[10, 1_000, []],
	]);
	expect(told(openTraffic()(from(10)))).toEqual([]);
});

test("a page that comes late tells what was sent behind a CONNECT that nobody has answered as one step, beside an older copy with its id", () => {
	const early = historyOf([...FACTS.slice(0, -2), ...COMES_AGAIN, entered("again", "p9", publish("m2", 2, 12))]);
	const late = openTraffic()(openHistory(early.live)).copies.get("pub-1") ?? [];
	expect(late.map(({ rows }) => rows.map(({ message, packetId }) => `${message} #${packetId}`))).toEqual([
		["m2 #12"],
		["m2 #12", "m1 #12"],
	]);
});

test("a page that has missed something knows the copy that was made in between, and not the one that went", () => {
	const goesOn = (seen: number, at: number) => {
		const read = openTraffic();
		read(historyOf(FACTS.slice(0, seen)), "a life");
		return told(read(from(at), "a life"));
	};
	expect(goesOn(5, 8)).toEqual([
		[8, 800, ["m1 #12"]],
		[10, 1_000, []],
	]);
	expect(goesOn(7, 9)).toEqual([
		[6, 600, ["m1 #12"]],
		[7, 700, []],
		[9, 900, ["m1 #12"]],
		[10, 1_000, []],
	]);
	expect(goesOn(7, 10)).toEqual([
		[6, 600, ["m1 #12"]],
		[7, 700, []],
	]);
});

test("a publisher that has begun anew keeps no copy of what is still on a wire", () => {
	const world = worldAt(6);
	const client = world.clients["pub-1"] as World["clients"][string];
	const anew: World = { ...world, clients: { ...world.clients, "pub-1": { ...client, outgoing: [] } } };
	expect(told(openTraffic()(openHistory(anew))).at(-1)?.[2]).toEqual([]);
});
