import { expect, it } from "vitest";
import { connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import { leftSince } from "./left-since.ts";
import { openTraffic } from "./open-traffic.ts";

it("counts the same packets as new after an earlier past has come", () => {
	const whole = historyOf([
		opened,
		...connected("pub-1", true),
		...[1, 2, 3].map((n) => entered("pub-1", `q${n}`, publish(`m${n}`, 1, n))),
	]);
	const trafficIn = openTraffic();
	const last = whole.live.seq;
	const part = trafficIn(whole.since(last - 2));
	const before = [part.count, leftSince(part, last - 2), part.named("q3")?.number];
	const all = trafficIn(whole);
	// The packet that was under way before is there too.
	expect(before).toEqual([3, 2, 2]);
	expect([all.count, leftSince(all, last - 2), all.named("q3")?.number]).toEqual([5, 2, 4]);
	expect(all.fold).not.toBe(part.fold);
	expect(leftSince(all, last)).toBe(0);
});
