import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openPageEnd } from "./testkit/page-end.ts";
import { countWritten, openScene, PAUSED, RESUMED } from "./testkit/watchers-scene.ts";

const long = (limit: string) => ({ type: "limit.reached", limit, says: limit.padEnd(2_000, limit), connection: null }) as const;

test("however many join a busy room, it is walked once for so many events", () => {
	const { room, watchers, time } = openScene();
	const written = countWritten(room);
	const pages = Array.from({ length: 150 }, () => {
		room.tell(PAUSED);
		time.pass(LIMITS.batchMs);
		const page = openPageEnd();
		watchers.join(page.socket, null, null);
		return page;
	});
	expect(written.times).toBe(1);
	for (const page of [pages[0], pages[149]]) expect(page?.seqs()).toEqual(Array.from({ length: 150 }, (_, index) => index + 1));
});

test("a slow page is skipped and then resumes from the journal, without gap or double", () => {
	const { room, watchers, time } = openScene();
	const slow = openPageEnd();
	const quick = openPageEnd();
	for (const page of [slow, quick]) watchers.join(page.socket, null, null);
	slow.state.slow = true;
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
	for (let round = 0; round < 3; round += 1) {
		slow.drain();
		time.pass(0);
	}
	expect(slow.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
	expect(quick.seqs()).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

test("slow pages catch up in pieces that they share, one part at a time", () => {
	const { room, watchers, time } = openScene();
	const [one, other] = [openPageEnd(), openPageEnd()];
	for (const { socket, state } of [one, other]) {
		watchers.join(socket, null, null);
		state.slow = true;
	}
	const before = one.texts.length;
	for (let count = 0; count < 600; count += 1) room.tell(long(String(count)));
	time.pass(0);
	const sent = () => one.texts.slice(before);
	expect(sent()).toHaveLength(1);
	for (let round = 0; round < 100; round += 1) {
		const { length } = sent();
		one.drain();
		other.drain();
		time.pass(0);
		expect(sent().length - length).toBeLessThanOrEqual(2);
	}
	expect(one.seqs()).toEqual(Array.from({ length: 600 }, (_, index) => index + 1));
	expect(other.seqs()).toEqual(one.seqs());
	expect(sent().length).toBeGreaterThan(10);
	for (const text of sent()) expect(text.length).toBeLessThan(1.2 * LIMITS.partCharacters);
	const parts = (page: typeof one) => page.texts.slice(before).filter((text) => text.startsWith('"'));
	for (const [at, part] of parts(one).entries()) expect(parts(other)[at]).toBe(part);
});

test("a welcome that is outdated before a slow page has it is completed, and then the page catches up", () => {
	const { room, watchers, time } = openScene();
	for (let count = 0; count < 64; count += 1) room.tell(long(String(count)));
	const slow = openPageEnd();
	slow.state.slow = true;
	watchers.join(slow.socket, null, null);
	for (let count = 0; count < 1_000; count += 1) {
		room.tell(PAUSED);
		time.pass(1);
	}
	time.pass(LIMITS.batchMs);
	expect(slow.texts).toHaveLength(1);
	for (let round = 0; round < 100; round += 1) {
		slow.drain();
		time.pass(0);
	}
	expect(slow.frames().filter(({ type }) => type === "welcome")).toEqual([expect.objectContaining({ seq: expect.any(Number) })]);
	expect(slow.seqs()).toEqual(Array.from({ length: room.journal.seq }, (_, index) => index + 1));
});

test("a page that was slower than the journal is long gets a new base", () => {
	const { room, watchers, time } = openScene();
	const slow = openPageEnd();
	watchers.join(slow.socket, null, null);
	slow.state.slow = true;
	room.tell(PAUSED);
	time.pass(0);
	slow.state.unsentBytes = LIMITS.watcherUnsentBytes + 1;
	for (let count = 0; count < 2; count += 1) {
		room.tell(RESUMED);
		time.pass(LIMITS.batchMs);
	}
	room.forget();
	slow.drain();
	slow.drain();
	expect(slow.frames().at(-1)).toMatchObject({ type: "events" });
	time.pass(LIMITS.welcomeMs);
	slow.drain();
	expect(slow.frames().at(-1)).toMatchObject({ type: "welcome", base: { seq: 3 }, events: [] });
});

test("many pages that are due at once are served in turns, so that nobody else waits for all of them", () => {
	const { room, watchers, time } = openScene();
	room.tell(PAUSED);
	const pages = Array.from({ length: 100 }, openPageEnd);
	const served = () => pages.map(({ texts }) => texts.length).filter((length) => length > 0).length;
	for (const page of pages) watchers.join(page.socket, null, null);
	expect(served()).toBeLessThan(20);
	for (let before = served(); before < 100; before = served()) {
		time.pass(0);
		expect(served() - before).toBeGreaterThan(0);
	}
	for (const page of pages) expect(page.seqs()).toEqual([1]);
});
