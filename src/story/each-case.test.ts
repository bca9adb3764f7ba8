import { describe, expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { accepted, connected, entered, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { logLine } from "./log-line.ts";
import { narrate } from "./narrate.ts";
import { sayFateOf } from "./say-fate.ts";

const start: readonly Fact[] = [
	{
		...opened,
		settings: { ...(opened as { settings: World["settings"] }).settings, maxInflightMessages: 1, maxQueuedMessages: 1 },
	} as Fact,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 2),
];
const worldAfter = (facts: readonly Fact[]) => moments(facts).at(-1)?.world ?? EMPTY_WORLD;
function last(facts: readonly Fact[]) {
	const moment = moments(facts).at(-1);
	if (moment === undefined) throw new Error("nothing happened");
	const { event, world, before } = moment;
	return { line: logLine(event, world, before)?.text, narration: narrate(event, world, before) };
}
const of = (message: string) => ({ delivery: `d-${message}`, message, session: "sub-1" });
const sent = (message: string, packetId: number, qos: 1 | 2 = 1): Fact => {
	return { type: "delivery.sent", ...of(message), qos, packet: "p", packetId, dup: false, attempt: 1, from: "live" };
};
const dropped = (message: string, reason: Extract<Fact, { type: "delivery.dropped" }>["reason"], qos: 0 | 1 | 2 = 1): Fact => {
	return { type: "delivery.dropped", ...of(message), qos, reason };
};
const down = (fields: Extract<Fact, { type: "packet.passed" }>["fields"]): Fact => {
	return { type: "packet.passed", packet: "p", connection: "c-sub-1", direction: "down", bytes: 4, fields };
};

describe("a reason is that of now", () => {
	const window: readonly Fact[] = [
		...start,
		...[up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1), sent("m1", 1)],
		...[up("pub-1", publish("m2", 1, 2)), accepted("m2", "pub-1", 1)],
		{ type: "delivery.queued", ...of("m2"), qos: 1, why: "window-full" },
	];
	test("a message queued behind a full window waits for its client once that has left, and for its turn once there is room", () => {
		expect(sayFateOf(worldAfter(window), "m2", "sub-1")).toBe("Waiting: too many messages are sent and unacknowledged");
		expect(sayFateOf(worldAfter([...window, ...left("sub-1")]), "m2", "sub-1")).toBe("Offline, session kept, QoS 1");
		const acked: Fact = { type: "delivery.acked", ...of("m1"), packetId: 1 };
		expect(sayFateOf(worldAfter([...window, acked]), "m2", "sub-1")).toBe("Waiting for its turn");
	});

	test("of a copy that is dropped and one that comes later, the ledger says both", () => {
		const copy: Fact = { ...sent("m1", 1), from: "retained", delivery: "d2" } as Fact;
		const came = worldAfter([
			...[...start, up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1), dropped("m1", "queue-full")],
			...[
				copy,
				down(publish("m1", 1, 1)),
				{ type: "delivery.acked", delivery: "d2", message: "m1", session: "sub-1", packetId: 1 } as Fact,
			],
		]);
		expect(sayFateOf(came, "m1", "sub-1")).toBe("Retained copy, on subscribe. Another copy was dropped: queue full");
		expect(came.sessions["sub-1"]?.fallen).toMatchObject([{ message: "m1", reason: "queue-full", has: false }]);
	});

	test("a message is at the broker once its PUBLISH has arrived, even if the broker is busy", () => {
		const wire: readonly Fact[] = [...start, entered("pub-1", "p1", publish("m1", 1, 1))];
		expect(sayFateOf(worldAfter(wire), "m1", "sub-1")).toBe("Still on pub-1’s wire");
		expect(sayFateOf(worldAfter([...wire, { type: "packet.arrived", packet: "p1", stepped: false }]), "m1", "sub-1")).toBe(
			"The broker has it",
		);
	});
});

test("a client that lost its subscription with its session is told so, and what to do", () => {
	const again: readonly Fact[] = [
		...[...start, { type: "session.discarded", session: "sub-1", reason: "clean-connect" } as Fact],
		{ type: "session.created", session: "sub-1", connection: "c-sub-1", cleanSession: true },
		...[up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)],
	];
	expect(sayFateOf(worldAfter(again), "m1", "sub-1")).toBe("No matching subscription: it ended with its session at 0:01. Subscribe again");
	expect(last(again).narration).toBe(
		"m1 reached the broker. No subscription matches greenhouse/temp: that of sub-1 ended with its session at 0:01, and it has not subscribed again.",
	);
});

