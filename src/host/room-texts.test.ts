import { expect, test } from "vitest";
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
