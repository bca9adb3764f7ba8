import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { newSetup } from "#lab/defaults.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { History } from "#model/history.ts";
import { accepted, connected, entered, historyOf, opened, publish } from "#model/testkit/sample.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { forkOf, sayForked } from "./fork.ts";
import type { Recorded, Recording } from "./recorder.ts";
import type { ScriptedStep } from "./step.ts";

/** Events 100 ms apart: 1 opening, 2 to 5 pub-1 comes, 6 m1 sets out, 7 it is accepted, 8 to 11 sub-1 comes. */
const history = historyOf([
	opened,
	...connected("pub-1", true),
	entered("pub-1", "p1", publish("m1", 1, 1)),
	accepted("m1", "pub-1", 1),
	...connected("sub-1", true),
]);
const at = (seq: number): RoomState => stateOf(history, { cursor: { at: "moment", seq, time: seq * 100 } });

const connect = (client: string): ScriptedStep => ({ do: "connect", client, cleanSession: true, keepAlive: 0, will: null });
const publishes: ScriptedStep = { do: "publish", client: "pub-1", topic: "a", payload: "1", qos: 1, retain: false, times: 1 };
const made = (step: ScriptedStep, time: number): Recorded => ({ step, at: time });
const recording = (more: Partial<Recording> = {}): Recording => ({
	steps: [made(connect("pub-1"), 100), made(publishes, 500), made(connect("sub-1"), 700)],
	cutOff: false,
	earlier: null,
	reloaded: [],
	byHand: true,
	...more,
});
const HERE = { page: "p", clients: {} };
const UNDER_WAY = "1 packet was on the way at that moment. There it has arrived.";
const AFTER = "A step is forked with all that it brought about: what came of the last step after that moment has happened there already.";
const verbs = ({ script }: ReturnType<typeof forkOf>) => script.steps.map(({ step }) => step.do);

it("takes the steps whose outcome had begun by then, and none that came after", () => {
	expect(verbs(forkOf(recording(), at(1), HERE))).toEqual([]);
	expect(verbs(forkOf(recording(), at(2), HERE))).toEqual(["connect"]);
	expect(verbs(forkOf(recording(), at(5), HERE))).toEqual(["connect"]);
	expect(verbs(forkOf(recording(), at(6), HERE))).toEqual(["connect", "publish"]);
	expect(verbs(forkOf(recording(), at(7), HERE))).toEqual(["connect", "publish"]);
	expect(verbs(forkOf(recording(), at(8), HERE))).toEqual(["connect", "publish", "connect"]);
	expect(forkOf(recording(), stateOf(history), HERE).steps).toBe(3);
});

it("takes a step that had begun by then, although one that began later was through before it", () => {
	// A step is recorded once it is through: sub-1 has waited for its CONNACK while pub-1 published.
	const steps = [
		{ ...made(publishes, 500), after: 5 },
		{ ...made(connect("sub-1"), 100), after: 1 },
	];
	const early = forkOf(recording({ steps }), at(5), HERE);
	expect(early.script.steps.map(({ step }) => "client" in step && step.client)).toEqual(["sub-1"]);
	expect(early.inexact).toContain(AFTER);
	expect(verbs(forkOf(recording({ steps }), at(6), HERE))).toEqual(["publish", "connect"]);
});

it("says what a cut, which comes there once the wires are quiet, may change", () => {
	const world = history.at(6) ?? EMPTY_WORLD;
	const state = { history, live: { ...world, lost: [{} as (typeof world.lost)[number]] }, cursor: { at: "live" } as const };
	const steps = [made(connect("pub-1"), 100), made({ do: "cut", client: "pub-1" }, 500)];
	expect(forkOf(recording({ steps }), state, HERE).inexact).toContain(
		"There a cable is cut once the wires are quiet: what the cut took along here may have arrived, and what came twice because of the cut may come once.",
	);
});

