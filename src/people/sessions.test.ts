import { describe, expect, it } from "vitest";
import type { SeatTold } from "#contract/class.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import { connected, DROPPED_AT_QOS_0, left, moments, opened, subscribed } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { sayConnected, sayWaiting, seatsSum } from "./seats-sum.ts";
import { barScale, countRows, type SessionRow, sessionRows, shownRows, sumRows } from "./session-rows.ts";
import { SKY, skylinePaths } from "./skyline-paths.ts";

const NO_SEATS: ReadonlyMap<number, SeatTold> = new Map();
const world = (facts: Parameters<typeof moments>[0]): World =>
	fold(
		EMPTY_WORLD,
		moments(facts).map(({ event }) => event),
	);
/** A world in which the sessions are as they were, but for so many that wait. */
const waiting = (from: World, counts: Readonly<Record<string, number>>): World => ({
	...from,
	sessions: Object.fromEntries(
		Object.entries(from.sessions).map(([id, session]) => [
			id,
			{
				...session,
				queue: Array.from({ length: counts[id] ?? 0 }, (_, at) => ({
					delivery: `${id}${at}`,
					message: `m${at + 1}`,
					qos: 1 as const,
					since: 0,
				})),
			},
		]),
	),
});
const THREE = world([opened, ...["a-1", "a-2", "a-10"].flatMap((id) => [...connected(id, false), ...subscribed(id, `site/${id}/#`, 1)])]);
const row = (client: string, more: Partial<SessionRow> = {}): SessionRow => ({
	client,
	seat: null,
	hidden: false,
	lamp: "offline",
	session: "persistent",
	filter: `site/${client}/#`,
	more: 0,
	queued: 0,
	highest: 0,
	inflight: 0,
	delivered: 0,
	dropped: 0,
	why: "",
	...more,
});

describe("the rows of the table", () => {
	it("say of each client what it holds, what came and what was dropped, and why", () => {
		const rows = sessionRows(world(DROPPED_AT_QOS_0), NO_SEATS);
		expect(rows.map(({ client }) => client)).toEqual(["pub-1", "sub-1", "sub-2"]);
		expect(rows[1]).toMatchObject({ lamp: "offline", session: "persistent", filter: "greenhouse/+", queued: 0, dropped: 1 });
		expect(rows[1]?.why).not.toBe("");
		expect(rows[2]).toMatchObject({ lamp: "connected", dropped: 0, why: "" });
	});

	it("show a seat whose phone says nothing as not answering, and a hidden one without its topics", () => {
		const seats = world([opened, ...connected("s07-sub", false), ...subscribed("s07-sub", "rude/#", 1)]);
		const told: SeatTold = { seat: 7, name: "Mira", presence: "not-answering", hidden: true, progress: null, received: {} };
		const [seven] = sessionRows(seats, new Map([[7, told]]));
		expect(seven).toMatchObject({ seat: 7, lamp: "not-answering", filter: "", hidden: true });
	});

	it("have the highest mark of the session that is there; one that has ended has none", () => {
		const now = waiting(THREE, { "a-1": 2, "a-2": 1 });
		const a1 = { ...now.sessions["a-1"], highest: { count: 5, at: 7_000 } };
		const marks = sessionRows({ ...now, sessions: { ...now.sessions, "a-1": a1 } } as World, NO_SEATS);
		expect(marks.map(({ highest }) => highest)).toEqual([5, 1, 0]);
		const ended = sessionRows({ ...now, sessions: {} }, NO_SEATS);
		expect(ended.map(({ session, highest }) => [session, highest])).toEqual(Array(3).fill(["none", 0]));
	});

	it("keep a client whose clean session has ended, without a session", () => {
		const rows = sessionRows(world([opened, ...connected("a", false), ...left("a")]), NO_SEATS);
		expect(rows[0]).toMatchObject({ client: "a", lamp: "offline", session: "persistent" });
		const gone = world([
			opened,
			...connected("a", true),
			...left("a").slice(0, 2),
			{ type: "session.discarded", session: "a", reason: "connection-closed" },
		]);
		expect(sessionRows(gone, NO_SEATS)[0]).toMatchObject({ client: "a", session: "none" });
	});

	const rows = [row("a-10", { queued: 2 }), row("a-2", { queued: 7, dropped: 1 }), row("b-1", { dropped: 3 }), row("b-2")];

	it("add up: every client waits, has only been dropped, or is fine", () => {
		expect(sumRows(rows)).toEqual({ clients: 4, idle: 1, waiting: 2, onlyDropped: 1 });
		expect(countRows(rows)).toEqual({ all: 4, waiting: 2, dropped: 2, either: 3 });
	});

	it("open on those that wait or were dropped, longest queue first", () => {
		expect(shownRows(rows, "either", "", "queue").map(({ client }) => client)).toEqual(["a-2", "a-10", "b-1"]);
		expect(shownRows(rows, "all", "", "client").map(({ client }) => client)).toEqual(["a-2", "a-10", "b-1", "b-2"]);
		expect(shownRows(rows, "all", "", "dropped").map(({ client }) => client)[0]).toBe("b-1");
	});

	it("are found by a part of the id or of the filter; a hidden seat only by its number", () => {
		expect(shownRows(rows, "all", "SITE/b", "client").map(({ client }) => client)).toEqual(["b-1", "b-2"]);
		const hidden = [row("s07-sub", { seat: 7, hidden: true, filter: "" })];
		expect(shownRows(hidden, "all", "s07", "client")).toEqual([]);
		expect(shownRows(hidden, "all", "seat 7", "client")).toHaveLength(1);
	});

	it("have bars as long as the limit, or where no queue comes near it, as the highest mark, rounded up", () => {
		const limit = (maxQueuedMessages: number) => ({ settings: { ...EMPTY_WORLD.settings, maxQueuedMessages } });
		expect(barScale([row("a", { highest: 87 })], limit(100))).toEqual({ top: 100, limit: 100 });
		expect(barScale([row("a", { highest: 13 })], limit(1_000))).toEqual({ top: 20, limit: 1_000 });
		expect(barScale([], limit(0))).toEqual({ top: 10, limit: null });
	});
});

