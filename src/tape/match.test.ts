import { describe, expect, it } from "vitest";
import { choicesIn, NO_TAPE_FILTER, openMatching, type TapeFilter } from "./match.ts";
import { openStory, publish } from "./testkit/story.ts";

function story() {
	const told = openStory(0);
	told.open(0, "c1", "pub-1");
	told.open(10, "c2", "sub-1");
	told.send(20, "c2", "up", { type: "SUBSCRIBE", packetId: 1, filters: [{ filter: "greenhouse/+", qos: 1 }] });
	told.send(30, "c1", "up", publish("m1", 11));
	told.send(40, "c1", "down", { type: "PUBACK", packetId: 11, message: "m1" });
	told.send(50, "c1", "up", publish("m2", 12, { topic: "door" }));
	return told;
}

const typesOf = (filter: Partial<TapeFilter>) => {
	const traffic = story().traffic();
	const { numbers, count, matches } = openMatching()(traffic, { ...NO_TAPE_FILTER, ...filter });
	expect(numbers.slice(0, count).every(matches)).toBe(true);
	return numbers.map((number) => traffic.numbered(number)?.fields?.type);
};

describe("a filter of the tape", () => {
	it("keeps the packets of a client, of a message with its acknowledgements, or of a type", () => {
		expect(typesOf({ client: "sub-1" })).toEqual(["CONNECT", "CONNACK", "SUBSCRIBE"]);
		expect(typesOf({ message: "m1" })).toEqual(["PUBLISH", "PUBACK"]);
		expect(typesOf({ type: "CONNECT" })).toEqual(["CONNECT", "CONNECT"]);
	});

	it("keeps for a topic what is published to it, what acknowledges that, and who asks for it", () => {
		expect(typesOf({ topic: "greenhouse/temp" })).toEqual(["SUBSCRIBE", "PUBLISH", "PUBACK"]);
	});

	it("goes on from what it has looked at to the same as from the beginning", () => {
		const told = story();
		const matching = openMatching();
		const filter = { ...NO_TAPE_FILTER, message: "m1" };
		expect(matching(told.traffic(), filter).count).toBe(2);
		told.send(60, "c1", "up", publish("m1", 11, { dup: true }));
		const traffic = told.traffic();
		expect(matching(traffic, filter).numbers).toEqual(openMatching()(traffic, filter).numbers);
	});

	it("looks anew at another traffic, though its packets have the same names", () => {
		const matching = openMatching();
		const filter = { ...NO_TAPE_FILTER, message: "m1" };
		matching(story().traffic(), filter);
		const other = openStory(0);
		other.open(0, "c1", "pub-1");
		for (let n = 0; n < 9; n++) other.send(10 + n, "c1", "up", publish("m1", n));
		const traffic = other.traffic();
		const { numbers, count, matches } = matching(traffic, filter);
		expect(numbers.slice(0, count)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
		expect(matches(2)).toBe(true);
	});

	it("offers the names that occur", () => {
		const { clients, messages, topics, types } = choicesIn(story().traffic());
		expect({ clients, messages, topics }).toEqual({
			clients: ["pub-1", "sub-1"],
			messages: ["m1", "m2"],
			topics: ["door", "greenhouse/temp"],
		});
		expect(types).toEqual(["CONNACK", "CONNECT", "PUBACK", "PUBLISH", "SUBSCRIBE"]);
	});
});
