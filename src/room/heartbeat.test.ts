import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openHeartbeat } from "./heartbeat.ts";

/** A page's clock and its one timer, moved by hand. */
function handTime() {
	let now = 5_000;
	let due: { readonly at: number; readonly call: () => void } | null = null;
	return {
		now: () => now,
		after(ms: number, call: () => void) {
			const mine = { at: now + ms, call };
			due = mine;
			return () => {
				if (due === mine) due = null;
			};
		},
		timers: () => (due === null ? 0 : 1),
		/** lateMs: the page is asleep, or busy, when the timer should ring. */
		passes(ms: number, lateMs = 0) {
			const end = now + ms;
			for (let one = due; one !== null && one.at <= end; one = due) {
				due = null;
				now = Math.max(now, one.at) + lateMs;
				one.call();
			}
			now = Math.max(now, end);
		},
	};
}

function heart() {
	const time = handTime();
	const said: string[] = [];
	const beats = openHeartbeat({ time, ask: () => said.push("ask"), silent: () => said.push("silent") });
	beats.begin();
	return { time, said, beats };
}

it("asks nothing of a host that talks, and counts on one timer", () => {
	const { time, said, beats } = heart();
	for (let n = 0; n < 100; n += 1) {
		time.passes(LIMITS.beatMs / 2);
		beats.heard();
		expect(time.timers()).toBe(1);
	}
	expect(said).toEqual([]);
});

it("asks a quiet host once in a while, and is content with each answer", () => {
	const { time, said, beats } = heart();
	for (let n = 0; n < 10; n += 1) {
		while (said.length === n) time.passes(100);
		beats.heard();
	}
	expect(said).toEqual(Array(10).fill("ask"));
	expect(time.now() - 5_000).toBe(10 * LIMITS.beatMs);
});

it("counts a host as gone within ten seconds of its last word, whenever that was", () => {
	for (let last = 0; last <= 30_000; last += 250) {
		const { time, said, beats } = heart();
		// The host answers what it is asked, and falls silent.
		for (let now = 0; now < last; now += 50) {
			const asks = said.length;
			time.passes(50);
			if (said.length > asks) beats.heard();
		}
		beats.heard();
		time.passes(9_999);
		expect(said.at(-1)).toBe("silent");
		expect(time.timers()).toBe(0);
	}
});

it("asks again after the page itself has slept: what came may not have been read", () => {
	const { time, said, beats } = heart();
	time.passes(LIMITS.beatMs);
	time.passes(LIMITS.answerMs, 60_000);
	expect(said).toEqual(["ask", "ask"]);
	beats.heard();
	time.passes(LIMITS.beatMs - 1);
	expect(said).toEqual(["ask", "ask"]);
	time.passes(1 + LIMITS.answerMs);
	expect(said).toEqual(["ask", "ask", "ask", "silent"]);
});

it("is quiet once it is stopped", () => {
	const { time, said, beats } = heart();
	beats.stop();
	time.passes(60_000);
	expect(said).toEqual([]);
});

it("asks at once when somebody looks at the page again, and does not ask twice", () => {
	const { time, said, beats } = heart();
	beats.probe();
	beats.probe();
	expect(said).toEqual(["ask"]);
	beats.heard();
	time.passes(LIMITS.beatMs / 2);
	expect(said).toEqual(["ask"]);
	beats.probe();
	time.passes(LIMITS.answerMs);
	expect(said).toEqual(["ask", "ask", "silent"]);
});
