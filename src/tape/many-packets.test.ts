import { describe, expect, it } from "vitest";
import type { Traffic } from "#traffic/traffic.ts";
import { openLayout } from "./layout.ts";
import { NO_TAPE_FILTER, openMatching } from "./match.ts";
import { askFor, publish, trafficOf } from "./testkit/story.ts";

/** All that a page keeps, but for a few. */
const PACKETS = 49_996;
/** A message each 288 ms for an hour: PUBLISH and PUBACK on both hops. */
const EACH_MS = (3_600_000 * 4) / PACKETS;

/** An hour in which 50,000 packets crossed, 2 s each. */
function anHour(): Traffic {
	const facts: (object & { at: number })[] = [{ type: "delay.changed", delayMs: 2_000, at: 0 } as never];
	for (const [connection, clientId] of [
		["c1", "pub-1"],
		["c2", "sub-1"],
	] as const) {
		facts.push({ type: "connection.opened", connection, origin: { kind: "lab", page: "p" }, at: 0 } as never);
		const fields = { type: "CONNECT", clientId, cleanSession: false, keepAlive: 0, will: null };
		facts.push({ type: "packet.passed", packet: `connect ${clientId}`, connection, direction: "up", bytes: 20, fields, at: 0 } as never);
	}
	facts.push({ type: "session.created", session: "sub-1", connection: "c2", cleanSession: false, at: 0 } as never);
	facts.push({ type: "subscription.added", session: "sub-1", filter: "t", qos: 1, at: 0 } as never);
	for (let n = 0; n < PACKETS / 4; n++) {
		const [message, packetId, at] = [`m${n}`, (n % 65_535) + 1, Math.round(n * EACH_MS)];
		const one = { delivery: `d${n}`, message, session: "sub-1" };
		const puback = { type: "PUBACK", packetId, message };
		const cross = (when: number, connection: string, direction: string, fields: object) => {
			const packet = `${connection} ${direction} ${n}`;
			facts.push({ type: "packet.entered", packet, connection, direction, delayMs: 2_000, bytes: 20, fields, at: when } as never);
			facts.push({ type: "packet.arrived", packet, stepped: false, at: when + 2_000 } as never);
		};
		cross(at, "c1", "up", publish(message, packetId));
		cross(at + 2_000, "c1", "down", puback);
		facts.push({
			type: "delivery.sent",
			...one,
			qos: 1,
			packet: `c2 down ${n}`,
			packetId,
			dup: false,
			attempt: 1,
			from: "live",
			at: at + 2_000,
		} as never);
		cross(at + 2_000, "c2", "down", publish(message, packetId));
		cross(at + 4_000, "c2", "up", puback);
		facts.push({ type: "delivery.acked", ...one, packetId, at: at + 6_000 } as never);
	}
	return trafficOf(
		facts
			.map((fact, order) => ({ fact, order }))
			.sort((a, b) => a.fact.at - b.fact.at || a.order - b.order)
			.map(({ fact }) => fact),
	);
}

/** Ms of the processor that this took, the middle of several times: other work on the machine does not count. */
function ms(act: (turn: number) => void): number {
	const times = Array.from({ length: 21 }, (_, turn) => {
		const began = process.cpuUsage();
		act(turn);
		return process.cpuUsage(began).user / 1_000;
	});
	return times.sort((a, b) => a - b)[10] ?? 0;
}

describe("a tape of 50,000 packets", () => {
	const traffic = anHour();

	it("lays out only what is in sight", () => {
		expect(traffic.count).toBeGreaterThan(49_000);
		const layoutOf = openLayout();
		const at = (from: number, scale: number) =>
			layoutOf(askFor(traffic, { from, scale, width: 1_400, now: { seq: traffic.upTo, at: 3_600_000 } }));
		const minute = at(1_800_000, 25);
		const numbers = minute.ways.flatMap(({ bundle }) => bundle);
		const seen = traffic.within(1_795_200, minute.frame.to);
		expect(numbers.length).toBeGreaterThan(500);
		expect(new Set(numbers).size).toBe(numbers.length);
		expect(numbers.length).toBeLessThanOrEqual(seen.length);
		const figures = {
			"packet, scrolled": ms((turn) => at(1_000_000 + 30_000 * turn, 400)),
			"minute, scrolled": ms((turn) => at(1_000_000 + 30_000 * turn, 25)),
			"8 px a second, scrolled": ms((turn) => at(1_000_000 + 30_000 * turn, 8)),
			"hour, scrolled": ms((turn) => at(100 * turn, 0.36)),
			"hour, each time anew": ms(() => openLayout()(askFor(traffic, { scale: 0.36, now: { seq: traffic.upTo, at: 3_600_000 } }))),
			"a filter": ms((turn) => openMatching()(traffic, { ...NO_TAPE_FILTER, message: `m${turn}` })),
			"a filter of a topic": ms(() => openMatching()(traffic, { ...NO_TAPE_FILTER, topic: "t" })),
		};
		console.info(
			Object.entries(figures)
				.map(([what, took]) => `${what}: ${took.toFixed(1)} ms`)
				.join(", "),
		);
	});
});
