import { afterEach, beforeEach, expect } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openRawRoom, type RawRoom } from "./raw.ts";
import { openStillTime, type StillTime, settled } from "./still.ts";

/** A room of its own for each test of a file, in time that stands still; after the test the room is closed, and has no timer left. */
export function eachInStillRoom(settings: Partial<BrokerSettings> = {}) {
	let room: RawRoom;
	let time: StillTime;
	beforeEach(async () => {
		time = openStillTime();
		room = await openRawRoom(time, settings);
	});
	afterEach(async () => {
		await room.close();
		expect(room.timers()).toBe(0);
	});
	return {
		get room() {
			return room;
		},
		get time() {
			return time;
		},
		/** Everything that is to be done in later turns is done. */
		settled: () => settled(time),
		told: (type: RoomEvent["type"]) => room.events.filter((event) => event.type === type),
	};
}
