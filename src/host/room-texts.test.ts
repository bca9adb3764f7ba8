import { expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openJournal } from "#engine/journal.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { openRoomTexts } from "./room-texts.ts";

test("a welcome is of the room that it began with, however much happens before it is read", () => {
	const journal = openJournal(() => 0, { keep: 64 });
	const tell = (times: number) => {
		for (let count = 0; count < times; count += 1) journal.tell({ type: count % 2 === 0 ? "clock.paused" : "clock.resumed" });
	};
	tell(300);
	const latest = openRoomTexts(journal, openStillTime()).latest(300);
	if (latest === "later") throw new Error("nothing has been written yet");
	let text = "";
	for (let index = 0; ; ) {
		const part = latest.parts.part(index);
		tell(500); // more than the journal keeps
		if (part === "later") continue;
		if (part === null) break;
		text += JSON.parse(part);
		index += 1;
	}
	expect(text).toMatch(/^\{"base":\[/);
	expect(latest.seq).toBe(300);
});

test("what was written is shared with those that ask soon after, and then it is gone", () => {
	const journal = openJournal(() => 0);
	for (let count = 0; count < 300; count += 1) journal.tell({ type: count % 2 === 0 ? "clock.paused" : "clock.resumed" });
	const time = openStillTime();
	const texts = openRoomTexts(journal, time);
	const ask = () => [texts.latest(300), texts.past(200), texts.stretch(0, 300)];
	const first = ask();
	time.pass(LIMITS.textsMs - 1);
	for (const [at, text] of ask().entries()) expect(text).toBe(first[at]);
	time.pass(LIMITS.textsMs);
	expect(time.timers).toBe(0);
	for (const [at, text] of ask().entries()) expect(text).not.toBe(first[at]);
	texts.forget();
	expect(time.timers).toBe(0);
});

test("what nobody asks for goes, however often something else is asked for", () => {
	const journal = openJournal(() => 0);
	for (let count = 0; count < 300; count += 1) journal.tell({ type: count % 2 === 0 ? "clock.paused" : "clock.resumed" });
	const time = openStillTime();
	const texts = openRoomTexts(journal, time);
	const [past, stretch] = [texts.past(200), texts.stretch(0, 300)];
	for (let passed = 0; passed <= LIMITS.textsMs; passed += LIMITS.textsMs / 4) {
		time.pass(LIMITS.textsMs / 4);
		expect(texts.stretch(0, 300)).toBe(stretch);
	}
	expect(texts.past(200)).not.toBe(past);
	texts.forget();
});
