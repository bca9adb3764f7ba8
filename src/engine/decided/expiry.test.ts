import { expect, it } from "vitest";
import { openRoomClock } from "#engine/clock.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import type { Job } from "#engine/work.ts";
import { openExpiry } from "./expiry.ts";

/** An expiry whose room is busy: what is due waits until work() is called. */
function openBusy() {
	const time = openStillTime();
	const jobs: Job[] = [];
	const expired: string[] = [];
	const expiry = openExpiry(openRoomClock(time), { do: (job) => void jobs.push(job) }, (clientId) => void expired.push(clientId));
	const goes = (session: string) => expiry.hears({ type: "session.offline", session, expiresInMs: 1_000, reason: "client-gone" });
	const work = () => {
		for (const job of jobs.splice(0)) while (job());
	};
	return { time, expiry, expired, goes, work };
}

it("a session whose time is over is saved as due until it has ended", () => {
	const { time, expiry, expired, goes, work } = openBusy();
	goes("sub");
	time.pass(2_000);
	expect(expiry.save()).toEqual([["sub", 1_000]]);
	expect(expired).toEqual([]);
	work();
	expect(expired).toEqual(["sub"]);
	expect(expiry.save()).toEqual([]);
});

it("a client that comes back before the room has time for it keeps its session", () => {
	const { time, expiry, expired, goes, work } = openBusy();
	goes("sub");
	goes("other");
	time.pass(2_000);
	expiry.hears({ type: "session.resumed", session: "sub", connection: "c2" });
	goes("sub");
	work();
	expect(expired).toEqual(["other"]);
	expect(expiry.save()).toEqual([["sub", 3_000]]);
});
