import { expect, it } from "vitest";
import { connect, openRawClient, openRawRoom, publish, type RawClient } from "#engine/testkit/raw.ts";
import { fold } from "#model/reduce.ts";
import { EMPTY_WORLD } from "#model/world.ts";
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

it("a client that sends something behind its DISCONNECT shows that nothing may follow it", async () => {
	const shown = await shownBy((client) => {
		client.send({ cmd: "disconnect" });
		client.send({ cmd: "pingreq" });
	});
	expect([...shown]).toContain("MQTT-3.14.4-2");
	expect([...(await shownBy((client) => client.send({ cmd: "disconnect" })))]).not.toContain("MQTT-3.14.4-2");
});
