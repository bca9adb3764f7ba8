import { describe, expect, it } from "vitest";
import type { ClassTold, SeatTold } from "#contract/class.ts";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, DROPPED_AT_QOS_0, historyOf, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { stateOf } from "#room/testkit/state.ts";
import { evidenceOf } from "./evidence.ts";
import { linesOf, nameSize } from "./fit-text.ts";
import { lobbySeats } from "./lobby-seats.ts";
import { sayFits } from "./say-fits.ts";
import { saysOf } from "./says.ts";
import { sceneOf, whatIsOn } from "./scene.ts";
import { isSelected } from "./selected.ts";
import { longest, skylineOf, sumOf } from "./skyline.ts";
import { stationsOf } from "./stations.ts";

const told: ClassTold = {
	...{ stage: "watch", what: "", task: null, looks: { seq: null, packet: null, message: null }, address: "http://10.0.0.2:3000" },
	...{
		addresses: [],
		frozen: false,
		joining: true,
		outcasts: 0,
		benches: null,
		question: null,
		answered: 0,
		asked: 0,
		truth: null,
		given: null,
	},
	...{ here: 8, taken: 8, places: 60, spotlight: [], shows: "stage" },
};
const seat = (number: number, more: Partial<SeatTold> = {}): SeatTold => ({
	...{ seat: number, name: null, presence: "here", hidden: false, progress: null, received: {} },
	...more,
});
const seenOf = (count: number, more: Partial<ClassTold> = {}): ClassSeen => ({
	you: { role: "screen" },
	told: { ...told, ...more },
	seats: new Map(Array.from({ length: count }, (_, at) => [at + 1, seat(at + 1)])),
});
const sub = (number: number) => `s${String(number).padStart(2, "0")}-sub`;
const crowd: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((number) => [...connected(sub(number), false), ...subscribed(sub(number), "greenhouse/+", 1)]),
];
const truth = { answer: 1, says: "The session was kept.", client: "sub-1", messages: ["m1"], differs: [] };

describe("what a screen shows", () => {
	it("is the full stage up to four clients, and the crowd from five on, with the host's client in full", () => {
		expect(sceneOf(historyOf(DROPPED_AT_QOS_0).live, seenOf(30)).at).toBe("full");
		const scene = sceneOf(historyOf(crowd).live, seenOf(8, { spotlight: [7] }));
		expect(scene).toMatchObject({ at: "crowd", full: [{ client: "pub-1" }, { seat: 7 }] });
		expect(scene.at === "crowd" && scene.tiles).toHaveLength(8);
		expect(whatIsOn(told, scene)).toBe("pub-1 and 8 seats");
	});

	it("is a skyline from 61 clients on", () => {
		const many = Array.from({ length: 63 }, (_, at) => connected(`bay-${at}`, false)).flat();
		expect(sceneOf(historyOf([opened, ...many]).live, seenOf(0)).at).toBe("crowd");
		const guests = many.map((fact) =>
			fact.type === "connection.opened" ? { ...fact, origin: { kind: "guest", transport: "tcp" } as const } : fact,
		);
		expect(sceneOf(historyOf([opened, ...guests]).live, seenOf(0)).at).toBe("skyline");
	});

	it("is the benches over any stage, and in a run the clients of the host, whoever else is there", () => {
		expect(sceneOf(historyOf(crowd).live, seenOf(8, { stage: "ask", benches: "Test 3" })).at).toBe("benches");
		const run = historyOf([...crowd, ...connected("sub-1", false)]).live;
		expect(sceneOf(run, seenOf(8, { stage: "run" }))).toMatchObject({ at: "full", places: [{ client: "pub-1" }, { client: "sub-1" }] });
	});
});

describe("what a screen says", () => {
	const says = (facts: readonly Fact[], seen: ClassSeen) => {
		const state = stateOf(historyOf(facts));
		return saysOf(state, seen, state.live, sceneOf(state.live, seen), 0);
	};

	it("is what happens, whatever the host says is on: that stands in the bar", () => {
		const seen = seenOf(8, { what: "Leave, then come back" });
		expect(says(crowd, seen).rest).toBe(says(crowd, seenOf(8)).rest);
		expect(whatIsOn(seen.told, sceneOf(historyOf(crowd).live, seen))).toBe("Leave, then come back");
	});

	it("is beside what phones are asked to do, which stands in the bar as a whole sentence", () => {
		const task = { title: "Leave, then come back", says: "Press Disconnect. Wait for a message.", client: "sub" } as const;
		const seen = seenOf(8, { what: task.title, task });
		expect(whatIsOn(seen.told, sceneOf(historyOf(crowd).live, seen))).toBe(task.says);
	});

	it("calls seats by their numbers, with a capital at the beginning of a sentence", () => {
		const facts = [...connected("pub-1", true), ...connected("s02-sub", false), ...subscribed("s02-sub", "t", 1)];
		expect(says([opened, ...facts], seenOf(2)).rest).toMatch(/^Seat 2 /);
		const delivered = [up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)];
		expect(says([opened, ...facts, ...delivered], seenOf(2)).rest).not.toMatch(/\. seat/);
	});

	it("is of the newest message to the crowd, and its sum begins with seats and is the sum of its parts", () => {
		const { rest, sum } = says([...crowd, up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)], seenOf(8));
		expect(rest).toBe("m1 is on its way to 8 seats.");
		expect(sum?.[0]).toEqual([8, "seats"]);
		expect(sum?.slice(1).reduce((all, [count]) => all + count, 0)).toBe(8);
	});

	it("is a restart of the broker, until there is a newer message", () => {
		const sent = (message: string, id: number) => [up("pub-1", publish(message, 1, id)), accepted(message, "pub-1", 1)];
		const restarted: Fact = { type: "broker.restarted", broker: "Aedes 1.2", kept: false, saved: false };
		expect(says([...crowd, ...sent("m1", 1), restarted], seenOf(8)).rest).toMatch(/^The broker was restarted\./);
		expect(says([...crowd, ...sent("m1", 1), restarted, ...sent("m2", 2)], seenOf(8)).rest).toMatch(/^m2 /);
	});

	it("is the last thing that happened on a full stage, with the sum over all messages", () => {
		const { rest, sum } = says(DROPPED_AT_QOS_0, seenOf(0));
		expect(rest).toMatch(/m1 is gone\.$/);
		expect(sum?.[0]?.[1]).toBe("copies");
	});

	it("is the truth at reveal, with the sum of the messages that the question is about", () => {
		const question = { id: "q", about: "Test 2 of 5", asks: "What?", setup: [], answers: ["A", "B"] };
		const { rest, sum } = says(DROPPED_AT_QOS_0, seenOf(0, { stage: "reveal", question, truth, given: [1, 2] }));
		expect(rest).toBe("The session was kept.");
		expect(sum).toEqual([
			[1, "published"],
			[0, "delivered"],
			[0, "queued"],
			[0, "in flight"],
			[1, "dropped"],
		]);
	});

	it("stands on three lines at most, and gives the sum's room to a long sentence", () => {
		const sum = [
			[30, "seats"],
			[0, "delivered"],
			[2, "queued"],
			[27, "in flight"],
			[1, "dropped"],
		] as const;
		expect(sayFits("m12 is on its way to 27 seats.", sum, 1920, linesOf)).toEqual({ sum: true, lines: 1 });
		expect(sayFits("word ".repeat(40).trim(), sum, 1920, linesOf)).toMatchObject({ sum: false, lines: 3 });
	});
});

