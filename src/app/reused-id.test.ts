import { expect, it } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { connect, openRawClient, openRawRoom, publish } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { fateOf } from "#model/fate-of.ts";

it("a client that takes the id of a message for another one keeps no copy of the first", async () => {
	const time = openStillTime();
	const room = await openRawRoom(time, PRESETS["mosquitto-2.0"].settings);
	const sub = openRawClient(room);
	sub.send(connect("sub", false));
	await sub.next();
	sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
	await sub.next();
	const open = async () => {
		const pub = openRawClient(room);
		pub.send(connect("pub", false));
		await pub.next();
		return pub;
	};
	const first = await open();
	room.command({ type: "wire.delay", delayMs: 1_000 });
	first.send(publish("a", "one", 2, { messageId: 7 }));
	first.ends.gone("The cable broke.");
	await room.until(({ clients }) => clients.pub?.phase.phase === "offline");
	expect(fateOf(room.world(), "m1", "sub")).toMatchObject({ fate: "inflight" });
	room.command({ type: "wire.delay", delayMs: 0 });
	(await open()).send(publish("b", "two", 2, { messageId: 7, dup: true }));
	const world = await room.until(({ messages }) => messages.m2 !== undefined);
	expect(fateOf(world, "m1", "sub")).toMatchObject({ fate: "dropped", reason: "sender-discarded" });
	await room.close();
});
