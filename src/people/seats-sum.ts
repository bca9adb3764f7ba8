import type { SeatTold } from "#contract/class.ts";
import { many } from "#contract/many.ts";
import { seatClient } from "#contract/seat-client.ts";
import type { CrowdPlace } from "#crowd/place.ts";
import type { World } from "#model/world.ts";

/** All sessions of seats as one line in the broker. */
export type SeatsSum = {
	readonly sessions: number;
	readonly persistent: number;
	/** Copies that wait, and for how many seats. */
	readonly waiting: number;
	readonly waitFor: number;
};

export function seatsSum({ sessions }: Pick<World, "sessions">, seats: Iterable<Pick<SeatTold, "seat">>): SeatsSum {
	const sum = { sessions: 0, persistent: 0, waiting: 0, waitFor: 0 };
	for (const { seat } of seats) {
		let waits = 0;
		for (const client of ["sub", "pub"] as const) {
			const session = sessions[seatClient(seat, client)];
			if (session === undefined) continue;
			sum.sessions += 1;
			if (!session.cleanSession) sum.persistent += 1;
			waits += session.queue.length;
		}
		sum.waiting += waits;
		if (waits > 0) sum.waitFor += 1;
	}
	return sum;
}

/** "4 wait for 2 seats" */
export function sayWaiting({ waiting, waitFor }: Pick<SeatsSum, "waiting" | "waitFor">): string {
	if (waiting === 0) return "nothing waits";
	return `${waiting} ${waiting === 1 ? "waits" : "wait"} for ${many(waitFor, "seat")}`;
}

/** "27 connected, 3 not" */
export function sayConnected(places: readonly Pick<CrowdPlace, "lamp">[]): string {
	const connected = places.filter(({ lamp }) => lamp === "connected").length;
	const not = places.length - connected;
	return not === 0 ? `${connected} connected` : `${connected} connected, ${not} not`;
}
