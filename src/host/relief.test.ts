import { expect, test } from "vitest";
import { openStillTime } from "#engine/testkit/still.ts";
import { type HeldRoom, openRelief } from "./relief.ts";

function openHouse(rooms: Readonly<Record<string, Partial<HeldRoom>>>) {
	const time = openStillTime();
	const done: string[] = [];
	const held = Object.entries(rooms).map(([name, room]): HeldRoom => {
		const shrink = () => void done.push(`shrink ${name}`);
		const end = () => void done.push(`end ${name}`);
		const forgetBytes = () => void done.push(`shrink the bytes of ${name}`);
		return {
			name,
			source: null,
			isEmpty: false,
			isKept: false,
			told: () => 0,
			bytes: () => 0,
			holds: () => true,
			forgetBytes,
			shrink,
			end,
			...room,
		};
	});
	const relief = openRelief(
		() => held.filter((room) => !done.includes(`end ${room.name}`)),
		time,
		() => {},
	);
	return {
		relief,
		after(heap: number, buffers = 0, limit = 0) {
			done.length = 0;
			relief.relieve({ heap, buffers, limit });
			time.pass(0);
			return done.filter((one) => !one.startsWith("shrink"));
		},
		done,
	};
}

test("as long as there is memory, nothing is lost", () => {
	const { after, done } = openHouse({ a: {}, b: { isEmpty: true, holds: () => false } });
	expect(after(0.4)).toEqual([]);
	expect(done).toEqual([]);
});

test("where memory gets short, logs are shortened, and rooms go that nobody could miss", () => {
	const { after, done, relief } = openHouse({ a: {}, b: { isEmpty: true, holds: () => false }, c: { isEmpty: true } });
	expect(after(0.55)).toEqual(["end b"]);
	expect(done).toContain("shrink a");
	expect(relief.crowded).toBe(false);
});

test("where it is shorter, every empty room goes, and none is opened until there is memory again", () => {
	const { after, relief } = openHouse({ a: {}, b: { isEmpty: true, holds: () => false }, c: { isEmpty: true } });
	expect(after(0.65)).toEqual(["end b", "end c"]);
	expect(relief.crowded).toBe(true);
	after(0.4);
	expect(relief.crowded).toBe(false);
});

test("last of all goes the room that grew fastest, of the source that has most rooms: not the one with the longest history", () => {
	let told = 0;
	const { after } = openHouse({
		old: { source: "class", told: () => 100_000 },
		steady: { source: "flood", told: () => 10 },
		fast: { source: "flood", told: () => told },
		few: { source: "other", told: () => 3 * told },
	});
	after(0.4);
	told = 5_000;
	expect(after(0.9)).toEqual(["end fast"]);
});

const MIB = 1024 * 1024;

test("where the buffers are full, it is the room with most bytes, of the source whose rooms have most", () => {
	const { after } = openHouse({
		busy: { source: "class", told: () => 100_000, bytes: () => 60 * MIB },
		one: { source: "flood", bytes: () => 80 * MIB },
		other: { source: "flood", bytes: () => 90 * MIB },
	});
	expect(after(0.1, 0.4)).toEqual([]);
	expect(after(0.1, 0.9)).toEqual(["end other"]);
});

test("where the buffers are full of what is in no room, no room goes for it, empty or not, and others are opened", () => {
	const { after, relief } = openHouse({
		a: { source: "class", told: () => 100_000, bytes: () => 30 * MIB },
		b: { bytes: () => MIB },
		empty: { isEmpty: true, holds: () => false },
	});
	expect(after(0.1, 0.9)).toEqual([]);
	expect(relief.crowded).toBe(false);
});

test("where many sources share the buffers, one of them goes all the same", () => {
	const rooms = Array.from({ length: 20 }, (_, n) => [`r${n}`, { source: `s${n}`, bytes: () => (45 + n) * MIB }] as const);
	expect(openHouse(Object.fromEntries(rooms)).after(0.1, 2.3)).toEqual(["end r19"]);
});

test("where the buffers are short, whatever fills them, every room forgets the bytes of its packets, and nothing else yet", () => {
	const { relief, done } = openHouse({ a: {}, b: { isEmpty: true } });
	relief.relieve({ heap: 0.1, buffers: 0.5 });
	expect(done).toEqual([]);
	relief.relieve({ heap: 0.1, buffers: 0.51 });
	expect(done).toEqual(["shrink the bytes of a", "shrink the bytes of b"]);
});

test("where both are full and the buffers blame nobody, the heap does", () => {
	const { after, done } = openHouse({ a: { told: () => 10 }, b: { told: () => 20 } });
	expect(after(0.95, 0.96)).toEqual(["end b"]);
	expect(after(0.1, 0.96)).toEqual([]);
	expect(done).toEqual(["shrink the bytes of a", "shrink the bytes of b"]);
});

test("where the heap is full, as many rooms go as it takes by what they hold", () => {
	const { after } = openHouse({
		first: { source: "one", told: () => 4, bytes: () => 10 * MIB },
		second: { source: "one", told: () => 3, bytes: () => 30 * MIB },
		third: { source: "one", told: () => 2, bytes: () => 30 * MIB },
		small: { source: "one", told: () => 1, bytes: () => MIB },
	});
	expect(after(0.9, 0, 100 * MIB)).toEqual(["end first", "end second"]);
});

test("where the rooms that are left hold too little to help, they stay", () => {
	const { after } = openHouse({ first: { told: () => 4, bytes: () => 10 * MIB }, small: { bytes: () => MIB } });
	expect(after(0.9, 0, 100 * MIB)).toEqual(["end first"]);
});

test("the room of a class is never ended for others, whatever it holds; it loses what others lose", () => {
	const { done, relief } = openHouse({ class: { isKept: true, told: () => 9_000, bytes: () => 900 }, b: { told: () => 5 } });
	relief.relieve({ heap: 0.9, buffers: 0 });
	expect(done.filter((what) => what.startsWith("end"))).toEqual(["end b"]);
});