it("carries what the cards said then, also of clients that had done nothing", () => {
	const card = (clientId: string, changes: Parameters<typeof newSetup>[1]) => ({
		setup: newSetup(clientId, changes),
		everConnected: true,
		plugged: true,
	});
	const publishAt = (qos: 0 | 1 | 2) => ({ ...publishes, qos });
	const now = { topic: "b", payload: "2", qos: 2, retain: true, times: 3 } as const;
	const clients = {
		"pub-1": card("pub-1", { side: "publisher", publish: now, subscribe: { filter: "x/#", qos: 0 } }),
		"sub-1": card("sub-1", { cleanSession: false, subscribe: { filter: "a", qos: 0 } }),
		"sub-2": card("sub-2", { subscribe: { filter: "z", qos: 2 } }),
	};
	const here = { page: "p", clients };
	const steps = [made(connect("pub-1"), 100), made(publishAt(0), 500), made(connect("sub-1"), 700), made(publishAt(2), 900)];
	const { cards } = forkOf(recording({ steps }), at(6), here);
	expect(cards).toEqual([
		// The QoS of the last publish before: it was chosen anew for a later one. The filter has never been used, and is as it is now.
		newSetup("pub-1", {
			side: "publisher",
			publish: { topic: "a", payload: "1", qos: 0, retain: false, times: 1 },
			subscribe: { filter: "x/#", qos: 0 },
		}),
		clients["sub-2"].setup,
	]);
	expect(forkOf(recording({ steps }), stateOf(history), here).cards).toEqual(Object.values(clients).map(({ setup }) => setup));
});

it("carries the settings that the steps began with, and the delay of that moment", () => {
	const fork = forkOf(recording(), at(6), HERE);
	expect(fork.script.broker).toEqual({ maxQueuedMessages: 8 });
	expect(fork).toMatchObject({ at: 600, delayMs: EMPTY_WORLD.delayMs, paused: false, steps: 2 });
});

it("is exact where nothing was under way", () => {
	expect(forkOf(recording(), at(5), HERE).inexact).toEqual([]);
});

it("says what was under way then, and has arrived there", () => {
	expect(forkOf(recording(), at(6), HERE).inexact).toEqual([UNDER_WAY, AFTER]);
	expect(forkOf(recording(), at(3), HERE).inexact).toEqual([AFTER]);
});

it("names guests and clients of other pages, whose steps it does not have", () => {
	const none = recording({ steps: [] });
	expect(forkOf(none, at(5), { ...HERE, page: "other" }).inexact).toEqual([
		"pub-1 belongs to another page: what is done there is left out.",
	]);
	const world = history.at(5) ?? EMPTY_WORLD;
	const [client] = Object.values(world.clients);
	if (client === undefined) throw new Error("nobody came");
	const clients = {
		...world.clients,
		"phone-3": { ...client, clientId: "phone-3", origin: { kind: "guest", transport: "websocket" } as const },
	};
	const state = { history, live: { ...world, clients }, cursor: { at: "live" } as const };
	expect(forkOf(recording(), state, HERE).inexact).toEqual(["phone-3 is a guest: what a guest does is left out."]);
});

it("says what no step of this page accounts for, and nothing of what one does", () => {
	const closed: Fact = { type: "connection.closed", connection: "c-pub-1", reason: "cut", says: "cut", clause: null };
	const acts = historyOf([
		opened,
		...connected("pub-1", true),
		{ type: "settings.changed", settings: FIRST_SETTINGS },
		{ type: "wire.held", connection: "c-pub-1", noticedInMs: null, patienceMs: null },
		closed,
		{ type: "broker.restarted", broker: "Aedes 1.2", kept: false },
	]);
	const own: readonly (readonly [ScriptedStep, number])[] = [
		[connect("pub-1"), 1],
		[{ do: "settings", settings: { maxQueuedMessages: 1000 } }, 5],
		[{ do: "hold", client: "pub-1" }, 6],
		[{ do: "cut", client: "pub-1" }, 7],
		[{ do: "restart" }, 8],
	];
	const forked = (count: number) =>
		forkOf(recording({ steps: own.slice(0, count).map(([step, after]) => ({ step, at: 0, after })) }), stateOf(acts), HERE).inexact;
	expect(forked(5)).toEqual([]);
	expect(forked(4)).toEqual(["What no step of this page accounts for is left out: the broker was restarted."]);
	expect(forked(1)).toEqual([
		"What no step of this page accounts for is left out: the broker was set differently, a wire was held, a cable was cut and the broker was restarted.",
	]);
});

