import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Cables, openCables } from "#engine/testkit/cable.ts";

let cables: Cables;
beforeEach(async () => {
	cables = await openCables();
});
afterEach(() => cables.close());

const DELAY_MS = 1_000;
/** The four packets of one message, on the cable between its publisher and the broker, and on the cable to its subscriber. */
const CUTS = [
	{ whose: "pub", type: "PUBLISH", direction: "up" },
	{ whose: "pub", type: "PUBREC", direction: "down" },
	{ whose: "pub", type: "PUBREL", direction: "up" },
	{ whose: "pub", type: "PUBCOMP", direction: "down" },
	{ whose: "sub", type: "PUBLISH", direction: "down" },
	{ whose: "sub", type: "PUBREC", direction: "up" },
	{ whose: "sub", type: "PUBREL", direction: "down" },
	{ whose: "sub", type: "PUBCOMP", direction: "up" },
] as const;

describe.each(["A", "B"] as const)("a QoS 2 message to a subscriber by method %s", (method) => {
	it.each(CUTS)("reaches it exactly once when a cut hits the $type going $direction on the cable of $whose", async (cut) => {
		const { room, time } = cables;
		const clients = { pub: cables.client("pub"), sub: cables.client("sub", { method, eager: false }) };
		for (const client of [clients.pub, clients.sub]) client.connect(false);
		await cables.settle();
		clients.sub.subscribe([{ filter: "a", qos: 2 }]);
		await cables.settle();

		room.command({ type: "wire.delay", delayMs: DELAY_MS });
		room.command({ type: "clock.pause" });
		clients.pub.publish("a", "1", 2, false);
		const { connection } = clients[cut.whose];
		const target = () =>
			Object.values(room.world().packets).find(
				(one) => one.connection === connection && one.fields.type === cut.type && one.direction === cut.direction,
			);
		while (target() === undefined) {
			expect(room.command({ type: "wire.step" })).toEqual({ ok: true });
			await cables.settle();
		}
		room.command({ type: "clock.resume" });
		time.pass(DELAY_MS / 2);
		const hit = target()?.packet;
		room.command({ type: "wire.cut", connection: connection ?? "" });
		expect(room.events.filter((event) => event.type === "packet.lost" && event.packet === hit)).toHaveLength(1);
		expect(room.world().lost.find(({ packet }) => packet === hit)).toMatchObject({
			fields: { type: cut.type, message: "m1" },
			progress: 0.5,
		});

		await cables.heal();
		expect(cables.reached).toEqual([{ clientId: "sub", payload: "1", qos: 2, packetId: 1 }]);
		expect(room.world().copies.m1?.sub).toBe(1);
	});
});
