import { expect, test } from "vitest";
import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openWatchers, type WatcherSocket } from "./watchers.ts";

function openScene() {
	const time = openStillTime();
	const room = openBareRoom("demo");
	const watchers = openWatchers({ room, time });
	return { time, room, watchers };
}

/** A page whose network takes nothing until told to. */
function openPage() {
	const texts: string[] = [];
	let untaken: (() => void)[] = [];
	const state = { unsentBytes: 0, closed: "" };
	const socket: WatcherSocket = {
		send(text, taken) {
			texts.push(text);
			untaken.push(taken);
		},
		unsent: () => state.unsentBytes,
		close(_, says) {
			state.closed = says;
		},
	};
	const frames = (): HostFrame[] => texts.map((text) => JSON.parse(text) as HostFrame);
	return {
		state,
		socket,
		texts,
		frames,
		/** The seqs of all events that the page was sent, in order. */
		seqs: () => frames().flatMap((frame) => ("events" in frame ? frame.events.map((event) => event.seq) : [])),
		drain() {
			state.unsentBytes = 0;
			const calls = untaken;
			untaken = [];
			for (const call of calls) call();
		},
	};
}

const PAUSED = { type: "clock.paused" } as const;
const RESUMED = { type: "clock.resumed" } as const;

test("the welcome carries the whole room to who knows nothing of it", () => {
	const { room, watchers } = openScene();
	room.tell(PAUSED);
	const page = openPage();
	watchers.join(page.socket, null, 1883);
	expect(page.frames()).toEqual([
		{
			type: "welcome",
			room: "demo",
			epoch: room.epoch,
			now: 1,
			base: expect.objectContaining({ seq: 0 }),
			events: [expect.objectContaining({ seq: 1, type: "clock.paused" })],
			mqttPort: 1883,
		},
	]);
});

test("who comes back gets what it missed, and no base", () => {
	const { room, watchers } = openScene();
	for (const fact of [PAUSED, RESUMED, PAUSED]) room.tell(fact);
	const page = openPage();
	watchers.join(page.socket, { epoch: room.epoch, after: 1 }, null);
	expect(page.frames()[0]).toMatchObject({ base: null });
	expect(page.seqs()).toEqual([2, 3]);
});

test.each([
	["another life of the room", { epoch: "before", after: 1 }],
	["a seq that this room has not reached", { epoch: "life-of-demo", after: 99 }],
])("%s means nothing here: the whole room again", (_, resume) => {
	const { room, watchers } = openScene();
	room.tell(PAUSED);
	room.tell(RESUMED);
	const page = openPage();
	watchers.join(page.socket, resume, null);
	expect(page.frames()[0]).toMatchObject({ base: { seq: 0 } });
	expect(page.seqs()).toEqual([1, 2]);
});

test("the first event after a quiet spell goes at once with all that it brought, the next ones wait for the batch", () => {
	const { room, watchers, time } = openScene();
	const page = openPage();
	watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	room.tell(RESUMED);
	time.pass(0);
	expect(page.seqs()).toEqual([1, 2]);
	room.tell(PAUSED);
	time.pass(LIMITS.batchMs - 1);
	room.tell(RESUMED);
	expect(page.texts).toHaveLength(2);
	time.pass(1);
	expect(page.seqs()).toEqual([1, 2, 3, 4]);
	expect(page.texts).toHaveLength(3);
});

test("all watchers are sent the very same text", () => {
	const { room, watchers, time } = openScene();
	const pages = [openPage(), openPage()];
	for (const page of pages) watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	time.pass(0);
	expect(pages[0]?.texts[1]).toBe(pages[1]?.texts[1]);
});

test("who joins in the middle of a batch gets each event once", () => {
	const { room, watchers, time } = openScene();
	const early = openPage();
	watchers.join(early.socket, null, null);
	room.tell(PAUSED);
	const late = openPage();
	watchers.join(late.socket, null, null);
	room.tell(RESUMED);
	time.pass(LIMITS.batchMs);
	expect(early.seqs()).toEqual([1, 2]);
	expect(late.seqs()).toEqual([1, 2]);
});

test("a slow page is skipped and then resumes from the journal, without gap or double", () => {
	const { room, watchers, time } = openScene();
	const slow = openPage();
	const quick = openPage();
	for (const page of [slow, quick]) watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	time.pass(0);
	slow.state.unsentBytes = LIMITS.watcherUnsentBytes + 1;
	for (let count = 0; count < 5; count += 1) {
		room.tell(RESUMED);
		time.pass(LIMITS.batchMs);
	}
	expect(slow.seqs()).toEqual([1]);
	room.tell(PAUSED); // not yet sent to any page when the slow page is ready again
	slow.drain();
	time.pass(LIMITS.batchMs);
	expect(slow.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(quick.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("a page that was slower than the journal is long gets a new base", () => {
	const { room, watchers, time } = openScene();
	const slow = openPage();
	watchers.join(slow.socket, null, null);
	slow.state.unsentBytes = LIMITS.watcherUnsentBytes + 1;
	room.tell(PAUSED);
	time.pass(0);
	room.tell(RESUMED);
	time.pass(LIMITS.batchMs);
	room.forget();
	slow.drain();
	expect(slow.frames().at(-1)).toMatchObject({ type: "welcome", base: { seq: 2 }, events: [] });
});

test("past the bound a watcher is refused, until one leaves", () => {
	const { watchers } = openScene();
	const joined = Array.from({ length: LIMITS.watchersPerRoom }, () => watchers.join(openPage().socket, null, null));
	expect(watchers.join(openPage().socket, null, null)).toBeNull();
	joined[0]?.leave();
	expect(watchers.join(openPage().socket, null, null)).not.toBeNull();
});

test("closing tells the last events, closes every socket and leaves no timer", () => {
	const { room, watchers, time } = openScene();
	const page = openPage();
	watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	watchers.close();
	watchers.close();
	expect(page.seqs()).toEqual([1]);
	expect(page.state.closed).toContain("closed");
	room.tell(RESUMED);
	time.pass(LIMITS.batchMs);
	expect(page.seqs()).toEqual([1]);
	expect(time.timers).toBe(0);
});