describe("a sentence for one case is not said of another", () => {
	const full = (message: string, qos: 1 | 2): readonly Fact[] => [
		...[...start, ...left("sub-1"), up("pub-1", publish("m1", qos, 1)), accepted("m1", "pub-1", qos)],
		{ type: "delivery.queued", ...of("m1"), qos, why: "offline" },
		...(message.startsWith("w") ? [] : [up("pub-1", publish(message, qos, 2))]),
		...[accepted(message, "pub-1", qos), dropped(message, "queue-full", qos)],
	];
	test("what the publisher of a dropped message gets: PUBACK, PUBREC, or nothing for a will", () => {
		const says = "The queue of sub-1 is full (1 of 1), so";
		expect(last(full("m2", 1)).narration).toBe(`m2 reached the broker. ${says} m2 is dropped; its publisher gets its PUBACK all the same.`);
		expect(last(full("m2", 2)).narration).toBe(`m2 reached the broker. ${says} m2 is dropped; its publisher gets its PUBREC all the same.`);
		expect(last(full("w1", 1)).narration).toBe(`The broker published the will w1. ${says} w1 is dropped.`);
	});

	test("a message that is not published is acknowledged at QoS 1 and 2, and not at QoS 0", () => {
		const refused = (qos: 0 | 1) => {
			const why = {
				acknowledged: true,
				why: "brokers-own-topic",
				says: "Topics that begin with $ are the broker's own.",
				clause: "MQTT-3.3.5-2",
			} as const;
			return [
				...start,
				up("pub-1", publish("m1", qos, qos === 0 ? null : 1)),
				{ type: "publication.refused", message: "m1", publisher: "pub-1", qos, ...why } as Fact,
			];
		};
		expect(last(refused(1)).narration).toMatch(/^The broker acknowledges m1 but does not publish it/);
		expect(last(refused(0)).narration).toMatch(/^The broker did not take m1/);
	});

	test("a SUBACK says what was granted and what was refused", () => {
		const suback = (...returnCodes: number[]) => {
			const packet = entered("sub-1", "p1", { type: "SUBACK", packetId: 1, returnCodes }, "down");
			return last([...start, packet, { type: "packet.arrived", packet: "p1", stepped: false }]).narration;
		};
		expect(suback(1)).toBe("sub-1 has its SUBACK: granted QoS 1.");
		expect(suback(0x80)).toBe("sub-1 has its SUBACK: the filter is refused.");
		expect(suback(2, 0x80, 0)).toBe("sub-1 has its SUBACK: granted QoS 0 and 2; 1 filter refused.");
	});

	test("a refused filter says what is full", () => {
		expect(last([...start, { type: "subscription.refused", session: "sub-1", filter: "a", why: "session-full" }]).narration).toBe(
			"The broker refused sub-1 the filter a: a session holds 100 filters at most.",
		);
	});

	test("a filter past the share of a seat says so", () => {
		expect(last([...start, { type: "subscription.refused", session: "sub-1", filter: "a", why: "share-full" }]).narration).toBe(
			"The broker refused sub-1 the filter a: one seat or guest holds 4096 bytes of filters at most.",
		);
	});

	test("a takeover is not the place to say what becomes of the session: the newer CONNECT decides that", () => {
		const offline: Fact = { type: "session.offline", session: "sub-1", reason: "takeover", expiresInMs: null };
		expect(last([...start, offline])).toEqual({ line: "Session of sub-1 offline: it connected again", narration: null });
	});

	test("a client whose DISCONNECT is lost with its cable did send one", () => {
		const cut: Fact = { type: "connection.closed", connection: "c-sub-1", reason: "cut", says: "The cable was cut.", clause: null };
		const offline: Fact = { type: "session.offline", session: "sub-1", reason: "cut", expiresInMs: null };
		expect(
			last([...start, entered("sub-1", "p1", { type: "DISCONNECT" }), { type: "packet.lost", packet: "p1" }, offline, cut]).narration,
		).toBe("Cable cut. sub-1 is offline; its DISCONNECT never reached the broker, and the broker keeps its session.");
	});

	test("a packet that is only too large is not called malformed", () => {
		const large = {
			says: "a packet of 307200 bytes; at most 262144 are taken here",
			clause: "MQTT-4.8.0-1",
			breach: "too-large",
			hex: "",
		} as const;
		const told = last([...start, { type: "packet.malformed", connection: "c-pub-1", direction: "up", ...large }]);
		expect(told.line).toBe("pub-1 → broker past a limit of this broker: a packet of 307200 bytes; at most 262144 are taken here");
		expect(told.narration).toBe("pub-1 went past a limit of this broker: a packet of 307200 bytes; at most 262144 are taken here.");
	});

	test("a message is introduced with what it stands for", () => {
		expect(last([...start, entered("pub-1", "p1", publish("m1", 1, 1))]).narration).toBe(
			"pub-1 published m1 (21.4) at QoS 1. It is on the wire.",
		);
	});
});
