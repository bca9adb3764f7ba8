import { afterEach, beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined, payloadsSoFar, subscribed } from "#engine/testkit/bench.ts";
import { connect, openRawClient, publish, type RawRoom } from "#engine/testkit/raw.ts";
import { openAskBytes } from "./ask-bytes.ts";
import type { PacketBytes, RoomStore } from "./room-state.ts";
import { openWatchedRoom, type WatchedRoom } from "./testkit/watched-room.ts";

let watched: WatchedRoom;
let page: RoomStore;
/** The frames that the page has sent. */
let sent: string[];
beforeEach(async () => {
	sent = [];
	watched = openWatchedRoom();
	class Noted extends watched.host.WebSocket {
		override send(text: string): void {
			sent.push(text);
			super.send(text);
		}
	}
	page = await watched.enter({ WebSocket: Noted, chance: () => 0 });
});
afterEach(() => watched.close());

/** The packets that the page knows of. */
function packets(): string[] {
	return page
		.getState()
		.history.after(0)
		.flatMap((event) => (event.type === "packet.passed" ? [event.packet] : []));
}
const BEGAN_AGAIN = { ok: false, says: expect.stringContaining("The room began again") };
async function given(names: readonly string[]): Promise<ReadonlyMap<string, PacketBytes>> {
	const all = await page.askBytes(names);
	if (!all.ok) throw new Error(all.says);
	return all.bytes;
}
const asked = () => sent.filter((text) => text.includes('"bytes"')).length;

test("a page gets the bytes of every packet that its host keeps, however many, in as many frames as it takes", async () => {
	const client = openRawClient(watched.room);
	client.send(connect("me", true));
	for (let count = 0; count < 900; count += 1) client.send({ cmd: "pingreq" });
	for (let count = 0; count < 900; count += 1) await client.next();
	await page.until(({ seq }) => seq === watched.room.journal.seq);
	const names = packets();
	expect(names.length).toBeGreaterThan(2 * LIMITS.bytesAsked);
	const bytes = await given([...names, "p999999", "no packet"]);
	expect([...bytes.keys()]).toEqual(names);
	for (const name of names) expect(bytes.get(name)?.bytes).toEqual(watched.room.bytesOf(name)?.bytes);
	expect(asked()).toBe(Math.ceil((names.length + 2) / LIMITS.bytesAsked));
});

test("long payloads come whole up to their bound, with how long they are, to several that ask at once", async () => {
	const client = await joined(watched.room as RawRoom, "me");
	await subscribed(client, "a", 1);
	for (const length of [5_000, 30_000, 60_000]) client.send(publish("a", "x".repeat(length), 1, { messageId: length }));
	await payloadsSoFar(client);
	await page.until(({ seq }) => seq === watched.room.journal.seq);
	const [first, second] = await Promise.all([given(packets()), given(packets())]);
	expect(second).toEqual(first);
	const sizes = [...first.values()].map(({ bytes, whole }) => [bytes.length, whole]).filter(([, whole = 0]) => whole > 1_000);
	expect(sizes).toHaveLength(6);
	for (const [length, whole = 0] of sizes) expect(length).toBe(Math.min(whole, LIMITS.keptPacketBytes));
	expect(sizes.filter(([length, whole]) => length !== whole)).toHaveLength(2);
	expect(await given([])).toEqual(new Map());
});

test("a page whose room is out of reach is told so in a sentence, and may ask again later", async () => {
	page.close();
	const refused = { ok: false, says: "The room is out of reach just now; nothing was sent." };
	expect(await page.askBytes(["p1"])).toEqual(refused);
	expect(await page.askBytes(["p1"])).toEqual(refused);
});

test("a page whose line breaks before the answer is told so", async () => {
	const waits = page.askBytes(["p1"]);
	await Promise.resolve();
	await Promise.resolve();
	expect(asked()).toBe(1);
	await watched.host.close();
	expect(await waits).toMatchObject({ ok: false, says: expect.stringContaining("broke before it answered") });
});

test("what was asked of one life of the room is not asked of the next one, whose packets have the same names", async () => {
	let life = { name: "first", before: 0 };
	const frames: (readonly string[])[] = [];
	const answers: ((answered: number) => void)[] = [];
	const ask = openAskBytes(
		(packets) => {
			frames.push(packets);
			return new Promise((settle) => {
				answers.push((answered) => settle({ ok: true, bytes: { type: "bytes", id: 1, answered, packets: [] } }));
			});
		},
		{ getState: () => ({ life }) },
	);
	const [underWay, waiting] = [ask(["p1", "p2"]), ask(["p2"])];
	const told = Promise.all([expect(underWay).resolves.toMatchObject(BEGAN_AGAIN), expect(waiting).resolves.toMatchObject(BEGAN_AGAIN)]);
	await Promise.resolve();
	await Promise.resolve();
	life = { name: "second", before: 1 };
	answers[0]?.(1);
	await told;
	expect(frames).toEqual([["p1", "p2"]]);
	const anew = ask(["p2"]);
	await expect.poll(() => frames.length).toBe(2);
	answers[1]?.(1);
	expect(await anew).toEqual({ ok: true, bytes: new Map() });
});
