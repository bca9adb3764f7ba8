import mqttPacket, { type ISubackPacket } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fact, FactOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { previewOf } from "#engine/fields.ts";
import { away, joined, payloadsSoFar, subscribed } from "#engine/testkit/bench.ts";
import { openRawRoom, publish, type RawRoom } from "#engine/testkit/raw.ts";
import type { QoS } from "#mqtt/packet.ts";
import { openRetained } from "./retained.ts";

let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom();
});
afterEach(async () => {
	await room.close();
});

const told = <T extends Fact["type"]>(type: T) => room.events.filter((event) => event.type === type) as unknown as FactOf<T>[];
const reached = (limit: string) => told("limit.reached").filter((event) => event.limit === limit);
const subscribe = (filters: readonly (readonly [topic: string, qos: QoS])[], messageId = 7) =>
	mqttPacket.generate({ cmd: "subscribe", messageId, subscriptions: filters.map(([topic, qos]) => ({ topic, qos })) });

describe("one SUBSCRIBE", () => {
	it("that names 30,000 filters is answered with a code for each, and told in a few hundred small events [MQTT-3.8.4-5]", async () => {
		const client = await joined(room, "sub");
		const before = room.events.length;
		client.sendBytes(subscribe(Array.from({ length: 30_000 }, (_, at) => [`${at}`, 1])));
		const { granted } = (await client.next()) as ISubackPacket;
		expect(granted).toHaveLength(30_000);
		expect(granted.filter((code) => code === 1)).toHaveLength(LIMITS.subscriptionsPerSession);
		const events = room.events.slice(before);
		expect(events.length).toBeLessThan(LIMITS.subscriptionsPerSession + LIMITS.refusedFilters + 10);
		expect(JSON.stringify(events).length).toBeLessThan(32_768);
		expect(told("subscription.refused")).toHaveLength(LIMITS.refusedFilters);
		expect(reached("refusedFilters")).toMatchObject([{ says: "29880 more filters of one SUBSCRIBE are refused" }]);
		expect(told("packet.passed").at(-2)?.fields).toMatchObject({ type: "SUBSCRIBE", more: 30_000 - LIMITS.filtersInEvent });
		expect(told("packet.passed").at(-1)?.fields).toMatchObject({ type: "SUBACK", more: 30_000 - LIMITS.filtersInEvent });
	});

	it("that names one filter 30,000 times subscribes once, at the last QoS, and brings its retained message once", async () => {
		const client = await joined(room, "sub");
		client.send(publish("a", "kept", 0, { retain: true }));
		client.sendBytes(subscribe(Array.from({ length: 30_000 }, (_, at) => ["a", at === 29_999 ? 2 : 0])));
		const { granted } = (await client.next()) as ISubackPacket;
		expect([granted.length, granted.at(-2), granted.at(-1)]).toEqual([30_000, 0, 2]);
		expect(told("subscription.added")).toMatchObject([{ filter: "a", qos: 2 }]);
		expect(told("subscription.replaced")).toEqual([]);
		expect(await payloadsSoFar(client)).toEqual(["kept"]);
	});

	it("carries at most a bounded text of its filters into the event, as does one UNSUBSCRIBE", async () => {
		const client = await joined(room, "sub");
		const filters = Array.from({ length: 90 }, (_, at) => `${at}`.padEnd(LIMITS.topicCharacters, "\u0001"));
		client.sendBytes(subscribe(filters.map((filter) => [filter, 1])));
		await client.next();
		client.sendBytes(mqttPacket.generate({ cmd: "unsubscribe", messageId: 8, unsubscriptions: filters }));
		await client.next();
		expect(told("subscription.removed")).toHaveLength(90);
		const asked = told("packet.passed").map(({ fields }) => fields);
		for (const fields of asked.filter(({ type }) => type === "SUBSCRIBE" || type === "UNSUBSCRIBE")) {
			expect(fields).toMatchObject({ more: 86 });
			expect(JSON.stringify(fields).length).toBeLessThan(LIMITS.filterCharactersInEvent * 6 + 1_000);
		}
	});
});

