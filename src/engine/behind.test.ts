import { afterEach, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import { openBehind } from "./behind.ts";
import type { BrokerPort, BrokerRoom } from "./broker-port.ts";
import { openRoomClock } from "./clock.ts";
import { openDecided } from "./decided/decided.ts";
import { openGathering } from "./gathering.ts";
import { openNames } from "./names.ts";
import { openPace } from "./pace.ts";
import { NOBODYS } from "./share-of.ts";
import { openStillTime } from "./testkit/still.ts";
import { openTurn } from "./turn.ts";
import { openWork } from "./work.ts";

const closings: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closings.splice(0)) await close();
});

/** A broker whose program opens as often as this says, and then does not. */
async function openBroker(opens: number) {
	const time = openStillTime();
	const told: Fact[] = [];
	const faults: unknown[] = [];
	let heard = () => {};
	const turn = openTurn();
	const clock = openRoomClock(time);
	const work = openWork({ pace: openPace(time), run: turn.run, report: (fault) => faults.push(fault), gathering: openGathering(time.now) });
	const room: BrokerRoom = {
		clock,
		turn,
		work,
		names: openNames(),
		tell(fact) {
			told.push(fact);
			heard();
		},
		report: (fault) => faults.push(fault),
		packetName: () => "p1",
		shareOf: NOBODYS,
		deliveryName: () => "d1",
		settings: () => FIRST_SETTINGS,
	};
	let left = opens;
	const fallible = (of: BrokerRoom): BrokerPort => {
		const port = openDecided(of);
		const start = () => {
			left -= 1;
			return left < 0 ? Promise.reject(new Error("it does not open")) : port.start();
		};
		return Object.create(port, { start: { value: start } });
	};
	const behind = await openBehind(room, { decided: fallible, aedes: fallible });
	closings.push(async () => {
		work.close();
		clock.close();
		await behind.close();
	});
	const next = () =>
		new Promise<void>((settle) => {
			heard = settle;
		});
	return { behind, told, faults, next };
}

it("is told as restarted when it runs again, and as failed when it could not be opened", async () => {
	const { behind, told, faults, next } = await openBroker(2);
	for (const type of ["broker.restarted", "broker.failed"]) {
		const heard = next();
		expect([...behind.restart(true)]).toEqual([]);
		await heard;
		expect(told.at(-1)).toMatchObject({ type, kept: true });
	}
	expect(told.map(({ type }) => type)).toEqual(["broker.restarted", "broker.failed"]);
	expect(faults).toEqual([new Error("it does not open")]);
	// A page that waits for the restart waits no longer, and what is retained is gone where nothing is kept.
	const retained = { t: { message: "r1", topic: "t", qos: 0 as const, payload: "x", at: 0 } };
	const world = fold({ ...EMPTY_WORLD, retained } as never, [{ type: "broker.failed", kept: false, seq: 1, at: 0 }]);
	expect([world.restarts, world.retained]).toEqual([1, {}]);
});
