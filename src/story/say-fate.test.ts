import { expect, test } from "vitest";
import { clauseOf } from "#model/clause-of.ts";
import type { Fate } from "#model/world.ts";
import { sayFate } from "./say-fate.ts";

const sent: Fate = { fate: "inflight", why: "sent", how: "live", packetId: 4, attempt: 1, since: 0 };
const delivered: Extract<Fate, { fate: "delivered" }> = {
	fate: "delivered",
	how: "live",
	copies: 1,
	qos: 1,
	packetId: 4,
	at: 0,
};

test("the badge’s reasons are those of the design, word for word", () => {
	expect(sayFate({ fate: "queued", why: "offline", since: 0 }, { qos: 1 })).toBe("Offline, session kept, QoS 1");
	expect(sayFate({ ...sent, why: "still-on-wire" }, { publisher: "pub-1" })).toBe("Still on pub-1’s wire");
	expect(sayFate(sent, { subscriber: "sub-1" })).toBe("Sent to sub-1 as #4, no PUBACK yet");
	expect(sayFate(delivered)).toBe("PUBACK #4 received");
	expect(sayFate({ ...delivered, qos: 0, packetId: null })).toBe("Sent at QoS 0, never confirmed");
	expect(sayFate({ ...delivered, how: "retained" })).toBe("Retained copy, on subscribe");
	expect(sayFate({ ...delivered, copies: 2 })).toBe("2 copies: QoS 1 allows it. PUBACK #4 received");
	expect(sayFate({ ...delivered, qos: 0, packetId: null, copies: 2 })).toBe("Sent at QoS 0, never confirmed, delivered twice");
	expect(
		sayFate({ fate: "dropped", reason: "queue-full", filter: null, grantedQos: null, full: { waiting: 8, inflight: 0, limit: 8 }, at: 0 }),
	).toBe("Queue full (8 of 8)");
	expect(sayFate({ fate: "none", nearest: null })).toBe("No matching subscription");
	const pushed: Fate = {
		fate: "dropped",
		reason: "pushed-out",
		filter: null,
		grantedQos: null,
		full: { waiting: 4, inflight: 0, limit: 4 },
		at: 0,
	};
	expect(sayFate(pushed)).toBe("Queue full (4 of 4): the oldest goes, pushed out by a newer one");
	expect(sayFate({ ...pushed, reason: "queue-full", full: null })).toBe("Queue full");
	// A limit that came later may be below what waits, and what is in flight may count.
	expect(sayFate({ ...pushed, full: { waiting: 10, inflight: 0, limit: 3 } })).toMatch(/^Queue full \(10 wait; the limit is 3\)/);
	expect(sayFate({ ...pushed, reason: "queue-full", full: { waiting: 1, inflight: 2, limit: 3 } })).toBe(
		"Queue full (1 waits and 2 are in flight; the limit is 3)",
	);
	expect(sayFate({ fate: "unseen", since: 0 })).toBe("Nothing of it has crossed this wire; the broker’s own store cannot be seen");
});

test("a QoS 0 message that waits says which setting let it", () => {
	const queued: Fate = { fate: "queued", why: "offline", since: 0 };
	expect(sayFate(queued, { qos: 0 })).toBe("Offline, session kept, QoS 0 queued: queue_qos0_messages");
	expect(clauseOf(queued, { qos: 0 })).toBe("3.1.2.4");
	expect(clauseOf(queued, { qos: 1 })).toBe("MQTT-3.1.2-5");
	expect(sayFate({ ...queued, why: "window-full" }, { qos: 0 })).toBe("Waiting behind what was queued before");
});

test("QoS 2 waits for its own acknowledgements", () => {
	expect(sayFate(sent, { awaits: "PUBREC" })).toBe("Sent as #4, no PUBREC yet");
	expect(sayFate({ ...sent, why: "released" })).toBe("PUBREC #4 received, no PUBCOMP yet");
	expect(sayFate({ ...delivered, qos: 2 })).toBe("PUBCOMP #4 received");
});

test("a delivery from the queue says how long it waited", () => {
	expect(sayFate({ ...delivered, how: "queue", waitedMs: 12_000 })).toBe("From the queue after 12 s. PUBACK #4 received");
});