describe("the filters of a room", () => {
	/** Names of sessions that subscribe to long filters and leave, until there is no room. */
	async function fill(): Promise<string[]> {
		const full = Math.ceil(LIMITS.subscriptionBytes / (80 * 1_000));
		const names = Array.from({ length: full }, (_, at) => `away-${at}`);
		for (const name of names) {
			const client = await joined(room, name, false);
			client.sendBytes(subscribe(Array.from({ length: 80 }, (_, at) => [`${at}/`.padEnd(1_000, "x"), 1])));
			await client.next();
			client.send({ cmd: "disconnect" });
			await client.closed;
		}
		return names;
	}

	it("have a bound in bytes: past it a filter gets 0x80, and the room says so once until there is room again [MQTT-3.9.3-1]", async () => {
		const [first = ""] = await fill();
		expect(reached("subscriptionBytes")).toHaveLength(1);
		const client = await joined(room, "sub");
		client.sendBytes(subscribe([["x".repeat(1_000), 1]]));
		expect(await client.next()).toMatchObject({ cmd: "suback", granted: [0x80] });
		expect(reached("subscriptionBytes")).toHaveLength(1);
		await joined(room, first, true); // its session ends, and its filters with it
		await subscribed(client, "x".repeat(1_000), 1);
		expect(Object.keys(room.world().sessions.sub?.subscriptions ?? {})).toEqual(["x".repeat(1_000)]);
		await fill();
		expect(reached("subscriptionBytes")).toHaveLength(2);
	});

	it("are counted when the room goes on in another process", async () => {
		await fill();
		await room.move();
		const client = await joined(room, "sub");
		client.sendBytes(subscribe([["x".repeat(1_000), 1]]));
		expect(await client.next()).toMatchObject({ cmd: "suback", granted: [0x80] });
	});
});

describe("retained messages", () => {
	const facts: Fact[] = [];
	let count = 0;
	const open = () => {
		facts.length = 0;
		const retained = openRetained((fact) => facts.push(fact));
		const put = (topic: string, bytes: number) => {
			const payload = new Uint8Array(bytes);
			const message = `r${++count}`;
			const named = { message, kind: "retained", ordinal: count } as const;
			retained.published({ ...named, publisher: "p", topic, payload, preview: previewOf(payload), qos: 0, retain: true });
			return message;
		};
		return { retained, put };
	};
	const types = () => facts.map(({ type }) => type);
	/** Of so many bytes each, 127 fit. */
	const PART = LIMITS.retainedBytes / 128;

	it("have a bound in bytes: past it a message is not retained, and that is told once until there is room again", () => {
		const { retained, put } = open();
		for (let at = 0; at < 140; at += 1) put(`t/${at}`, PART);
		expect(retained.all()).toHaveLength(127);
		expect(types().filter((type) => type === "limit.reached")).toHaveLength(1);
		for (let at = 0; at < 20; at += 1) put(`t/${at}`, 0);
		for (let at = 200; at < 230; at += 1) put(`t/${at}`, PART);
		expect(retained.all()).toHaveLength(127);
		expect(retained.all().at(-1)?.topic).toBe("t/219");
		expect(types().filter((type) => type === "limit.reached")).toHaveLength(2);
	});

	it("have a bound in number, told once as well", () => {
		const { retained, put } = open();
		for (let at = 0; at < LIMITS.retained + 50; at += 1) put(`t/${at}`, 1);
		expect(retained.all()).toHaveLength(LIMITS.retained);
		expect(types().filter((type) => type === "limit.reached")).toHaveLength(1);
	});

	it("never leave an older one standing that could not be replaced [MQTT-3.3.1-5]", () => {
		const { retained, put } = open();
		for (let at = 0; at < 127; at += 1) put(`t/${at}`, PART);
		const message = put("t/3", PART * 2);
		expect(facts.slice(-2)).toMatchObject([{ type: "limit.reached" }, { type: "retained.cleared", topic: "t/3", message, noRoom: true }]);
		expect(retained.matching("t/3")).toEqual([]);
		const next = put("t/3", PART);
		expect(retained.matching("+/3").map((one) => one.message)).toEqual([next]);
	});

	it("are found oldest topic first, whichever of them were replaced or came back since", () => {
		const { retained, put } = open();
		for (const topic of ["b/1", "a/1", "c", "a/2", "b/1"]) put(topic, 1);
		put("a/1", 0);
		put("a/1", 1);
		const topics = (filter: string) => retained.matching(filter).map(({ topic }) => topic);
		expect(topics("#")).toEqual(["b/1", "c", "a/2", "a/1"]);
		expect(topics("+/1")).toEqual(["b/1", "a/1"]);
		expect(retained.all().map(({ topic }) => topic)).toEqual(topics("#"));
	});
});

