import mqttPacket from "mqtt-packet";
import { afterEach, expect, it } from "vitest";
import { busyPace } from "./testkit/busy.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "./testkit/raw.ts";
import { openStillTime } from "./testkit/still.ts";

let room: RawRoom;
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

async function open(clientId: string): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(clientId, false));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	client.send({ cmd: "pingreq" });
	expect(await client.next()).toMatchObject({ cmd: "pingresp" });
	return client;
}
const names = () =>
	room.events.flatMap((event) => {
		const isUp = (event.type === "packet.passed" || event.type === "packet.entered") && event.direction === "up";
		return isUp && event.fields.type === "PUBLISH" ? [`${event.fields.payload} ${event.fields.message} ${event.fields.attempt}`] : [];
	});
const MESSAGES = [1, 2, 3, 4, 5];

it.each([
	["closes both ends", (client: RawClient) => client.ends.ended(false)],
	["is gone", (client: RawClient) => client.ends.gone("It is gone.")],
])("a client that %s before a busy room has looked at what it sent gets none of the answers, and they are lost", async (_, leave) => {
	const time = openStillTime();
	room = await openRawRoom(time, {}, busyPace(time));
	const client = await open("pub");
	for (const n of MESSAGES) client.send(publish("a", `p${n}`, 1, { messageId: n }));
	const { seq } = room.journal;
	leave(client);
	await room.until(({ sessions }) => sessions.pub?.connection === null);
	const answers = room.events.filter((event) => event.seq > seq && "fields" in event && event.fields.type === "PUBACK");
	expect(answers.length).toBeGreaterThan(0);
	expect(answers.filter(({ type }) => type === "packet.passed")).toEqual([]);
	const back = await open("pub");
	for (const n of MESSAGES) back.send(publish("a", `p${n}`, 1, { messageId: n, dup: true }));
	for (const _ of MESSAGES) expect(await back.next()).toMatchObject({ cmd: "puback" });
	expect(new Set(names().map((name) => name.split(" ")[1])).size).toBe(MESSAGES.length);
});

it("a message that its client sends again with DUP, although its PUBACK has been delivered, is the same message; without DUP it is a new one", async () => {
	room = await openRawRoom();
	const client = await open("pub");
	client.send(publish("a", "x", 1, { messageId: 7 }));
	expect(await client.next()).toMatchObject({ cmd: "puback" });
	client.ends.gone("It is gone.");
	const back = await open("pub");
	back.send(publish("a", "x", 1, { messageId: 7, dup: true }));
	expect(await back.next()).toMatchObject({ cmd: "puback" });
	back.send(publish("a", "x", 1, { messageId: 7 }));
	expect(await back.next()).toMatchObject({ cmd: "puback" });
	expect(names()).toEqual(["x m1 1", "x m1 2", "x m2 1"]);
	expect(room.world().messages.m1?.publications).toBe(2);
});

it("a client that closes its end right behind a CONNECT and many messages is still answered, all of them", async () => {
	for (const count of [1, 17, 300]) {
		room = await openRawRoom();
		const client = openRawClient(room);
		const packets = Array.from({ length: count }, (_, n) => publish("a", "x", 1, { messageId: n + 1 }));
		client.sendBytes(Buffer.concat([connect("pub", true), ...packets].map((packet) => mqttPacket.generate(packet))));
		client.ends.ended(true);
		await client.closed;
		expect(client.got.filter(({ cmd }) => cmd === "puback")).toHaveLength(count);
		await room.close();
	}
});
