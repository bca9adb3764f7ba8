import { describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { turns } from "./testkit/still.ts";

/** Characters of all texts in an event, however deep they lie. */
function characters(value: unknown): number {
	if (typeof value === "string") return value.length;
	if (typeof value !== "object" || value === null) return 0;
	return Object.values(value).reduce<number>((sum, inner) => sum + characters(inner), 0);
}

const WIDE = "\u{1F980}";
/** The longest topic, client id and payload that are let in, in characters of two units each. */
const TOPIC = `${WIDE.repeat(LIMITS.topicCharacters / 2 - 1)}/a`;
const ID = WIDE.repeat(LIMITS.clientIdCharacters / 2);
const PAYLOAD = WIDE.repeat(15_000);

/** Everything that a client can make long, done in one room; how far the client gets is not the point. */
async function doTheWorst(room: RawRoom): Promise<readonly RoomEvent[]> {
	const will = { topic: TOPIC, payload: Buffer.from(PAYLOAD), qos: 2, retain: true } as const;
	for (const clientId of [ID, `${ID.slice(2)}ab`, WIDE.repeat(15_000), ""]) {
		const client = openRawClient(room);
		client.send(connect(clientId, clientId === "", { will } as object));
		await turns(50);
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: `${TOPIC.slice(0, -2)}/#`, qos: 2 }] });
		await turns(50);
		for (let id = 1; id <= 40; id += 1) client.send(publish(TOPIC, PAYLOAD.slice(0, 2_000), 2, { messageId: id, retain: id % 2 === 0 }));
		client.send(publish(`$${TOPIC.slice(2)}`, PAYLOAD, 1, { messageId: 90 }));
		client.send({ cmd: "pubrel", messageId: 1 } as never);
		await turns(50);
		client.send({ cmd: "unsubscribe", messageId: 2, unsubscriptions: [`${TOPIC.slice(0, -2)}/#`] });
		await turns(50);
	}
	for (const filter of [`${"a".repeat(60_000)}#`, `${TOPIC.slice(3)}+`, "a#", `${"/".repeat(500)}#`, "a".repeat(60_000)]) {
		const client = openRawClient(room);
		client.send(connect(`${filter.length}`, true));
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos: 0 }] });
		client.sendBytes(new TextEncoder().encode(PAYLOAD));
		client.ends.violated("x".repeat(200), "MQTT-6.0.0-1");
		await turns(50);
	}
	for (let count = 0; count < 40; count += 1) openRawClient(room).send(connect(`${count}${ID.slice(6)}`, false));
	await turns(50);
	room.command({ type: "broker.restart" });
	await turns(50);
	room.closing(1_000);
	room.command({ type: "room.clear" });
	await room.close();
	return room.events;
}

describe.each(["decided", "aedes"] as const)("with the broker %s", (broker) => {
	it("tells no event of more characters than eventCharacters, whatever clients send", async () => {
		const events = await doTheWorst(await openRawRoom(undefined, { broker, persistence: true }));
		const longest = events
			.filter((event) => !("fields" in event && (event.fields.type === "SUBSCRIBE" || event.fields.type === "UNSUBSCRIBE")))
			.map((event) => ({ type: event.type, at: event.seq, characters: characters(event) }))
			.sort((a, b) => b.characters - a.characters);
		expect(longest.slice(0, 3).filter((one) => one.characters > LIMITS.eventCharacters)).toEqual([]);
		expect(longest[0]?.characters).toBeGreaterThan(LIMITS.topicCharacters);
		expect(new Set(events.map((event) => event.type)).size).toBeGreaterThan(12);
	});
});
