import { expect, test } from "vitest";
import type { RealTime } from "#engine/port.ts";
import { openTurns } from "./taking-turns.ts";

/** Time that moves only while somebody is served, and turns that are taken one by one. */
function openEventLoop() {
	let now = 0;
	const due = new Set<() => void>();
	const time: RealTime = {
		now: () => now,
		wall: () => now,
		soon: () => expect.fail("nothing is done before the sockets are read"),
		after(_, call) {
			due.add(call);
			return () => due.delete(call);
		},
	};
	return {
		time,
		/** Serving takes that long. */
		work(ms: number) {
			now += ms;
		},
		/** Takes one turn; false: nothing was due. */
		turn() {
			const [call] = due;
			if (call === undefined) return false;
			due.delete(call);
			call();
			return true;
		},
	};
}

test("however many rooms have pages that are due, a turn is as long as one of a single room", () => {
	const { time, work, turn } = openEventLoop();
	const turns = openTurns(time);
	const served: string[] = [];
	const lines = Array.from({ length: 60 }, () =>
		turns.line<string>((name) => {
			served.push(name);
			work(1);
		}),
	);
	for (const [room, line] of lines.entries()) for (const page of [1, 2, 3]) line.due(`${room}/${page}`);
	expect(served).toHaveLength(4);
	for (let before = served.length; turn(); before = served.length) expect(served.length - before).toBeLessThanOrEqual(4);
	expect(new Set(served).size).toBe(180);
});

test("rooms are served one after the other, whatever is still to be done for the first of them", () => {
	const { time, work, turn } = openEventLoop();
	const turns = openTurns(time);
	const served: string[] = [];
	const long = turns.line<string>((name) => {
		served.push(name);
		work(3);
		long.later(name);
	});
	const short = turns.line<string>((name) => {
		served.push(name);
		work(3);
	});
	long.due("long");
	for (const page of ["a", "b", "c"]) short.due(page);
	for (let count = 0; count < 4; count += 1) turn();
	expect(served.slice(0, 7)).toEqual(["long", "a", "b", "long", "c", "long", "long"]);
	turns.close();
	expect(turn()).toBe(false);
});

test("a page that was due when its room closed is not served, and the others are", () => {
	const { time, turn } = openEventLoop();
	const turns = openTurns(time);
	const served: string[] = [];
	const [closing, other] = [turns.line<string>((name) => served.push(name)), turns.line<string>((name) => served.push(name))];
	for (let page = 0; page < 20; page += 1) {
		closing.due(`closing ${page}`);
		other.due(`other ${page}`);
	}
	const before = served.filter((name) => name.startsWith("closing")).length;
	closing.close();
	while (turn());
	expect(served.filter((name) => name.startsWith("closing"))).toHaveLength(before);
	expect(served.at(-1)).toBe("other 19");
});
