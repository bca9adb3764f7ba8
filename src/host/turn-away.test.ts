import { expect, test } from "vitest";
import { reasonOf, turnAway } from "./turn-away.ts";

test("a sentence that is too long for a close frame is cut between two characters", () => {
	expect(reasonOf("This host is stopping.")).toBe("This host is stopping.");
	for (const one of ["a", "é", "漢", "🙂"]) {
		const cut = reasonOf(one.repeat(200));
		expect(new TextEncoder().encode(cut).length).toBeLessThanOrEqual(123);
		expect(cut).toMatch(new RegExp(`^(?:${one}){20,}…$`, "u"));
	}
});

test("a page that is turned away is told why, and its place is given back when it is gone", () => {
	const asked: string[] = [];
	const away = turnAway("There is no place.", () => void asked.push("left"));
	const told = away.open({
		send() {},
		unsent: () => 0,
		pause() {},
		resume() {},
		close: (code, says) => void asked.push(`close ${code} ${says}`),
		terminate() {},
	});
	expect(asked).toEqual(["close 1013 There is no place."]);
	told.closed(1013);
	expect(asked.at(-1)).toBe("left");
});
