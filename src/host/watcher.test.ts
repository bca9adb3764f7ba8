import { beforeEach, expect, test } from "vitest";
import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { openStillTime, type StillTime } from "#engine/testkit/still.ts";
import { openRooms, type Rooms } from "./rooms.ts";
import type { TextSocket, WebSocketTold } from "./sockets.ts";
import { type BareRoom, openBareRoom } from "./testkit/bare-room.ts";
import { readFrames } from "./testkit/read-frames.ts";
import { openWatcher } from "./watcher.ts";

let time: StillTime;
let rooms: Rooms;
let room: BareRoom;
let lines: string[];

beforeEach(() => {
	time = openStillTime();
	room = openBareRoom("demo");
	lines = [];
	rooms = openRooms({ time, log: () => {}, openRoom: async () => room });
});

/** A page that has come in: what the page was sent, and what was done to its socket. */
async function enter(): Promise<{ told: WebSocketTold; frames: () => HostFrame[]; asked: string[] }> {
	const entered = await rooms.enter("demo");
	if (!entered.ok) throw new Error(entered.says);
	const texts: string[] = [];
	const asked: string[] = [];
	const socket: TextSocket = {
		send(text, taken) {
			texts.push(text);
			taken();
		},
		unsent: () => 0,
		pause: () => void asked.push("pause"),
		resume: () => void asked.push("resume"),
		close: (code, says) => void asked.push(`close ${code}: ${says}`),
		terminate: () => void asked.push("terminate"),
	};
	const told = openWatcher(socket, { visit: entered.visit, resume: null, mqttPort: 1883, time, log: (says) => lines.push(says) });
	return { told, asked, frames: () => readFrames(texts) };
}

const pause = (id: number) => JSON.stringify({ id, command: { type: "clock.pause" } });

test("a page is welcomed, and each command is answered under its number", async () => {
	const { told, frames } = await enter();
	told.frame(pause(7));
	told.frame(JSON.stringify({ id: 8, command: { type: "wire.cut", connection: "c9" } }));
	told.frame(new Uint8Array([123, 125]));
	expect(frames()).toMatchObject([
		{ type: "welcome", room: "demo", mqttPort: 1883 },
		{ type: "done", id: 7, seq: 1 },
		{ type: "refused", id: 8, says: "there is no such connection" },
		{ type: "refused", id: null, says: expect.stringContaining("binary") },
	]);
	expect(room.asked.at(-1)).toContain("binary");
});

test("a page that asks whether anybody is there gets its own number back, and the room hears nothing of it", async () => {
	const { told, frames } = await enter();
	told.frame(JSON.stringify({ beat: 41 }));
	told.frame(JSON.stringify({ beat: "soon" }));
	expect(frames().slice(1)).toMatchObject([
		{ type: "beat", beat: 41, now: expect.any(Number) },
		{ type: "refused", id: null },
	]);
});

test("past so many commands in a second further ones wait, and nothing more is read until they have been taken", async () => {
	const { told, frames, asked } = await enter();
	for (let id = 1; id <= LIMITS.commandsPerSecond; id += 1) {
		told.frame(pause(id));
		time.pass(0);
	}
	expect(asked).toEqual([]);
	for (let id = 1; id <= LIMITS.commandsPerSecond + 1; id += 1) told.frame(pause(100 + id));
	const answers = () => frames().filter(({ type }) => type === "done").length;
	expect(answers()).toBe(LIMITS.commandsPerSecond);
	expect(asked).not.toContain("resume");
	time.pass(1_000);
	expect(answers()).toBe(2 * LIMITS.commandsPerSecond);
	expect(asked).not.toContain("resume");
	time.pass(1_000);
	expect(answers()).toBe(2 * LIMITS.commandsPerSecond + 1);
	expect(asked.at(-1)).toBe("resume");
	told.frame(pause(100));
	expect(
		frames()
			.filter((frame) => frame.type !== "events")
			.at(-1),
	).toEqual({ type: "done", id: 100, seq: 102 });
});

test("what many pages ask for at once is done a few at a time, in turn, so that nobody else waits for all of it", async () => {
	const pages: Awaited<ReturnType<typeof enter>>[] = [];
	for (let count = 0; count < 30; count += 1) pages.push(await enter());
	time.pass(0);
	const done: number[] = [];
	const { command } = room;
	let at = 0;
	room.command = (asked) => {
		done.push(at);
		return command.call(room, asked);
	};
	for (at = 0; at < 30; at += 1) for (let id = 1; id <= 4; id += 1) pages[at]?.told.frame(pause(id));
	expect(done.length).toBeLessThan(20);
	expect(pages.filter(({ asked }) => asked.includes("pause")).length).toBeGreaterThan(20);
	time.pass(0);
	expect(done).toHaveLength(120);
	for (const { asked, frames } of pages) {
		expect(asked.at(-1)).not.toBe("pause");
		expect(frames().flatMap((frame) => (frame.type === "done" ? [frame.id] : []))).toEqual([1, 2, 3, 4]);
	}
});

test("one watcher too many is told so, and takes no place", async () => {
	const pages = [];
	for (let count = 0; count < LIMITS.watchersPerRoom; count += 1) pages.push(await enter());
	const late = await enter();
	expect(late.asked).toEqual([expect.stringContaining("close 1013: Room demo has")]);
	late.told.frame(pause(1));
	late.told.closed(1013);
	expect(late.frames()).toEqual([]);
	pages[0]?.told.closed(1001);
	expect((await enter()).asked).toEqual([]);
});

test("a fault that a command wakes costs that page only, and is logged", async () => {
	const [page, other] = [await enter(), await enter()];
	const { command } = room;
	room.command = () => {
		throw new Error("a bug");
	};
	page.told.frame(pause(1));
	expect(page.asked).toEqual(["terminate"]);
	expect(lines.join()).toContain("a bug");
	page.told.closed(1006);
	room.command = command;
	other.told.frame(pause(2));
	expect(other.frames().some((frame) => frame.type === "done")).toBe(true);
});

test("a room whose last page has closed waits for the next one, and holds no timer of that page", async () => {
	const { told } = await enter();
	told.frame(pause(1));
	told.closed(1005);
	time.pass(30 * 60_000);
	expect([rooms.counts().rooms, time.timers]).toEqual([0, 0]);
});
