import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, entered, historyOf, opened, publish, subscribed } from "#model/testkit/sample.ts";
import { stateOf } from "#room/testkit/state.ts";
import { backSeen } from "./look-back-seen.ts";

const ping = (packet: string): Fact => entered("sub-1", packet, { type: "PINGREQ" });
const before = [opened, ...connected("sub-1", true), ...connected("pub-1", true), ...subscribed("sub-1", "class/temp", 1)];
const arrived = (packet: string): Fact => ({ type: "packet.arrived", packet, stepped: false });
const pings = ["p2", "p3", "p4"].flatMap((packet) => [ping(packet), arrived(packet)]);
const history = historyOf([...before, entered("pub-1", "p1", publish("m1", 1, 1)), ...pings]);
const M1 = before.length + 1;

it("goes back over pings, which nobody at the front sees, to the last thing that they saw", () => {
	expect(backSeen(stateOf(history))).toEqual({ seq: M1 });
});

it("goes on from there to what was seen before, and stops at the beginning", () => {
	let seq = M1;
	const gone: number[] = [];
	while (seq > 0) {
		({ seq } = backSeen(stateOf(history, { cursor: { at: "moment", seq, time: seq * 100 } })));
		gone.push(seq);
	}
	expect(gone[0]).toBe(M1 - 1);
	expect(gone.at(-1)).toBe(0);
	expect(backSeen(stateOf(history, { cursor: { at: "moment", seq: 0, time: 0 } }))).toEqual({ seq: 0 });
});
