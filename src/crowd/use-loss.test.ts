import { expect, it } from "vitest";
import type { SeatTold } from "#contract/class.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { lossHere } from "./use-loss.ts";

const one: SeatTold = { seat: 1, name: "", presence: "here", hidden: false, progress: null, received: {} };
const seenAs = (role: "host" | "seat", seats: readonly SeatTold[] = [one]) =>
	({ you: { role }, told: {}, seats: new Map(seats.map((seat) => [seat.seat, seat])) }) as unknown as ClassSeen;
const says = (seen: ClassSeen | null, room = "k7q2") => lossHere({ class: seen, live: EMPTY_WORLD, room }, "clear");

it("is asked of the host of a class alone, while somebody is here", () => {
	expect(says(seenAs("host"))).toBe("1 seat is here. This ends 0 sessions.");
	expect(says(seenAs("host", []))).toBeNull();
	expect(says(seenAs("seat"))).toBeNull();
	expect(says(null)).toBeNull();
});

it("is not asked in the room of one seat, which is not everybody's", () => {
	expect(says(seenAs("host"), "k7q2-01")).toBeNull();
});
