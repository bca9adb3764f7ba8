import { describe, expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "./open-traffic.ts";
import { pathOf } from "./path.ts";

function eventsOf(facts: readonly (Fact & { at: number })[]): RoomEvent[] {
	return facts.map((fact, index) => ({ ...fact, seq: index + 1 }));
}

const CONNECT = { type: "CONNECT", clientId: "pub-1", cleanSession: true, keepAlive: 0, will: null } as const;
const onWire = { connection: "c1", bytes: 20, delayMs: 2_000 } as const;
const FACTS = [
	{ type: "delay.changed", delayMs: 2_000, at: 0 },
	{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 0 },
	{ type: "packet.entered", packet: "p1", direction: "up", fields: CONNECT, ...onWire, at: 0 },
	{ type: "packet.arrived", packet: "p1", stepped: false, at: 2_000 },
	{ type: "packet.entered", packet: "p2", direction: "down", fields: { type: "CONNACK", returnCode: 0 }, ...onWire, at: 2_000 },
	{ type: "wire.silenced", connection: "c1", noticedInMs: null, at: 3_000 },
	{ type: "wire.mended", connection: "c1", at: 6_000 },
	{ type: "delay.changed", delayMs: 4_000, at: 6_500 },
	{ type: "packet.lost", packet: "p2", reason: "cut", at: 7_000 },
	{ type: "connection.closed", connection: "c1", reason: "cut", says: "The cable was cut.", clause: null, at: 7_000 },
] as const satisfies readonly (Fact & { at: number })[];

describe("the traffic of a room", () => {
	it("joins an answer to what it answers, and knows whose wire it was", () => {
		const traffic = openTraffic()(openHistory(EMPTY_WORLD).append(eventsOf(FACTS)));
		expect(traffic.named("p2")).toMatchObject({ number: 1, clientId: "pub-1", answers: 0, end: { how: "lost", reason: "cut" } });
		expect(traffic.named("p1")?.answeredBy).toEqual({ seq: 5, at: 2_000, number: 1 });
		expect(traffic.connections.get("c1")).toMatchObject({ clientId: "pub-1", closed: { reason: "cut", at: 7_000 } });
	});

	it("draws a packet level while its wire was silent, and at the pace of the room before and after", () => {
		const traffic = openTraffic()(openHistory(EMPTY_WORLD).append(eventsOf(FACTS)));
		const packet = traffic.named("p2");
		if (packet === null) throw new Error("no such packet");
		expect(pathOf(packet, traffic, { seq: traffic.upTo, at: 9_000 })).toEqual([
			{ at: 2_000, progress: 0 },
			{ at: 3_000, progress: 0.5 },
			{ at: 6_000, progress: 0.5 },
			{ at: 6_500, progress: 0.75 },
			{ at: 7_000, progress: 0.875 },
		]);
		expect(pathOf(packet, traffic, { seq: 6, at: 4_000 })).toEqual([
			{ at: 2_000, progress: 0 },
			{ at: 3_000, progress: 0.5 },
			{ at: 4_000, progress: 0.5 },
		]);
	});

	it("draws a packet that is let go from a held wire level up to there, and then at once across", () => {
		const held = FACTS.slice(0, 5);
		const traffic = openTraffic()(
			openHistory(EMPTY_WORLD).append(
				eventsOf([
					...held,
					{ type: "wire.held", connection: "c1", noticedInMs: null, patienceMs: null, at: 3_000 },
					{ type: "packet.arrived", packet: "p2", stepped: true, at: 8_000 },
				]),
			),
		);
		const packet = traffic.named("p2");
		if (packet === null) throw new Error("no such packet");
		expect(pathOf(packet, traffic, { seq: traffic.upTo, at: 9_000 })).toEqual([
			{ at: 2_000, progress: 0 },
			{ at: 3_000, progress: 0.5 },
			{ at: 8_000, progress: 0.5 },
			{ at: 8_000, progress: 1 },
		]);
	});

	it("draws a packet that is stepped on in a paused room as far as it had come, and then at once across", () => {
		const stepped = { type: "packet.arrived", packet: "p2", stepped: true, at: 2_500 } as const;
		const traffic = openTraffic()(openHistory(EMPTY_WORLD).append(eventsOf([...FACTS.slice(0, 5), stepped])));
		const packet = traffic.named("p2");
		if (packet === null) throw new Error("no such packet");
		expect(pathOf(packet, traffic, { seq: traffic.upTo, at: 9_000 })).toEqual([
			{ at: 2_000, progress: 0 },
			{ at: 2_500, progress: 0.25 },
			{ at: 2_500, progress: 1 },
		]);
	});

	describe("of bytes that are not a packet", () => {
		const FAULT = {
			type: "packet.malformed",
			packet: "p3",
			connection: "c1",
			direction: "up",
			says: "",
			clause: "",
			hex: "",
			at: 6_000,
		} as const;
		const endOf = (...facts: readonly (Fact & { at: number })[]) =>
			openTraffic()(openHistory(EMPTY_WORLD).append(eventsOf([...FACTS.slice(0, 4), FAULT, ...facts]))).named("p3");
		const closed = { type: "connection.closed", connection: "c1", says: "", clause: null, at: 8_000 } as const;

		it("has them under way until the connection ends for them, which is where they arrived", () => {
			expect(endOf()).toMatchObject({ left: { at: 6_000 }, delayMs: 2_000, end: null });
			expect(endOf({ ...closed, reason: "protocol-error" })?.end).toMatchObject({ at: 8_000, how: "arrived" });
		});

		it("has them lost where the connection ended before they had come that far", () => {
			expect(endOf({ ...closed, reason: "cut", at: 7_000 })?.end).toMatchObject({ at: 7_000, how: "lost", reason: "cut" });
		});

		it("has only the moment at which they were seen where the broker judges by itself", () => {
			const stock = { ...EMPTY_WORLD, settings: { ...EMPTY_WORLD.settings, broker: "aedes" } } as const;
			const traffic = openTraffic()(openHistory(stock).append(eventsOf([...FACTS.slice(0, 4), FAULT])));
			expect(traffic.named("p3")?.end).toMatchObject({ at: 6_000, how: "arrived" });
		});
	});

	it("goes on from the last history, event by event, to the same traffic as from all of them at once", () => {
		const whole = openTraffic()(openHistory(EMPTY_WORLD).append(eventsOf(FACTS)));
		const piecewise = openTraffic();
		let history = openHistory(EMPTY_WORLD);
		for (const event of eventsOf(FACTS)) {
			history = history.append([event]);
			piecewise(history);
		}
		const { packets, connections } = piecewise(history);
		expect(packets).toEqual(whole.packets);
		expect([...connections]).toEqual([...whole.connections]);
	});

	it("begins with what stood on the wires when the history begins", () => {
		const history = openHistory(EMPTY_WORLD).append(eventsOf(FACTS));
		const later = openTraffic()(history.since(6));
		expect(later.packets).toMatchObject([{ packet: "p2", clientId: "pub-1", left: { at: 2_000 }, end: { how: "lost" } }]);
	});
});
