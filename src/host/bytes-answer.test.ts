import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { bytesAnswer } from "./bytes-answer.ts";
import { openRooms } from "./rooms.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openPageEnd } from "./testkit/page-end.ts";
import { openScene, PAUSED } from "./testkit/watchers-scene.ts";
import { openWatcher } from "./watcher.ts";

const LONG = new Uint8Array(LIMITS.keptPacketBytes).fill(7);
const named = (count: number) => Array.from({ length: count }, (_, n) => `p${n + 1}`);

/** A page in a room that keeps the bytes of these packets. */
async function enter(bytesOf: (packet: string) => Uint8Array | null) {
	const time = openStillTime();
	const room = openBareRoom("demo");
	room.bytesOf = (packet) => {
		const bytes = bytesOf(packet);
		return bytes === null ? null : { bytes, whole: bytes.length + 1 };
	};
	const rooms = openRooms({ time, log: () => {}, openRoom: async () => room });
	const entered = await rooms.enter("demo");
	if (!entered.ok) throw new Error(entered.says);
	const page = openPageEnd();
	const socket = { ...page.socket, pause() {}, resume() {} };
	const told = openWatcher(socket, { visit: entered.visit, resume: null, mqttPort: null, time, log: (says) => expect.fail(says) });
	return { ...page, time, room, send: (frame: unknown) => told.frame(JSON.stringify(frame)) };
}

test("a page gets the bytes of those of its packets that are kept, under the number of its frame", async () => {
	const { send, frames } = await enter((packet) => (packet === "p2" ? null : Uint8Array.of(0xc0, 0)));
	send({ id: 4, bytes: ["p1", "p2", "p3"] });
	const bytes = Buffer.from([0xc0, 0]).toString("base64");
	expect(frames().at(-1)).toEqual({
		type: "bytes",
		id: 4,
		answered: 3,
		packets: [
			{ packet: "p1", bytes, whole: 3 },
			{ packet: "p3", bytes, whole: 3 },
		],
	});
	send({ id: 5, bytes: [] });
	expect(frames().at(-1)).toEqual({ type: "bytes", id: 5, answered: 0, packets: [] });
});

test.each([
	["more packets than one frame may ask for", { id: 1, bytes: named(LIMITS.bytesAsked + 1) }],
	["a name that is not a text", { id: 1, bytes: ["p1", 2] }],
	["names that are not a list", { id: 1, bytes: "p1" }],
])("%s is refused at the door, and the room is asked for nothing", async (_, frame) => {
	const { send, frames, room } = await enter(() => expect.fail("asked"));
	send(frame);
	expect(frames().at(-1)).toMatchObject({ type: "refused", id: 1 });
	expect(room.asked.at(-1)).toMatch(/^refused/);
});

test("long bytes come a frame at a time: each frame says how many of the names it answers, and none is longer than a part", () => {
	const room = { bytesOf: (packet: string) => ({ bytes: packet === "p1" ? LONG : LONG.subarray(0, 9_000), whole: 5 }) };
	const names = named(20);
	const frames: { answered: number; packets: unknown[] }[] = [];
	for (let at = 0; at < names.length; at += frames.at(-1)?.answered ?? 0) {
		const text = bytesAnswer(room, { id: 1, names: names.slice(at) });
		expect(text.length).toBeLessThan(LIMITS.partCharacters * 1.01);
		frames.push(JSON.parse(text));
	}
	expect(frames.flatMap(({ packets }) => packets)).toHaveLength(20);
	expect(frames.map(({ answered }) => answered)).toEqual([2, 5, 5, 5, 3]);
});

test("a page that does not read gets its answer when it does, and can have one answer under way; others are told at once meanwhile", () => {
	const { room, watchers, time } = openScene();
	room.bytesOf = () => ({ bytes: LONG, whole: LONG.length });
	const [slow, other] = [openPageEnd(), openPageEnd()];
	const joined = watchers.join(slow.socket, null, null);
	watchers.join(other.socket, null, null);
	time.pass(0);
	slow.state.unsentBytes = LIMITS.watcherUnsentBytes + 1;
	expect(joined?.bytes({ id: 1, names: ["p1"] })).toBe(true);
	expect(joined?.bytes({ id: 2, names: ["p1"] })).toBe(false);
	room.tell(PAUSED);
	time.pass(0);
	expect(other.seqs()).toEqual([1]);
	expect(slow.frames().map(({ type }) => type)).toEqual(["welcome"]);
	slow.state.unsentBytes = 0;
	room.tell(PAUSED);
	time.pass(LIMITS.batchMs);
	expect(slow.frames().map(({ type }) => type)).toEqual(["welcome", "bytes", "events"]);
	expect(joined?.bytes({ id: 3, names: ["p1"] })).toBe(true);
});
