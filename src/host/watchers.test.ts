import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openPageEnd } from "./testkit/page-end.ts";
import { countWritten, openScene, PAUSED, RESUMED } from "./testkit/watchers-scene.ts";

test("the welcome carries the whole room to a page that knows nothing of it", () => {
	const { room, watchers } = openScene();
	room.tell(PAUSED);
	const page = openPageEnd();
	watchers.join(page.socket, null, 1883);
	expect(page.frames()).toEqual([
		{
			type: "welcome",
			room: "demo",
			epoch: room.epoch,
			now: 1,
			seq: 1,
			base: expect.objectContaining({ seq: 0 }),
			events: [expect.objectContaining({ seq: 1, type: "clock.paused" })],
			mqttPort: 1883,
		},
	]);
});

test("of what has happened, the welcome brings the last events only", () => {
	const { room, watchers, time } = openScene();
	for (let count = 0; count < LIMITS.welcomeEvents + 10; count += 1) room.tell(PAUSED);
	const page = openPageEnd();
	watchers.join(page.socket, null, null);
	time.pass(0);
	expect(page.frames()[0]).toMatchObject({ base: { seq: 10 }, seq: LIMITS.welcomeEvents + 10 });
	expect(page.seqs()).toHaveLength(LIMITS.welcomeEvents);
});

test("a page that comes back gets what it missed, and no base", () => {
	const { room, watchers } = openScene();
	for (const fact of [PAUSED, RESUMED, PAUSED]) room.tell(fact);
	const page = openPageEnd();
	watchers.join(page.socket, { epoch: room.epoch, after: 1 }, null);
	expect(page.frames()[0]).toMatchObject({ base: null, seq: 3 });
	expect(page.seqs()).toEqual([2, 3]);
});

test.each([
	["another life of the room", { epoch: "before", after: 1 }],
	["a seq that this room has not reached", { epoch: "life-of-demo", after: 99 }],
])("%s means nothing here: the whole room again", (_, resume) => {
	const { room, watchers } = openScene();
	room.tell(PAUSED);
	room.tell(RESUMED);
	const page = openPageEnd();
	watchers.join(page.socket, resume, null);
	expect(page.frames()[0]).toMatchObject({ base: { seq: 0 } });
	expect(page.seqs()).toEqual([1, 2]);
});

test("the first event after a quiet spell goes at once with all that it brought, the next ones wait for the batch", () => {
	const { room, watchers, time } = openScene();
	const page = openPageEnd();
	room.tell(PAUSED);
	watchers.join(page.socket, null, null);
	const { length } = page.texts;
	room.tell(PAUSED);
	room.tell(RESUMED);
	time.pass(0);
	expect(page.seqs()).toEqual([1, 2, 3]);
	room.tell(PAUSED);
	time.pass(LIMITS.batchMs - 1);
	room.tell(RESUMED);
	expect(page.texts).toHaveLength(length + 1);
	time.pass(1);
	expect(page.seqs()).toEqual([1, 2, 3, 4, 5]);
	expect(page.texts).toHaveLength(length + 2);
});

test("all watchers are sent the very same texts", () => {
	const { room, watchers, time } = openScene();
	const pages = [openPageEnd(), openPageEnd()];
	room.tell(PAUSED);
	for (const page of pages) watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	time.pass(0);
	expect(pages[0]?.texts).toHaveLength(3);
	expect(pages[0]?.texts[0]).toBe(pages[1]?.texts[0]);
	expect(pages[0]?.texts[2]).toBe(pages[1]?.texts[2]);
});

test("a page that joins in the middle of a batch gets each event once", () => {
	const { room, watchers, time } = openScene();
	const early = openPageEnd();
	watchers.join(early.socket, null, null);
	room.tell(PAUSED);
	const late = openPageEnd();
	watchers.join(late.socket, null, null);
	room.tell(RESUMED);
	time.pass(LIMITS.batchMs);
	expect(early.seqs()).toEqual([1, 2]);
	expect(late.seqs()).toEqual([1, 2]);
});

test("what waited for pages that have left is not sent to the next one", () => {
	const { room, watchers, time } = openScene();
	const left = watchers.join(openPageEnd().socket, null, null);
	room.tell(PAUSED);
	left?.leave();
	const page = openPageEnd();
	watchers.join(page.socket, null, null);
	time.pass(LIMITS.batchMs);
	room.tell(RESUMED);
	time.pass(LIMITS.batchMs);
	expect(page.seqs()).toEqual([1, 2]);
});

test("a page that asks is told what happened before, one answer at a time", () => {
	const { room, watchers, time } = openScene();
	for (let count = 0; count < 300; count += 1) room.tell(PAUSED);
	const page = openPageEnd();
	const joined = watchers.join(page.socket, null, null);
	time.pass(0);
	page.state.slow = true;
	const before = 300 - LIMITS.welcomeEvents;
	expect([joined?.past(7, before), joined?.past(8, before), joined?.past(9, before)]).toEqual([true, true, false]);
	for (let round = 0; round < 9; round += 1) {
		page.drain();
		time.pass(0);
	}
	expect(page.frames().map((frame) => "id" in frame && frame.id)).toEqual([false, 7, 8]);
	const past = page.frames()[1];
	expect(past).toMatchObject({ type: "past", base: { seq: 0 } });
	expect("events" in (past ?? {}) && past?.type === "past" && past.events.map(({ seq }) => seq)).toEqual(
		Array.from({ length: 300 }, (_, index) => index + 1),
	);
});

