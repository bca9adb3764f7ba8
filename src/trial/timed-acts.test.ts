import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, historyOf, opened, publish, up } from "#model/testkit/sample.ts";
import type { Recorded } from "#script/recorder.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { actsOf, whatCameOf } from "./timed-acts.ts";

const before: readonly Fact[] = [opened, ...connected("pub-1", true), up("pub-1", publish("m1", 0, null))];
const since: readonly Fact[] = [...connected("sub-1", true), ...connected("pub-1", true), up("pub-1", publish("m1", 0, null))];
const history = historyOf([...before, { type: "room.cleared" }, ...since]);
const CLEARED = before.length + 1;
const connect = { do: "connect", client: "pub-1", cleanSession: true } as const;

function sentIn(steps: readonly Recorded[]): readonly (string | undefined)[] {
	const { packets, count } = openTraffic()(whatCameOf(steps, history));
	return packets.slice(0, count).map(({ fields, clientId }) => `${clientId} ${fields?.type}`);
}

it("leaves out what was before the room was cleared, and what others did before the first act", () => {
	const own = ["pub-1 CONNECT", "pub-1 CONNACK", "pub-1 PUBLISH"];
	const all = ["sub-1 CONNECT", "sub-1 CONNACK", ...own];
	expect(sentIn([])).toEqual(all);
	expect(sentIn([{ step: connect, at: CLEARED * 100, after: CLEARED }])).toEqual(all);
	const after = CLEARED + connected("sub-1", true).length;
	expect(sentIn([{ step: connect, at: after * 100, after }])).toEqual(own);
	// A step that was kept without it was made after the last event up to its time.
	expect(sentIn([{ step: connect, at: after * 100 }])).toEqual(own);
});

it("begins with the wire delay that the room kept when it was cleared", () => {
	const slow = historyOf([opened, { type: "delay.changed", delayMs: 500 }, { type: "room.cleared" }, ...since]);
	expect(actsOf([{ step: connect, at: 300, after: 3 }], slow)).toMatchObject({ at: 300, delayMs: 500, acts: [{ afterMs: 0 }] });
});
