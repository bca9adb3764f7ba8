import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { fateOf } from "#model/fate-of.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import type { Findings } from "./answer.ts";
import { openTrials, type Trials } from "./open-trials.ts";
import { sayCame, sayChanges, sayFound, sayRuns } from "./say-what-would.ts";
import { whatWould } from "./what-would.ts";

let host: TestHost;
let trials: Trials;
let here: Playground;
const PAGE = "p1";

beforeEach(async () => {
	host = openMemoryHost(SWIFT);
	const { wsBase, WebSocket } = host;
	trials = openTrials({ wsBase, page: PAGE, rooms: 4, WebSocket });
	here = openPlayground({ room: "here", page: PAGE, wsBase, storage: openMemory(), tabStorage: openMemory(), WebSocket });
	await here.room.until((world) => world.seq > 0 && world.delayMs > 0);
});
afterEach(async () => {
	here.close();
	trials.close();
	await host.close();
});

async function play(script: Script): Promise<void> {
	const laid = await here.script.load(script);
	if (!laid.ok) throw new Error(laid.says);
	const played = await here.script.playAtOnce();
	if (!played.ok) throw new Error(played.says);
}

function scriptOf(...steps: readonly ScriptedStep[]): Script {
	const lines = steps.map((step) => ({ says: sayStep(step), step }));
	return { id: "x", role: { kind: "alone" }, title: "x", asks: "x", steps: lines, expects: null };
}

type Asked = { run?: Trials["run"]; signal?: AbortSignal; progress?: (tried: number, of: number) => void };
/** A room that the page and the trials have joined is asked about its first message. */
async function ask(message = "m1", asked: Asked = {}) {
	const { live, history } = await quiet();
	return whatWould({
		trials: { run: asked.run ?? trials.run },
		happened: { world: live, history, page: PAGE, recording: here.recorder.getState() },
		message,
		subscriber: "sub-1",
		signal: asked.signal ?? new AbortController().signal,
		progress: asked.progress ?? (() => {}),
	});
}

async function quiet() {
	await here.room.until((world) => Object.values(world.packets).every(({ still }) => still));
	return here.room.getState();
}

const FULL = { ok: false, says: "The host is full." } as const;

/** Real runs at first; then what replaces them, null: a real run. */
function afterTheFirst(count: number, instead: () => typeof FULL | null): Trials["run"] {
	let runs = 0;
	return (script, settings, signal) => {
		runs += 1;
		const refused = runs > count ? instead() : null;
		return refused === null ? trials.run(script, settings, signal) : Promise.resolve(refused);
	};
}

/** Each answer as one sentence, so that a test reads like the page. */
function said(answer: Findings | null): { alone: string[]; together: string[] } {
	if (answer?.kind !== "found") throw new Error(answer === null ? "given up" : answer.says);
	const say = (found: (typeof answer.alone)[number]) => `${sayChanges(found.changes)}. ${sayCame("m1", found.came)}`;
	return { alone: answer.alone.map(say), together: answer.together.map(say) };
}

const connect = (client: string, cleanSession: boolean): ScriptedStep => ({
	do: "connect",
	client,
	cleanSession,
	keepAlive: 0,
	will: null,
});
const subscribe = (qos: 0 | 1 | 2): ScriptedStep => ({ do: "subscribe", client: "sub-1", filter: "t/+", qos });
const publish = (payload: string, qos: 0 | 1 | 2, retain = false): ScriptedStep => ({
	do: "publish",
	client: "pub-1",
	topic: "t/1",
	payload,
	qos,
	retain,
	times: 1,
});
const leave = (client: string): ScriptedStep => ({ do: "disconnect", client });

