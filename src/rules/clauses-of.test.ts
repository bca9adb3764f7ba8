import type { Packet } from "mqtt-packet";
import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient } from "#engine/testkit/raw.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import { clausesOf } from "./clauses-of.ts";

/** What a room shows when its one client, once let in, does this. */
async function shownBy(does: (client: RawClient) => void): Promise<ReadonlySet<string>> {
	const room = await openRawRoom();
	const client = openRawClient(room);
	client.send(connect("kitchen", true));
	await client.next();
	does(client);
	await client.closed;
	await room.close();
	const worlds = room.events.map((_, at) => fold(EMPTY_WORLD, room.events.slice(0, at + 1)));
	return new Set(room.events.flatMap((event, at) => clausesOf(event, worlds[at] ?? EMPTY_WORLD, worlds[at - 1] ?? EMPTY_WORLD)));
}

it("a client that publishes to a wildcard shows what a topic is, and where wildcards live", async () => {
	const shown = await shownBy((client) => client.send(publish("a/+", "1")));
	expect([...shown]).toEqual(expect.arrayContaining(["MQTT-3.3.2-2", "MQTT-4.7.1-1", "MQTT-4.8.0-1"]));
	const other = await shownBy((client) => client.sendBytes(new Uint8Array([0xf0, 0])));
	expect([...other]).toContain("MQTT-4.8.0-1");
	expect([...other]).not.toContain("MQTT-4.7.1-1");
});

it("a client that is more than this room takes shows that it is not taken, and no violation", async () => {
	const shown = await shownBy((client) => client.send(publish("a".repeat(LIMITS.topicCharacters + 1), "1")));
	expect([...shown]).toContain("MQTT-4.8.0-2");
	expect([...shown]).not.toContain("MQTT-4.8.0-1");
});

it("a client without a will that closes its end shows nothing about wills [MQTT-3.1.2-8]", async () => {
	const room = await openRawRoom();
	const gone = async (clientId: string, more: Partial<Packet>) => {
		const client = openRawClient(room);
		client.send(connect(clientId, true, more));
		await client.next();
		client.ends.ended(true);
		await client.closed;
	};
	await gone("plain", {});
	await gone("willed", { will: { topic: "w", payload: Buffer.from("x"), qos: 0, retain: false } });
	await room.close();
	const clauses = room.events.flatMap((event) => (event.type === "connection.closed" ? [event.clause] : []));
	expect(clauses).toEqual([null, "MQTT-3.1.2-8"]);
});

it("a message behind a CONNECT that is refused shows that nothing is processed; one whose cable is cut before its CONNACK does not [MQTT-3.1.4-5]", async () => {
	const room = await openRawRoom();
	const send = (more: object) => {
		room.command({ type: "clock.pause" });
		const client = openRawClient(room);
		client.send(connect("x", true, more));
		client.send(publish("a", "1", 0));
		return client;
	};
	const steps = (times: number) => {
		for (let step = 0; step < times; step += 1) room.command({ type: "wire.step" });
	};
	const refusals = () => room.events.flatMap((event) => (event.type === "publication.refused" ? [event.clause] : []));
	const refused = send({ protocolVersion: 5 });
	steps(4);
	await refused.closed;
	expect(refusals()).toEqual(["MQTT-3.1.4-5"]);
	send({});
	steps(2);
	const [connection = ""] = Object.keys(room.world().connections);
	room.command({ type: "wire.cut", connection });
	expect(refusals()).toEqual(["MQTT-3.1.4-5", "3.1.4"]);
	await room.close();
});

it("a client that sends something behind its DISCONNECT shows that nothing may follow it", async () => {
	const shown = await shownBy((client) => {
		client.send({ cmd: "disconnect" });
		client.send({ cmd: "pingreq" });
	});
	expect([...shown]).toContain("MQTT-3.14.4-2");
	expect([...(await shownBy((client) => client.send({ cmd: "disconnect" })))]).not.toContain("MQTT-3.14.4-2");
});
