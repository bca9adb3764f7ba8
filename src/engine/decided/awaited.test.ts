import { expect, it } from "vitest";
import { busyPace } from "#engine/testkit/busy.ts";
import { connect, openRawClient, openRawRoom, publish } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";

const TOPICS = 40;

it.each(["cut", "disconnect"] as const)(
	"retained messages that a busy room still has to decide when their client goes (%s) wait for its return, in order, and before what came later",
	async (way) => {
		const time = openStillTime();
		const room = await openRawRoom(time, {}, busyPace(time));
		const open = async (clientId: string, clean: boolean) => {
			const client = openRawClient(room);
			client.send(connect(clientId, clean));
			expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
			return client;
		};
		const pub = await open("pub", true);
		for (let n = 1; n <= TOPICS; n += 1) {
			pub.send(publish(`t/${n}`, String(n), 1, { messageId: n, retain: true }));
			expect(await pub.next()).toMatchObject({ cmd: "puback" });
		}
		const sub = await open("sub", false);
		sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "t/+", qos: 1 }] });
		const { connections } = await room.until(({ sessions }) => sessions.sub?.awaitsRetained === true);
		const [connection = ""] = Object.keys(connections).filter((one) => connections[one]?.clientId === "sub");
		if (way === "cut") expect(room.command({ type: "wire.cut", connection })).toEqual({ ok: true });
		else {
			sub.send({ cmd: "disconnect" });
			sub.ends.ended(true);
		}
		await sub.closed;
		pub.send(publish("t/1", "later", 1, { messageId: 1 }));
		expect(await pub.next()).toMatchObject({ cmd: "puback" });
		await room.until(({ sessions }) => sessions.sub?.awaitsRetained === false);
		const back = await open("sub", false);
		const payloads: string[] = [];
		while (!payloads.includes("later")) {
			const packet = await back.next();
			if (packet.cmd !== "publish") continue;
			payloads.push(String(packet.payload));
			if (packet.qos === 1) back.send({ cmd: "puback", messageId: packet.messageId as number });
		}
		expect(payloads).toEqual([...Array.from({ length: TOPICS }, (_, n) => String(n + 1)), "later"]);
		await room.close();
		expect(room.timers()).toBe(0);
	},
	10_000,
);
