import { expect, test } from "vitest";
import { publish } from "#model/testkit/sample.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { openKnownTopics } from "./known-topics.ts";

const KEPT = 100;

test("topics are forgotten with the last packet of their message, however many messages there are", () => {
	const topics = openKnownTopics();
	let first = 0;
	const traffic = () => ({ first, of: (message: string) => (Number(message.slice(1)) >= first ? [Number(message.slice(1))] : []) });
	for (let number = 0; number < 50 * KEPT; number += 1) {
		if (number - first > KEPT) first += KEPT / 4;
		topics.forget(traffic());
		topics.read({ fields: publish(`m${number}`, 1, 1) } as TapePacket);
		expect(topics.size).toBeLessThanOrEqual(KEPT + 1);
	}
	expect([topics.of("m1"), topics.of(`m${50 * KEPT - 1}`)]).toEqual([null, "greenhouse/temp"]);
});