describe("the evidence of a run", () => {
	it("is the session, what fell under it and why, and what waits", () => {
		expect(evidenceOf(historyOf(DROPPED_AT_QOS_0).live, truth)).toMatchObject({
			session: "persistent",
			filters: [{ filter: "greenhouse/+", qos: 1 }],
			dropped: [{ message: "m1", qos: 0 }],
			why: { head: "1 dropped.", says: "Published at QoS 0, so not queued." },
			connack: null,
			rest: { head: "Queue: empty.", says: "The client is offline." },
		});
	});

	it("is nothing where the answer is not about a client", () => {
		expect(evidenceOf(historyOf(DROPPED_AT_QOS_0).live, { ...truth, client: null })).toBeNull();
	});
});

describe("seats on a screen", () => {
	it("stand in rows of 15, 30 at least, and fill when their phone answers", () => {
		const seats = new Map([1, 2].map((number) => [number, seat(number, { presence: number === 2 ? "away" : "here" })]));
		const lobby = lobbySeats(seats, 60);
		expect(lobby.seats).toHaveLength(30);
		expect(lobby.seats.slice(0, 3).map(({ here }) => here)).toEqual([true, false, false]);
		expect(lobbySeats(new Map([[31, seat(31)]]), 60)).toMatchObject({ perRow: 20 });
	});

	it("are counted by how far their benches have come, if they are here", () => {
		const done = { station: 4, of: 4, says: "Explain" } as const;
		const counts = stationsOf([seat(1, { progress: done }), seat(2), seat(3, { presence: "away", progress: done })]);
		expect(counts.map(({ count }) => count)).toEqual([1, 0, 0, 0, 1]);
	});
});

describe("a skyline", () => {
	const place = (client: string, queued: number, dropped = 0) =>
		({ client, seat: null, lamp: "connected", session: "persistent", queued, received: 0, dropped, hidden: false }) as const;

	it("is as high as the highest queue ever seen, and 10 at least", () => {
		const waits = (count: number) =>
			Array.from({ length: count }, (_, at) => ({ delivery: `d${at}`, message: `m${at}`, qos: 1, since: 0 }) as const);
		expect(skylineOf([place("a", 3)], { a: { queue: waits(3) } }).most).toBe(10);
		const { columns, most } = skylineOf([place("a", 20), place("b", 0)], { a: { queue: waits(20), highest: { count: 40, at: 1 } } });
		expect(most).toBe(40);
		expect(columns[0]).toMatchObject({ waits: 0.5, highest: 1 });
		expect(columns[1]).toMatchObject({ waits: 0, highest: 0 });
	});

	it("counts every client once, and lists the longest queues first", () => {
		const all = [place("a", 3), place("b", 0), place("c", 0, 2), place("d", 9)];
		const [whole, ...parts] = sumOf(all);
		expect(parts.reduce((sum, [count]) => sum + count, 0)).toBe(whole?.[0]);
		expect(longest(all, 3).map(({ client }) => client)).toEqual(["d", "a", "c"]);
	});
});

it("marks what the host has selected", () => {
	const puck = { lead: { packet: "p1" } as never, message: "m1" };
	expect(isSelected(null, puck)).toBe(false);
	expect(isSelected({ of: "packet", packet: "p1", field: null }, puck)).toBe(true);
	expect(isSelected({ of: "message", message: "m1", subscriber: null }, puck)).toBe(true);
	expect(isSelected({ of: "message", message: "m2", subscriber: null }, puck)).toBe(false);
});

it("makes a long name smaller, but not smaller than 32 px", () => {
	expect(nameSize("sub-1", 284, 60)).toBe(60);
	expect(nameSize("greenhouse-sensor-12", 284, 60)).toBe(32);
});
