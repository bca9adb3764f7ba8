import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { accepted, connected, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { stateOf } from "#room/testkit/state.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { timesOf } from "./fate-times.ts";

const delivery = { delivery: "d1", message: "m1", session: "sub-1" } as const;
const down = (packet: string, fields: Extract<Fact, { type: "packet.passed" }>["fields"], direction: "up" | "down" = "down"): Fact => {
	return { type: "packet.passed", packet, connection: "c-sub-1", direction, bytes: 10, fields };
};
/** m1 is sent and acknowledged, and m2 sent, all at one time: the room stands still, or its wires have no delay. */
const told: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	up("pub-1", publish("m1", 1, 1)),
	accepted("m1", "pub-1", 1),
	{ type: "delivery.sent", ...delivery, qos: 1, packet: "d1", packetId: 1, dup: false, attempt: 1, from: "live" },
	down("d1", publish("m1", 1, 1)),
	down("a1", { type: "PUBACK", packetId: 1, message: "m1" }, "up"),
	{ type: "delivery.acked", ...delivery, packetId: 1 },
	accepted("m2", "pub-1", 1),
];
const history = openHistory(EMPTY_WORLD).append(told.map((fact, index) => ({ ...fact, seq: index + 1, at: 500 })));
const traffic = openTraffic()(history);
const seqOf = (type: Fact["type"]) => told.findIndex((fact) => fact.type === type) + 1;

function timesAt(seq: number) {
	return timesOf(stateOf(history, { cursor: { at: "moment", seq, time: 500 } }), traffic, "m1", "sub-1", 500);
}

test("of many events at one time, that which decided the fate that is shown is led to, and none that comes after the cursor", () => {
	const [took, sent, acked] = [seqOf("publication.accepted"), seqOf("delivery.sent"), seqOf("delivery.acked")];
	expect(timesAt(took)).toEqual({ is: "since", moments: [{ at: 500, seq: took }] });
	for (const seq of [sent, sent + 1, sent + 2]) expect(timesAt(seq)).toEqual({ is: "since", moments: [{ at: 500, seq: sent }] });
	for (const seq of [acked, told.length]) expect(timesAt(seq)).toEqual({ is: "at", moments: [{ at: 500, seq: acked }] });
});