describe("what waits in a room", () => {
	const long = "x".repeat(200 * 1024);

	it("is bounded over all sessions: past that a session holds a little, and the room says so once", async () => {
		for (let at = 0; at < 10; at += 1) await away(room, `away-${at}`, `${at}`, 1);
		const pub = await joined(room, "pub");
		for (let at = 0; at < 10; at += 1) {
			for (let n = 1; n <= 30; n += 1) pub.send(publish(`${at}`, long, 1, { messageId: at * 30 + n }));
			await payloadsSoFar(pub);
		}
		const queues = Object.values(room.world().sessions).map(({ queue }) => queue.length);
		expect(queues.slice(0, 5)).toEqual([30, 30, 30, 30, 30]);
		expect(queues.slice(6, 10)).toEqual([1, 1, 1, 1]);
		expect(room.bytes()).toBeLessThan(LIMITS.roomWaitingBytes + 10 * (LIMITS.sessionWaitingBytes + LIMITS.packetBytes));
		expect(reached("roomWaitingBytes")).toHaveLength(1);
		expect(told("delivery.dropped").map(({ reason }) => reason)).toContain("queue-full");
		// A queue that holds more than its least share takes nothing, however short; one that holds nothing does.
		await away(room, "empty", "9", 1);
		pub.send(publish("9", "short", 1, { messageId: 400 }));
		await payloadsSoFar(pub);
		expect(room.world().sessions["away-9"]?.queue).toHaveLength(1);
		expect(room.world().sessions.empty?.queue).toHaveLength(1);
		room.command({ type: "room.clear" });
		expect(room.bytes()).toBe(0);
	});

	it("counts a message once, however many sessions it waits for", async () => {
		for (let at = 0; at < 20; at += 1) await away(room, `away-${at}`, "a", 1);
		const pub = await joined(room, "pub");
		for (let n = 1; n <= 30; n += 1) pub.send(publish("a", long, 1, { messageId: n }));
		await payloadsSoFar(pub);
		expect(room.bytes()).toBeLessThan(32 * long.length);
		for (let at = 0; at < 20; at += 1) {
			const back = await joined(room, `away-${at}`, true);
			back.send({ cmd: "disconnect" });
			await back.closed;
		}
		expect(room.bytes()).toBe(0);
		expect(reached("roomWaitingBytes")).toEqual([]);
	});

	it("is counted on through a move of the room, and is nothing once it is acknowledged", async () => {
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		for (let n = 1; n <= 5; n += 1) pub.send(publish("a", "x".repeat(1_000), 1, { messageId: n }));
		await payloadsSoFar(pub);
		const before = room.bytes();
		expect(before).toBeGreaterThan(5_000);
		await room.move();
		expect(room.bytes()).toBe(before);
		const back = await joined(room, "sub", false);
		for (let n = 1; n <= 5; n += 1) {
			const packet = await back.next();
			if (packet.cmd === "publish") back.send({ cmd: "puback", messageId: packet.messageId ?? 0 });
		}
		back.send({ cmd: "pingreq" });
		expect(await back.next()).toMatchObject({ cmd: "pingresp" });
		expect(room.bytes()).toBe(0);
	});

	it("on the wires is bounded over all of them: a client of a paused room is not read while more than that waits", async () => {
		const clients = await Promise.all(Array.from({ length: 60 }, (_, at) => joined(room, `c${at}`)));
		room.command({ type: "clock.pause" });
		for (let n = 0; n < 5; n += 1) for (const client of clients) client.send(publish("nobody", long));
		while (room.bytes() <= LIMITS.roomWireBytes) await new Promise(setImmediate);
		for (let turn = 0; turn < 200; turn += 1) await new Promise(setImmediate);
		const onWires = told("packet.entered").length * long.length;
		expect(onWires).toBeGreaterThan(LIMITS.roomWireBytes - long.length);
		expect(onWires).toBeLessThan(LIMITS.roomWireBytes + 10 * long.length);
		room.command({ type: "clock.resume" });
		await room.until(() => told("publication.accepted").length === 300);
		expect(room.bytes()).toBe(0);
	});

	it.each([0, 1] as const)("counts a long payload at QoS %i once, however many wires it is on", async (qos) => {
		const readers = [];
		for (let at = 0; at < 20; at += 1) {
			const reader = await joined(room, `sub-${at}`);
			await subscribed(reader, "a", qos);
			readers.push(reader);
		}
		const pub = await joined(room, "pub");
		room.command({ type: "wire.delay", delayMs: 1_000 });
		pub.send(publish("a", long, qos, { messageId: 1 }));
		await room.until(
			({ packets }) =>
				Object.values(packets).filter(({ direction, fields }) => direction === "down" && fields.type === "PUBLISH").length === 20,
		);
		expect(room.bytes()).toBeLessThan(2.1 * long.length);
		expect(room.bytes()).toBeGreaterThan(long.length);
		room.command({ type: "wire.delay", delayMs: 0 });
		for (const reader of readers) {
			expect(await reader.next()).toMatchObject({ cmd: "publish" });
			if (qos === 1) reader.send({ cmd: "puback", messageId: (reader.got.at(-1) as { messageId: number }).messageId });
		}
		await payloadsSoFar(pub);
		for (const reader of readers) await payloadsSoFar(reader);
		expect(room.bytes()).toBe(0);
	});
});
