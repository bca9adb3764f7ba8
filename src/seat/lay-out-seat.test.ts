import { expect, test } from "vitest";
import { openMemory } from "#lab/memory-storage.ts";
import { openLab } from "#lab/open-lab.ts";
import { layOutSeat } from "./lay-out-seat.ts";

class NoSocket {}

function lab() {
	return openLab({
		wsBase: "ws://host",
		room: "k7q2",
		page: "p",
		WebSocket: NoSocket as unknown as typeof WebSocket,
		storage: openMemory(),
		clock: { paused: () => false, follow: () => () => {} },
	});
}

test("a seat has two clients under ids of its own, with a short keep alive and a will that says which seat is gone", () => {
	const own = lab();
	layOutSeat(own, 7);
	const { clients } = own.getState();
	expect(Object.keys(clients)).toEqual(["s07-sub", "s07-pub"]);
	expect(clients["s07-sub"]?.setup).toMatchObject({
		cleanSession: true,
		keepAlive: 10,
		will: { topic: "class/gone", payload: "seat 7 is gone", qos: 1, retain: false },
		subscribe: { filter: "class/+", qos: 1 },
	});
	expect(clients["s07-pub"]?.setup.publish).toMatchObject({ topic: "class/seat-7", qos: 1, retain: false });
});

test("a seat that is laid out again keeps what its person has set", () => {
	const own = lab();
	layOutSeat(own, 7);
	own.set("s07-sub", { cleanSession: false });
	layOutSeat(own, 7);
	expect(own.getState().clients["s07-sub"]?.setup.cleanSession).toBe(false);
});

test("a phone that comes to another seat has that seat's clients alone", () => {
	const own = lab();
	own.add("sub-1");
	layOutSeat(own, 7);
	layOutSeat(own, 12);
	expect(Object.keys(own.getState().clients)).toEqual(["s12-sub", "s12-pub"]);
});
