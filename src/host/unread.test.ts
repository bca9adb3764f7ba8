import { expect, test } from "vitest";
import { openStillTime } from "#engine/testkit/still.ts";
import { openUnread } from "./unread.ts";

function openHouse(most: number) {
	const time = openStillTime();
	const lines: string[] = [];
	const unread = openUnread({ time, log: (says) => lines.push(says), most });
	const cut: string[] = [];
	let looks = 0;
	/** A reader that reads nothing. */
	const join = (room: string, name: string) => {
		let held = 0;
		const unsent = () => {
			looks += 1;
			return held;
		};
		const joined = unread.join(room, { unsent, cut: () => void cut.push(name) });
		return {
			leave: joined.leave,
			send(bytes: number) {
				held += bytes;
				joined.sent(bytes);
			},
			read: () => {
				held = 0;
			},
		};
	};
	return { time, lines, cut, join, looks: () => looks };
}

test("past the bound the slowest readers of the room that holds most are cut, and no others", () => {
	const { time, cut, lines, join } = openHouse(1_000);
	const a = join("small", "a");
	const [b, c, d] = [join("large", "b"), join("large", "c"), join("large", "d")];
	a.send(400);
	b.send(250);
	c.send(300);
	d.send(20);
	time.pass(0);
	expect(cut).toEqual([]);
	d.send(40);
	expect(cut).toEqual([]); // not in the turn of the room that sends
	time.pass(0);
	expect(cut).toEqual(["c"]);
	expect(lines).toEqual([expect.stringContaining("1000 bytes")]);
});

test("readers are not looked at for each packet, and those that read are never cut", () => {
	const { time, cut, join, looks } = openHouse(1_000);
	const readers = Array.from({ length: 10 }, (_, number) => join("demo", `r-${number}`));
	for (let count = 0; count < 1_000; count += 1) {
		const reader = readers[count % 10];
		reader?.send(10);
		reader?.read();
		time.pass(0);
	}
	expect(cut).toEqual([]);
	expect(looks()).toBeLessThanOrEqual(100);
});

test("close to the bound it is still counted only now and then", () => {
	const { time, join, looks } = openHouse(16_000);
	join("demo", "slow").send(15_900);
	const quick = join("demo", "quick");
	for (let count = 0; count < 1_000; count += 1) {
		quick.send(1);
		quick.read();
		time.pass(0);
	}
	expect(looks()).toBeLessThanOrEqual(6);
});

test("a reader that has gone counts no more", () => {
	const { time, cut, join } = openHouse(1_000);
	const gone = join("demo", "gone");
	gone.send(900);
	gone.leave();
	join("demo", "here").send(900);
	time.pass(0);
	expect(cut).toEqual([]);
});