test("where nothing older is kept, the answer says so", () => {
	const { room, watchers } = openScene();
	for (const fact of [PAUSED, RESUMED]) room.tell(fact);
	room.forget();
	const page = openPageEnd();
	watchers.join(page.socket, null, null)?.past(1, 2);
	expect(page.frames().at(-1)).toEqual({ type: "past", id: 1, base: null, events: [] });
});

test("a fault costs the page that it meets, and is logged; the room serves the others", () => {
	const { room, watchers, time, lines } = openScene();
	const [page, other] = [openPageEnd(), openPageEnd()];
	watchers.join({ ...page.socket, send: () => raise("Invalid string length") }, null, null);
	expect(page.state.closed).toBe("terminated");
	expect(lines).toEqual([expect.stringContaining("Invalid string length")]);
	watchers.join(other.socket, null, null);
	let breaks = true;
	watchers.join({ ...page.socket, unsent: () => (breaks ? raise("a bug") : 0) }, null, null);
	breaks = false;
	room.tell(PAUSED);
	time.pass(0);
	expect([other.seqs(), watchers.size, lines.length]).toEqual([[1], 1, 2]);
});

test("a fault in what everybody is sent ends no timer, and costs the pages only", () => {
	const { room, watchers, time, lines } = openScene();
	const pages = [openPageEnd(), openPageEnd()];
	for (const page of pages) watchers.join(page.socket, null, null);
	// There is no JSON for that.
	room.tell({ type: "delay.changed", delayMs: 1n } as never);
	time.pass(0);
	expect(pages.map(({ state }) => state.closed)).toEqual(["terminated", "terminated"]);
	expect([watchers.size, lines.length]).toEqual([0, 2]);
	room.forget();
	const late = openPageEnd();
	watchers.join(late.socket, null, null);
	expect(late.frames()).toMatchObject([{ type: "welcome", seq: 1 }]);
});

function raise(says: string): never {
	throw new RangeError(says);
}

test("a page that comes back to an empty room misses nothing, whatever was sent last", () => {
	const { room, watchers, time } = openScene();
	const page = openPageEnd();
	const left = watchers.join(page.socket, null, null);
	room.tell(PAUSED);
	time.pass(0);
	left?.leave();
	room.tell(RESUMED);
	const again = openPageEnd();
	watchers.join(again.socket, { epoch: room.epoch, after: 0 }, null);
	expect(again.seqs()).toEqual([1, 2]);
});

test("past the bound a watcher is refused, until one leaves", () => {
	const { watchers } = openScene();
	const joined = Array.from({ length: LIMITS.watchersPerRoom }, () => watchers.join(openPageEnd().socket, null, null));
	expect(watchers.join(openPageEnd().socket, null, null)).toBeNull();
	joined[0]?.leave();
	expect(watchers.join(openPageEnd().socket, null, null)).not.toBeNull();
});

test("closing tells the last events, closes every socket and leaves no timer", () => {
	const { room, watchers, time } = openScene();
	const page = openPageEnd();
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

test("the past is written once in so many ms, however many pages ask for all of it while more happens, and each is told all of it", () => {
	const { room, watchers, time } = openScene();
	const written = countWritten(room);
	const pages = Array.from({ length: 4 }, openPageEnd);
	const joined = pages.map(({ socket }) => watchers.join(socket, null, null));
	written.times = 0;
	const answers = () => pages.map(({ frames }) => frames().filter(({ type }) => type === "past").length);
	for (let round = 0; round < 20; round += 1) {
		room.tell(PAUSED);
		time.pass(LIMITS.textsMs / 20);
		joined[round % 4]?.past(round, Number.MAX_SAFE_INTEGER);
	}
	expect(written.times).toBe(1);
	expect(answers()).toEqual([1, 0, 0, 0]);
	// What happens meanwhile is told at once.
	for (const page of pages) expect(page.seqs()).toHaveLength(20);
	time.pass(LIMITS.textsMs);
	expect(written.times).toBe(2);
	expect(answers()).toEqual([2, 1, 1, 1]);
	for (const page of pages) expect(page.frames().at(-1)).toMatchObject({ type: "past", events: { length: 20 } });
	watchers.close();
	expect(time.timers).toBe(0);
});

test("pages that come and go one by one share what was written for the first of them", () => {
	const { room, watchers, time } = openScene();
	const written = countWritten(room);
	for (let visit = 0; visit < 20; visit += 1) {
		room.tell(PAUSED);
		time.pass(LIMITS.textsMs / 40);
		const page = openPageEnd();
		const joined = watchers.join(page.socket, null, null);
		expect(page.seqs()).toHaveLength(visit + 1);
		joined?.leave();
	}
	expect(written.times).toBe(1);
	time.pass(LIMITS.textsMs);
	expect(time.timers).toBe(0);
});