it("says nothing of a pause of somebody else that lasts, but of one that was over", () => {
	const paused = historyOf([opened, ...connected("pub-1", true), { type: "clock.paused" }]);
	const steps = [{ ...made(connect("pub-1"), 100), after: 1 }];
	expect(forkOf(recording({ steps }), stateOf(paused), HERE).inexact).toEqual([]);
	const over = historyOf([opened, ...connected("pub-1", true), { type: "clock.paused" }, { type: "clock.resumed" }]);
	expect(forkOf(recording({ steps }), stateOf(over), HERE).inexact).toEqual([
		"What no step of this page accounts for is left out: the room was paused and the room was resumed.",
	]);
});

it("says what set out before the pause has arrived there, and that what set out in it has not", () => {
	const facts = (before: readonly Fact[], within: readonly Fact[]) =>
		historyOf([opened, ...connected("pub-1", true), ...before, { type: "clock.paused" }, ...within]);
	const sent = entered("pub-1", "p1", publish("m1", 1, 1));
	const forked = (history: History, steps: readonly (readonly [ScriptedStep, number])[]) =>
		forkOf(recording({ steps: steps.map(([step, after]) => ({ step, at: 0, after })) }), stateOf(history), HERE).inexact;
	const early: readonly (readonly [ScriptedStep, number])[] = [
		[connect("pub-1"), 1],
		[publishes, 5],
		[{ do: "pause" }, 6],
	];
	expect(forked(facts([sent], []), early)).toEqual([UNDER_WAY]);
	const late: readonly (readonly [ScriptedStep, number])[] = [
		[connect("pub-1"), 1],
		[{ do: "pause" }, 5],
		[publishes, 6],
	];
	expect(forked(facts([], [sent]), late)).toEqual([]);
	// Somebody else paused the room: there it runs until all is through.
	expect(forked(facts([], [sent]), [[connect("pub-1"), 1] as const, [publishes, 6] as const])).toEqual([UNDER_WAY]);
	const held: Fact = { type: "wire.held", connection: "c-pub-1", noticedInMs: null, patienceMs: null };
	const onHeld: readonly (readonly [ScriptedStep, number])[] = [
		[connect("pub-1"), 1],
		[{ do: "hold", client: "pub-1" }, 5],
		[publishes, 6],
	];
	expect(forked(historyOf([opened, ...connected("pub-1", true), held, sent]), onHeld)).toEqual([]);
	expect(
		forked(historyOf([opened, ...connected("pub-1", true), { type: "clock.paused" }, sent, { type: "clock.resumed" }]), [
			...late,
			[{ do: "resume" }, 7],
		]),
	).toEqual([UNDER_WAY]);
});

it("says what is missing at the beginning", () => {
	const { inexact } = forkOf(recording({ cutOff: true, earlier: { clients: ["sub-9"], messages: 2 }, reloaded: ["pub-1"] }), at(5), HERE);
	expect(inexact).toEqual([
		"More was done here than this page remembers: the first steps are gone.",
		"What was done before this page came is left out: sub-9 had been here, and 2 messages had been published.",
		"This page was loaded again in between: pub-1 lost a connection with it, and the copies kept in the page. There the copies are kept.",
	]);
});

it("keeps a pause that its steps can be made in, and leaves out one that they would wait in for ever", () => {
	const paused = [made({ do: "pause" }, 100), made(publishes, 100), made({ do: "resume" }, 100)];
	const stands = forkOf(recording({ steps: [made(connect("pub-1"), 0), ...paused] }), at(7), HERE);
	expect(verbs(stands)).toEqual(["connect", "pause", "publish", "resume"]);
	expect(stands.script.steps[2]?.goesOn).toBe("sent");
	const waits = [made({ do: "pause" }, 0), made({ do: "settings", settings: { maxQueuedMessages: 1 } }, 0), made({ do: "resume" }, 0)];
	const dropped = forkOf(recording({ steps: waits }), at(5), HERE);
	expect(verbs(dropped)).toEqual(["settings"]);
	expect(dropped.inexact).toContain("The room stood still in between. There it does not: each step is through before the next one.");
});

it("says how far the new room was brought, and in what it is not exact", () => {
	const fork = forkOf(recording(), at(6), HERE);
	expect(sayForked(fork, 2, null)).toBe(`Brought to 0:00.6 by 2 steps. Not exact: ${UNDER_WAY} ${AFTER}`);
	expect(sayForked({ ...fork, inexact: [] }, 1, "pub-1 went offline.")).toBe(
		"Brought towards 0:00.6 by 1 of 2 steps, and no further: pub-1 went offline.",
	);
});
