import { expect, test } from "vitest";
import { fateOf } from "./fate-of.ts";
import { accepted, connected, historyOf, left, opened, subscribed } from "./testkit/sample.ts";

test("how long a message waited in the queue ends when it is sent, and not with its PUBACK", () => {
	const named = { delivery: "d1", message: "m1", session: "sub-1" } as const;
	const { live } = historyOf([
		opened,
		...connected("sub-1", false),
		...subscribed("sub-1", "greenhouse/temp", 1),
		...left("sub-1"),
		accepted("m1", "pub-1", 1),
		{ type: "delivery.queued", ...named, qos: 1, why: "offline" },
		{ type: "delivery.sent", ...named, qos: 1, packet: "p9", packetId: 1, dup: false, attempt: 1, from: "queue" },
		{ type: "delivery.acked", ...named, packetId: 1 },
	]);
	expect(fateOf(live, "m1", "sub-1")).toMatchObject({ fate: "delivered", how: "queue", waitedMs: 100 });
});