describe("what single change would have delivered it", () => {
	it("names none for test 1 but never leaving, and then the three that do it together", async () => {
		await play(TESTS[0] as Script);
		expect(said(await ask())).toEqual({
			alone: ["Let sub-1 stay connected. Then m1 arrives at once, at QoS 0."],
			together: [
				"Connect sub-1 with clean_session = false, and set queue_qos0_messages = true. Then m1 arrives from the queue, at QoS 0.",
				"Connect sub-1 with clean_session = false, and publish at QoS 1, and subscribe sub-1 at QoS 1. Then m1 arrives from the queue, at QoS 1.",
			],
		});
	});

	it("names the setting of the broker for test 2, and clean_session for test 3", async () => {
		await play(TESTS[1] as Script);
		expect(said(await ask("m2"))).toMatchObject({
			alone: [
				"Set queue_qos0_messages = true. Then m1 arrives from the queue, at QoS 0.",
				"Let sub-1 stay connected. Then m1 arrives at once, at QoS 0.",
			],
			together: [],
		});
		await play(TESTS[2] as Script);
		expect(said(await ask())).toMatchObject({
			alone: [
				"Connect sub-1 with clean_session = false. Then m1 arrives from the queue, at QoS 1.",
				"Let sub-1 stay connected. Then m1 arrives at once, at QoS 1.",
			],
		});
	});

	it("names the QoS of the publisher for test 5, smallest change first, and counts its runs", async () => {
		await play(TESTS[4] as Script);
		const counted: (readonly [number, number])[] = [];
		const answer = await ask("m1", { progress: (tried, of) => counted.push([tried, of]) });
		expect(said(answer).alone).toEqual([
			"Publish at QoS 1. Then m1 arrives from the queue, at QoS 1.",
			"Set queue_qos0_messages = true. Then m1 arrives from the queue, at QoS 0.",
			"Let sub-1 stay connected. Then m1 arrives at once, at QoS 0.",
		]);
		const [tried, of] = counted.at(-1) ?? [0, 0];
		expect(tried).toBe(of);
		expect(answer).toMatchObject({ tried });
	});

	it("names the limit where a queue was full, also when the limit was set on the way", async () => {
		await play(
			scriptOf(
				connect("sub-1", false),
				subscribe(1),
				leave("sub-1"),
				{ do: "settings", settings: { maxQueuedMessages: 1 } },
				connect("pub-1", true),
				publish("1", 1),
				publish("2", 1),
				connect("sub-1", false),
			),
		);
		expect(fateOf(here.room.getState().live, "m2", "sub-1")).toMatchObject({ fate: "dropped", reason: "queue-full" });
		expect(said(await ask("m2")).alone).toEqual([
			"Set max_queued_messages = 1000. Then m1 arrives from the queue, at QoS 1.",
			"Set queue_full = drop-oldest. Then m1 arrives from the queue, at QoS 1.",
			"Let sub-1 stay connected. Then m1 arrives at once, at QoS 1.",
		]);
	});

	it("names the CONNECT on return where a clean one threw the session away", async () => {
		await play(
			scriptOf(connect("sub-1", false), subscribe(1), leave("sub-1"), connect("pub-1", true), publish("1", 1), connect("sub-1", true)),
		);
		expect(fateOf(here.room.getState().live, "m1", "sub-1")).toMatchObject({ fate: "dropped", reason: "session-discarded" });
		expect(said(await ask()).alone).toEqual([
			"Reconnect sub-1 with clean_session = false. Then m1 arrives from the queue, at QoS 1.",
			"Let sub-1 stay connected. Then m1 arrives at once, at QoS 1.",
		]);
	});

	it("names the QoS of the publisher for what was lost on a silent wire, and lets its subscriber come back to see it", async () => {
		await play(
			scriptOf(connect("sub-1", false), subscribe(1), connect("pub-1", true), { do: "silence", client: "sub-1" }, publish("1", 0), {
				do: "cut",
				client: "sub-1",
			}),
		);
		expect(fateOf(here.room.getState().live, "m1", "sub-1")).toMatchObject({ fate: "dropped", reason: "lost-on-wire" });
		const { alone } = said(await ask());
		expect(alone[0]).toBe("Publish at QoS 1. Then m1 arrives when it is sent again, at QoS 1.");
		expect(alone.at(-1)).toBe("Let sub-1 stay connected. Then m1 arrives at once, at QoS 0.");
	});

	it("finds a message that was on its wire when it was cut, although a run without delay is over before", async () => {
		const { perform, room } = here;
		for (const step of [connect("sub-1", false), connect("pub-1", true)]) await perform(step);
		await room.until((world) => world.clients["sub-1"]?.phase.phase === "connected" && world.clients["pub-1"]?.phase.phase === "connected");
		await perform(subscribe(1));
		await room.until((world) => world.sessions["sub-1"]?.subscriptions["t/+"] !== undefined);
		await perform(publish("1", 0));
		await room.until((world) =>
			Object.values(world.packets).some(({ direction, fields }) => direction === "down" && fields.type === "PUBLISH"),
		);
		await perform({ do: "cut", client: "sub-1" });
		await room.until((world) => fateOf(world, "m1", "sub-1").fate === "dropped");
		expect(said(await ask()).alone[0]).toBe("Publish at QoS 1. Then m1 arrives when it is sent again, at QoS 1.");
	});

	it("finds a will, and says what would have kept it", async () => {
		const will = { topic: "t/1", payload: "gone", qos: 1, retain: false } as const;
		await play(
			scriptOf(
				connect("sub-1", false),
				subscribe(0),
				leave("sub-1"),
				{ do: "connect", client: "pub-1", cleanSession: true, keepAlive: 0, will },
				{ do: "cut", client: "pub-1" },
				connect("sub-1", false),
			),
		);
		expect(said(await ask("w1")).alone[0]).toBe("Subscribe sub-1 at QoS 1. Then m1 arrives from the queue, at QoS 1.");
	});

	it("says so when it depended on the moment", async () => {
		const { perform, room } = here;
		await play(scriptOf(connect("sub-1", true), subscribe(1), connect("pub-1", true)));
		// Nobody recorded that this client fell silent: something else closed the broker's end of the connection.
		const connection = Object.values(room.getState().live.connections).find(({ clientId }) => clientId === "sub-1")?.connection ?? "";
		await room.send({ type: "wire.silence", connection });
		await perform(publish("1", 0));
		await room.until((world) => Object.values(world.packets).some(({ still }) => still));
		await room.send({ type: "wire.cut", connection });
		await room.until((world) => fateOf(world, "m1", "sub-1").fate === "dropped");
		expect(await ask()).toEqual({
			kind: "none",
			says: "This depended on the moment: run again, m1 arrives. So no single change can be named.",
			stopped: false,
		});
	});

	it("does not say that no change delivers it where nothing ran, and tries no pairs then", async () => {
		await play(TESTS[0] as Script);
		const answer = await ask("m1", { run: afterTheFirst(1, () => FULL) });
		if (answer?.kind !== "found") throw new Error("nothing was asked");
		const { tried, stopped } = answer;
		expect(stopped).toEqual({ runs: tried, says: "The host is full." });
		expect(sayFound(answer, "m1", "sub-1")).toBe("What would have delivered m1 to sub-1 is not known: none of the runs came to its end.");
		expect(sayRuns(answer)).toBe(`${tried} of ${tried} runs did not come to their end. The host is full.`);
	});

	it("counts apart the runs that did not come to their end, and names what the others have shown", async () => {
		await play(TESTS[4] as Script);
		let runs = 0;
		const answer = await ask("m1", { run: afterTheFirst(1, () => (++runs % 2 === 0 ? FULL : null)) });
		if (answer?.kind !== "found") throw new Error("nothing was asked");
		expect(answer.stopped.runs).toBeGreaterThan(0);
		expect(answer.stopped.runs).toBeLessThan(answer.tried);
		expect(sayFound(answer, "m1", "sub-1")).not.toMatch(/No single change|One single change/);
	});

	it("says that it could not be run again where not even the unchanged run came to its end", async () => {
		await play(TESTS[0] as Script);
		const answer = await ask("m1", { run: afterTheFirst(0, () => FULL) });
		expect(answer).toEqual({ kind: "none", says: "It could not be run again as it was. The host is full.", stopped: true });
	});

	it("can be given up on the way", async () => {
		await play(TESTS[0] as Script);
		const enough = new AbortController();
		expect(await ask("m1", { signal: enough.signal, progress: (tried) => tried > 2 && enough.abort() })).toBeNull();
	});
});
