import { expect, it } from "vitest";
import type { SeatTold } from "#contract/class.ts";
import type { Client } from "#model/world.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { CONNECTED, client, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import { lossHere } from "./use-loss.ts";

const one: SeatTold = { seat: 1, name: "", presence: "here", hidden: false, progress: null, received: {} };
const seenAs = (role: "host" | "seat", seats: readonly SeatTold[] = [one]) =>
	({ you: { role }, told: {}, seats: new Map(seats.map((seat) => [seat.seat, seat])) }) as unknown as ClassSeen;
const GUEST = { origin: { kind: "guest", transport: "tcp" } } as const;
const OF_SEAT = { origin: { kind: "lab", page: "phone", seat: 1 } } as const;
/** A room in which one message is retained, so that there is something to lose. */
const says = (seen: ClassSeen | null, clients: readonly Client[] = [], room = "k7q2") =>
	lossHere({ class: seen, live: { ...worldOf(...clients), retained: { "a/b": {} } as never }, room }, "clear", "p");

it("is asked of the host of a class while somebody is here, and of nobody else who is in it", () => {
	expect(says(seenAs("host"))).toBe("1 seat is here. This throws away 1 retained message.");
	expect(says(seenAs("host", []))).toBeNull();
	expect(says(seenAs("seat"))).toBeNull();
});

it("counts a seat that is here once, and every client that is connected beside those", () => {
	const clients = [client("s01-sub", CONNECTED, OF_SEAT), client("s01-pub", CONNECTED, OF_SEAT), client("sensor", CONNECTED, GUEST)];
	expect(says(seenAs("host"), clients)).toContain("1 seat is here and 1 other client is connected.");
	expect(says(seenAs("host", [{ ...one, presence: "not-answering" }]), clients)).toMatch(/^3 other clients are connected\./);
	expect(says(seenAs("host", [{ ...one, presence: "away" }]), [client("s01-sub", OFFLINE, OF_SEAT)])).toBeNull();
});

it("is asked in a room without a class where others are connected, and not where only this page is", () => {
	expect(says(null, [client("sensor", CONNECTED, GUEST)])).toBe(
		"1 other client is connected. This ends 1 connection and throws away 1 retained message.",
	);
	expect(says(null, [client("mine", CONNECTED)])).toBeNull();
	expect(says(null)).toBeNull();
});

it("is asked of the host on the bench of a seat about those who are there, and not of the seat itself", () => {
	const there = [client("mine", CONNECTED, { origin: { kind: "lab", page: "phone" } })];
	expect(says(seenAs("host"), there, "k7q2-01")).toBe(
		"1 other client is connected. This ends 1 connection and throws away 1 retained message.",
	);
	expect(says(seenAs("host"), [], "k7q2-01")).toBeNull();
	expect(says(seenAs("seat"), [client("sensor", CONNECTED, GUEST)], "k7q2-01")).toBeNull();
});

it("is asked in any room without a class, whatever its name looks like", () => {
	expect(says(null, [client("sensor", CONNECTED, GUEST)], "team-07")).toContain("1 other client is connected.");
});
