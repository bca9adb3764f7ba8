import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { fateOf } from "#model/fate-of.ts";
import { accepted, connected, entered, historyOf, opened, publish, subscribed } from "#model/testkit/sample.ts";
import { openTraffic } from "./open-traffic.ts";
import { standOfPublish } from "./stand.ts";

const of = { delivery: "d1", message: "m1", session: "sub-1", qos: 1 } as const;
const arrived = (packet: string) => ({ type: "packet.arrived", packet, stepped: false }) as const;
const FACTS: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/temp", 1),
	entered("pub-1", "p1", publish("m1", 1, 1)),
	arrived("p1"),
	accepted("m1", "pub-1", 1),
	{ type: "delivery.sent", ...of, packet: "p2", packetId: 1, dup: false, attempt: 1, from: "live" },
	entered("sub-1", "p2", publish("m1", 1, 1), "down"),
	arrived("p2"),
	entered("sub-1", "p3", { type: "PUBACK", packetId: 1, message: "m1" }),
	arrived("p3"),
	{ type: "delivery.acked", ...of, packetId: 1 },
];
const history = historyOf(FACTS);
const traffic = openTraffic()(history);

function stand(packet: string, seq: number, known: boolean) {
	const one = traffic.named(packet);
	const shown = history.at(seq);
	if (one === null || shown === null) throw new Error("not kept");
	return standOfPublish(one, { traffic, seq, worlds: known ? { shown, now: history.live } : null });
}

it("says of a PUBLISH at every moment what the ledger says of its message", () => {
	const sent = FACTS.findIndex((fact) => "packet" in fact && fact.packet === "p2" && fact.type === "packet.entered") + 1;
	for (let seq = sent; seq <= history.live.seq; seq++) {
		const { fate } = fateOf(history.at(seq) ?? history.live, "m1", "sub-1");
		for (const packet of ["p1", "p2"]) for (const known of [true, false]) expect([seq, stand(packet, seq, known)]).toEqual([seq, fate]);
	}
	expect([stand("p2", history.live.seq - 1, true), stand("p2", history.live.seq, true)]).toEqual(["inflight", "delivered"]);
	expect(stand("p1", 0, true)).toBe("delivered");
});

it("does not call dropped what has arrived and was never acknowledged", () => {
	const given = historyOf([...FACTS.slice(0, -3), { type: "delivery.dropped", ...of, reason: "session-discarded" } as Fact]);
	expect(fateOf(given.live, "m1", "sub-1").fate).toBe("delivered");
	expect(openTraffic()(given).fateAt("m1", "sub-1", given.live.seq)).toBe("delivered");
});

it("leaves a message as it stood when the room was cleared, whatever has its name since", () => {
	const again = historyOf([
		...FACTS,
		{ type: "room.cleared" },
		...connected("pub-1", true),
		entered("pub-1", "q1", publish("m1", 0, null)),
		{ type: "packet.lost", packet: "q1", reason: "cut" },
	]);
	const all = openTraffic()(again);
	const shown = { traffic: all, seq: again.live.seq, worlds: { shown: again.live, now: again.live } };
	const of = (packet: string) => standOfPublish(all.named(packet) as never, shown);
	expect([of("p1"), of("q1")]).toEqual(["delivered", "dropped"]);
});
