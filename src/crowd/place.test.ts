import { describe, expect, it } from "vitest";
import type { SeatTold } from "#contract/class.ts";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, historyOf, left, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { countLamps, crowdOf, placeOfOther, placeOfSeat } from "./place.ts";

const worldOf = (...facts: readonly Fact[]): World => historyOf([opened, ...facts]).live;
const seatOf = (seat: number, more: Partial<SeatTold> = {}): SeatTold => ({
	...{ seat, name: null, presence: "here", hidden: false, progress: null, received: {} },
	...more,
});
const here = worldOf(...connected("s07-sub", false), ...subscribed("s07-sub", "greenhouse/+", 1));

describe("a seat among many", () => {
	it("is connected when its client is and its phone answers", () => {
		expect(placeOfSeat(here, seatOf(7))).toMatchObject({ client: "s07-sub", lamp: "connected", session: "persistent" });
	});

	it("is never connected while its phone does not answer, whatever the broker still believes", () => {
		expect(placeOfSeat(here, seatOf(7, { presence: "not-answering" })).lamp).toBe("not-answering");
		expect(placeOfSeat(here, seatOf(7, { presence: "away" })).lamp).toBe("not-answering");
		expect(placeOfSeat(worldOf(), seatOf(7, { presence: "not-answering" })).lamp).toBe("not-answering");
	});

	it("is offline before its client has come, and once it has left", () => {
		expect(placeOfSeat(worldOf(), seatOf(7)).lamp).toBe("offline");
		expect(placeOfSeat(worldOf(...connected("s07-sub", false), ...left("s07-sub")), seatOf(7)).lamp).toBe("offline");
	});

	it("shows a cut cable, and is free once it is removed", () => {
		const cut: Fact = { type: "connection.closed", connection: "c-s07-sub", reason: "cut", says: "", clause: null };
		expect(placeOfSeat(worldOf(...connected("s07-sub", false), cut), seatOf(7)).lamp).toBe("cut");
		expect(placeOfSeat(here, seatOf(7, { presence: "removed" })).lamp).toBe("free");
	});

	it("has received what its own page says, not what was sent to it", () => {
		const sent = worldOf(...connected("s07-sub", false), {
			...{ type: "packet.passed", packet: "p1", connection: "c-s07-sub", direction: "down", bytes: 9 },
			fields: publish("m1", 0, null),
		});
		expect(sent.clients["s07-sub"]?.receivedCount).toBe(1);
		expect(placeOfSeat(sent, seatOf(7)).received).toBe(0);
		expect(placeOfSeat(sent, seatOf(7, { received: { "s07-sub": 1 } })).received).toBe(1);
		// Of a moment that is looked back at, what came later is not told.
		expect(placeOfSeat(sent, seatOf(7, { received: { "s07-sub": 3 } })).received).toBe(1);
	});

	it("counts what waits for it, and what a clean session that has ended has missed", () => {
		const away = worldOf(...connected("s07-sub", false), ...left("s07-sub"), {
			...{ type: "delivery.queued", delivery: "d1", message: "m1", session: "s07-sub", qos: 1, why: "offline" },
		});
		expect(placeOfSeat(away, seatOf(7))).toMatchObject({ queued: 1, dropped: 0, session: "persistent" });
		const gone = worldOf(
			...connected("pub-1", true),
			...connected("s07-sub", true),
			...subscribed("s07-sub", "greenhouse/+", 1),
			...left("s07-sub"),
			{ type: "session.discarded", session: "s07-sub", reason: "connection-closed" },
			up("pub-1", publish("m1", 0, null)),
			accepted("m1", "pub-1", 0),
		);
		expect(placeOfSeat(gone, seatOf(7))).toMatchObject({ queued: 0, dropped: 1, session: "clean" });
	});

	it("is looked at by the client that the task is about, if it has that one, or else by its subscriber", () => {
		const task = { title: "Publish", says: "Publish one message.", client: "pub" } as const;
		expect(placeOfSeat(here, seatOf(7), task).client).toBe("s07-sub");
		expect(placeOfSeat(worldOf(...connected("s07-sub", false), ...connected("s07-pub", true)), seatOf(7), task).client).toBe("s07-pub");
		expect(placeOfSeat(worldOf(), seatOf(7), task).client).toBe("s07-pub");
	});
});

describe("a client without a seat", () => {
	it("has not received what it has not acknowledged", () => {
		const sent = worldOf(
			...connected("phone", false),
			...subscribed("phone", "greenhouse/+", 1),
			...connected("pub-1", true),
			up("pub-1", publish("m1", 1, 1)),
			{
				...{ type: "delivery.sent", delivery: "d1", message: "m1", session: "phone", qos: 1, packet: "p1" },
				...{ packetId: 1, dup: false, attempt: 1, from: "live" },
			},
			{ type: "packet.passed", packet: "p1", connection: "c-phone", direction: "down", bytes: 9, fields: publish("m1", 1, 1) },
		);
		expect(placeOfOther(sent, "phone").received).toBe(0);
	});
});

describe("a crowd", () => {
	const crowd = crowdOf(
		worldOf(...connected("pub-1", true), ...connected("s02-sub", false), ...connected("s01-sub", false)),
		new Map([2, 1, 3].map((seat) => [seat, seatOf(seat)])),
	);

	it("has the seats in order, whether they have connected or not, and apart from them all other clients", () => {
		expect(crowd.seats.map(({ seat }) => seat)).toEqual([1, 2, 3]);
		expect(crowd.others.map(({ client }) => client)).toEqual(["pub-1"]);
	});

	it("is counted by state, each of them in one", () => {
		expect(countLamps(crowd.seats)).toEqual([
			{ lamp: "connected", count: 2 },
			{ lamp: "offline", count: 1 },
		]);
	});
});