describe("the skyline", () => {
	it("has a column for each client, as wide as there is room, and a cross where something was dropped", () => {
		const rows = Array.from({ length: 200 }, (_, at) => row(`a-${at}`, at === 41 ? { queued: 50, highest: 100, dropped: 12 } : {}));
		const paths = skylinePaths(rows, { top: 100, limit: 100 }, "a-41");
		expect(paths.kept.match(/M/g)).toHaveLength(200);
		expect(paths.queued).toBe(`M205.7 ${SKY.ground - 40}h3.6v40h-3.6z`);
		expect(paths.marks).toContain(` ${SKY.ground - SKY.high - 1}h`);
		expect([paths.crosses, paths.followed]).toEqual([[20.75], 20.75]);
	});

	it("does not break without anybody", () => {
		expect(skylinePaths([], { top: 10, limit: null }, null)).toMatchObject({ queued: "", crosses: [], followed: null });
	});
});

describe("all seats as one", () => {
	it("are summed: sessions, those that are kept, what waits, and for how many seats", () => {
		const seats = waiting(world([opened, ...connected("s09-sub", false), ...connected("s22-sub", false), ...connected("s05-sub", true)]), {
			"s09-sub": 3,
			"s22-sub": 1,
		});
		const sum = seatsSum(seats, [{ seat: 5 }, { seat: 9 }, { seat: 22 }, { seat: 30 }]);
		expect(sum).toEqual({ sessions: 3, persistent: 2, waiting: 4, waitFor: 2 });
		expect(sayWaiting(sum)).toBe("4 wait for 2 seats");
		expect(sayWaiting({ waiting: 1, waitFor: 1 })).toBe("1 waits for 1 seat");
		expect(sayWaiting({ waiting: 0, waitFor: 0 })).toBe("nothing waits");
	});

	it("are connected or not", () => {
		expect(sayConnected([{ lamp: "connected" }, { lamp: "cut" }])).toBe("1 connected, 1 not");
		expect(sayConnected([{ lamp: "connected" }])).toBe("1 connected");
	});
});
