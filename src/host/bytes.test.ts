import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openTurns } from "./taking-turns.ts";
import { openPageEnd } from "./testkit/page-end.ts";
import { openWatchers } from "./watchers.ts";

const SUBSCRIBERS = 30;
const KIB = 1024;

/** A class: so many subscribers, and one client that publishes a reading that every one of them gets. */
async function openClass() {
	const room = await openRawRoom();
	const subscribers = Array.from({ length: SUBSCRIBERS }, (_, index) => {
		const client = openRawClient(room);
		client.send(connect(`sub-${index + 1}`, true));
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
		return client;
	});
	const publisher = openRawClient(room);
	publisher.send(connect("pub-1", true));
	await room.until((world) => Object.values(world.sessions).filter((session) => "#" in session.subscriptions).length === SUBSCRIBERS);
	let count = 0;
	/** QoS 0 and 1 in turn. Settles once all have it and have acknowledged it. */
	const read = async () => {
		count += 1;
		const qos = (count % 2) as 0 | 1;
		const before = subscribers.map(({ got }) => got.length);
		publisher.send(publish("home/living/temperature", `21.${count % 10}`, qos, qos === 1 ? { messageId: count } : {}));
		const name = `m${count}`;
		await room.until(({ fates }) => Object.keys(fates[name] ?? {}).length === SUBSCRIBERS);
		for (const [index, client] of subscribers.entries()) acknowledge(client, before[index] ?? 0);
		await room.until(({ fates }) => Object.values(fates[name] ?? {}).every(({ fate }) => fate === "delivered"));
	};
	return { room, read };
}

function acknowledge(client: RawClient, from: number): void {
	for (const packet of client.got.slice(from)) {
		if (packet.cmd === "publish" && packet.qos === 1) client.send({ cmd: "puback", messageId: packet.messageId ?? 0 });
	}
}

function watch(room: RawRoom) {
	const time = openStillTime();
	const watchers = openWatchers({ room, turns: openTurns(time), time, log: () => {} });
	const enter = () => {
		const page = openPageEnd();
		const joined = watchers.join(page.socket, null, null);
		for (let turn = 0; turn < 200; turn += 1) time.pass(1);
		return { page, joined };
	};
	return { time, watchers, enter };
}

const bytesOf = (texts: readonly string[]) => texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);

test("thirty subscribers and three messages a second are at most 40 KB a second for each page", async () => {
	const { room, read } = await openClass();
	const { time, enter } = watch(room);
	const { page } = enter();
	const before = page.texts.length;
	for (let count = 0; count < 30; count += 1) {
		await read();
		time.pass(333);
	}
	expect(bytesOf(page.texts.slice(before)) / 10).toBeLessThan(40 * KIB);
	await room.close();
});

test("after more of that than a room remembers, a late page is told the room in at most 150 KB, its first frame included, and the past in parts", async () => {
	const { room, read } = await openClass();
	const { time, enter } = watch(room);
	for (let count = 0; count < 320; count += 1) await read();
	const { page, joined } = enter();
	expect(page.frames()).toMatchObject([{ type: "welcome", seq: room.journal.seq }]);
	expect(bytesOf(page.texts)).toBeLessThan(150 * KIB);
	const { length } = page.texts;
	joined?.past(1, room.journal.seq);
	for (let turn = 0; turn < 400; turn += 1) time.pass(1);
	expect(page.frames().at(-1)).toMatchObject({ type: "past", id: 1 });
	const past = page.texts.slice(length);
	expect(bytesOf(past)).toBeLessThan(300 * KIB);
	for (const text of past) expect(text.length).toBeLessThan(1.2 * LIMITS.partCharacters);
	await room.close();
});
