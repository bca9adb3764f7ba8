import { expect, it } from "vitest";
import { accepted, connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { chosenOf, sentLater } from "./choosing.ts";

/** m1 and m2, and after the room was cleared another m1. */
const before = [
	opened,
	...connected("pub-1", true),
	entered("pub-1", "p1", publish("m1", 1, 1)),
	accepted("m1", "pub-1", 1),
	entered("pub-1", "p2", publish("m2", 1, 2)),
	accepted("m2", "pub-1", 1),
] as const;
const CLEARED = before.length + 1;
const history = historyOf([
	...before,
	{ type: "room.cleared" },
	...connected("pub-1", true),
	entered("pub-1", "q1", publish("m1", 0, null)),
]);
const [LAST, BIRTH] = [history.live.seq, CLEARED - 4];
const traffic = openTraffic()(history);

const m2 = { of: "message", message: "m2", subscriber: null } as const;
const packet = (name: string) => ({ of: "packet", packet: name, field: null }) as const;
const at = (seq: number, selection: Parameters<typeof chosenOf>[3]) =>
	chosenOf(history.at(seq) ?? history.live, traffic, seq, selection).message;

it("is of what is selected, in the life of the room to which that belongs", () => {
	expect(at(CLEARED - 1, m2)).toBe("m2");
	expect(at(CLEARED - 1, packet("p1"))).toBe("m1");
	expect(at(LAST, packet("q1"))).toBe("m1");
});

it("is of the newest message where what is selected belongs to another life of the room, and of none before there is one", () => {
	expect(at(CLEARED, m2)).toBeNull();
	expect(at(LAST, m2)).toBe("m1");
	expect(at(CLEARED - 1, packet("q1"))).toBe("m2");
	expect(at(CLEARED, packet("p1"))).toBeNull();
});

it("stays with a message that has not been sent yet, and says when it is", () => {
	expect(at(BIRTH - 1, m2)).toBe("m2");
	expect(sentLater(traffic, "m2", BIRTH - 1)).toBe(traffic.named("p2")?.left.at);
	expect(sentLater(traffic, "m2", CLEARED - 1)).toBeNull();
	expect(sentLater(traffic, "m2", LAST)).toBeNull();
});
