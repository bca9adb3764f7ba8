import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import { scriptOf } from "#course/play.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { Script, ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { ScriptedStep } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { clausesOf } from "./clauses-of.ts";
import { LESSON_THAT_SHOWS } from "./lesson-that-shows.ts";

let trials: Trials;
let close: () => Promise<void>;

beforeAll(async () => {
	const host = openMemoryHost(SWIFT);
	const { wsBase, WebSocket } = host;
	trials = openTrials({ wsBase, page: "p1", rooms: 2, WebSocket });
	close = async () => {
		trials.close();
		await host.close();
	};
});
afterAll(() => close());

type Shown = ReadonlySet<string>;

/** What a script shows on a real broker. The pause at the end lets the last packet come through. */
async function shownBy(steps: readonly (ScriptedStep | ScriptLine)[], settings: BrokerSettings = FIRST_SETTINGS): Promise<Shown> {
	const look: readonly ScriptedStep[] = [{ do: "pause" }, { do: "resume" }];
	const lines = [...steps, ...look].map((one) => ("step" in one ? one : { says: sayStep(one), step: one }));
	return shownIn({ id: "x", role: { kind: "alone" }, title: "x", asks: "x", steps: lines, expects: null }, settings);
}

async function shownIn(script: Script, settings: BrokerSettings): Promise<Shown> {
	const trial = await trials.run(script, settings);
	if (!trial.ok) throw new Error(trial.says);
	const { history } = trial;
	// The clients of the page keep to the standard, in every script.
	expect(history.after(0).filter(({ type }) => type === "rule.broken")).toEqual([]);
	return new Set(
		history.after(0).flatMap((event) => {
			const { world, before } = history.sides(event);
			return clausesOf(event, world, before);
		}),
	);
}

const connect = (client: string, cleanSession: boolean, more: { will?: boolean } = {}): ScriptedStep => ({
	do: "connect",
	client,
	cleanSession,
	keepAlive: 0,
	will: more.will === true ? { topic: "t/will", payload: "gone", qos: 1, retain: true } : null,
});
const subscribe = (filter: string, qos: 0 | 1 | 2): ScriptedStep => ({ do: "subscribe", client: "sub-1", filter, qos });
const publish = (qos: 0 | 1 | 2, more: { retain?: boolean; payload?: string } = {}): ScriptedStep => ({
	do: "publish",
	client: "pub-1",
	topic: "t/1",
	payload: "1",
	qos,
	retain: false,
	times: 1,
	...more,
});
const sent = (step: ScriptedStep): ScriptLine => ({ says: sayStep(step), step, goesOn: "sent" });
const cut = (client: string): ScriptedStep => ({ do: "cut", client });
const leave = (client: string): ScriptedStep => ({ do: "disconnect", client });

function expectShown(shown: Shown, clauses: string, not = ""): void {
	const missing = clauses.split(" ").filter((id) => !shown.has(`MQTT-${id}`));
	const claimed = not.split(" ").filter((id) => shown.has(`MQTT-${id}`));
	expect({ missing, claimed }).toEqual({ missing: [], claimed: [] });
}

describe("the rules that a real room shows", () => {
	it("are those of sessions in test 4, and none of retained messages, wills or repetitions", async () => {
		const shown = await shownBy(TESTS[3]?.steps ?? []);
		expectShown(
			shown,
			"3.1.0-1 3.1.4-4 3.1.2-4 3.1.2-5 3.2.2-1 3.2.2-2 3.2.2-3 4.1.0-1 4.5.0-1 3.8.4-1 3.8.4-5 3.9.3-2 3.3.2-3 3.14.4-1 2.3.1-1 2.3.1-6 3.3.4-1 4.3.2-1 4.3.2-2 4.6.0-6",
			"3.1.2-6 3.3.1-1 3.3.1-2 2.3.1-5 4.3.1-1 4.4.0-1 3.3.1-5 3.3.1-6 3.3.1-8 3.3.1-9 3.1.2-8 3.14.4-3 3.1.2-24 4.7.1-3 3.8.4-6 4.8.0-1",
		);
	});

	it("are the end of a clean session in test 3, and in test 2 the message without packet id", async () => {
		expectShown(await shownBy(TESTS[2]?.steps ?? []), "3.1.2-6 3.2.2-1", "3.1.2-5 3.2.2-2 3.2.2-3 4.5.0-1");
		expectShown(await shownBy(TESTS[1]?.steps ?? []), "2.3.1-5 3.3.1-2 4.3.1-1 3.2.2-2", "3.1.2-5 4.3.2-1 3.1.2-6");
	});

	it("tell a retained copy from the same message to a client that was there already", async () => {
		const first = [connect("pub-1", true), publish(0, { retain: true }), connect("sub-1", true)];
		expectShown(await shownBy([...first, subscribe("t/+", 0)]), "3.3.1-5 3.3.1-6 3.3.1-8", "3.3.1-9 3.3.1-7 3.3.1-10");
		expectShown(
			await shownBy([connect("sub-1", true), subscribe("t/+", 0), connect("pub-1", true), publish(0, { retain: true })]),
			"3.3.1-5 3.3.1-9 4.7.1-3",
			"3.3.1-6 3.3.1-8 3.1.2.7",
		);
		expectShown(
			await shownBy([
				...first,
				publish(0, { retain: true, payload: "2" }),
				leave("pub-1"),
				connect("pub-1", true),
				publish(0, { retain: true, payload: "" }),
			]),
			"3.3.1-7 3.1.2.7 3.3.1-10 3.3.1-11",
			"3.3.1-8 3.3.1-9",
		);
	});

	it("tell the will that a cut fires from the one that DISCONNECT forgets", async () => {
		expectShown(await shownBy([connect("pub-1", true, { will: true }), cut("pub-1")]), "3.1.2-8 3.1.2-10 3.1.2-17", "3.14.4-3 3.14.4-1");
		expectShown(await shownBy([connect("pub-1", true, { will: true }), leave("pub-1")]), "3.14.4-3 3.1.2-10 3.14.4-1", "3.1.2-8 3.1.2-17");
		expectShown(await shownBy([connect("pub-1", true, { will: true })]), "3.1.4-4", "3.1.2-8 3.1.2-10 3.14.4-3");
	});

	it("are those of sending again where a cable was cut, in order and with the old ids", async () => {
		const shown = await shownBy([
			connect("sub-1", false),
			subscribe("t/1", 1),
			connect("pub-1", false),
			{ do: "silence", client: "sub-1" },
			sent(publish(1)),
			sent(publish(1, { payload: "2" })),
			cut("sub-1"),
			connect("sub-1", false),
		]);
		expectShown(shown, "3.3.1-1 2.3.1-4 4.4.0-1 4.6.0-1", "3.3.1-3 4.3.3-2");
	});

	it("are the publisher’s own when it is its PUBLISH that was lost, or its PUBREC", async () => {
		const again = await shownBy([
			connect("sub-1", true),
			subscribe("t/1", 1),
			connect("pub-1", false),
			{ do: "silence", client: "pub-1" },
			sent(publish(1)),
			cut("pub-1"),
			connect("pub-1", false),
		]);
		expectShown(again, "3.3.1-1 2.3.1-3 4.4.0-1 3.3.1-3", "4.3.3-2 4.6.0-1");
		const twice = await shownBy([
			connect("pub-1", false),
			{ do: "pause" },
			sent(publish(2)),
			sent({ do: "step" }),
			sent(cut("pub-1")),
			{ do: "resume" },
			connect("pub-1", false),
		]);
		expectShown(twice, "4.3.3-2 4.3.3-1", "4.3.2-1 3.3.1-3");
	});

	it("are the lower QoS, overlapping filters, and a filter that is taken back", async () => {
		const overlap = await shownBy([
			connect("sub-1", true),
			subscribe("t/1", 0),
			subscribe("t/#", 1),
			subscribe("t/1", 0),
			connect("pub-1", true),
			publish(2),
			{ do: "unsubscribe", client: "sub-1", filter: "t/1" },
		]);
		expectShown(overlap, "3.8.4-6 3.3.5-1 3.8.4-3 3.10.4-1 4.3.3-1", "4.7.1-3 4.7.1-2 3.10.4-3");
	});

	it("are those of a takeover and of a broken protocol", async () => {
		expectShown(await shownBy([connect("sub-1", false), { do: "takeover", client: "sub-1" }]), "3.1.4-2 3.2.2-2", "4.8.0-1 3.1.2-8");
		expectShown(await shownBy([connect("pub-1", true), { do: "violate", client: "pub-1" }]), "3.3.1-4 4.8.0-1", "3.1.4-2 3.14.4-1");
	});

	it("are sections without id where the standard leaves it to the broker", async () => {
		const steps = [connect("sub-1", false), subscribe("t/1", 1), leave("sub-1"), connect("pub-1", true)];
		const kept = await shownBy([...steps, publish(0)], { ...FIRST_SETTINGS, queueQos0Messages: true });
		expect(kept.has("3.1.2.4")).toBe(true);
		expect(kept.has("MQTT-3.1.2-5")).toBe(false);
		const full = await shownBy([...steps, publish(1), publish(1)], { ...FIRST_SETTINGS, maxQueuedMessages: 1 });
		expect(full.has("4.1")).toBe(true);
	});

	it("are few as Aedes ships: what one packet proves, and none of what it breaks", async () => {
		const stock = { ...FIRST_SETTINGS, broker: "aedes" as const };
		const shown = await shownBy([...(TESTS[3]?.steps ?? []), publish(0, { retain: true }), subscribe("t/1", 1)], stock);
		expectShown(
			shown,
			"3.1.0-1 3.1.4-4 3.2.2-1 2.3.1-1 2.3.1-5 2.3.1-6 3.3.4-1 3.8.4-1 3.14.4-1",
			"3.1.2-5 3.2.2-2 3.3.1-1 3.3.1-5 3.3.1-8 3.3.1-9 4.6.0-6 4.4.0-1 3.8.4-6 4.5.0-1",
		);
	});
});

/** The keep alive script waits 4.5 s for its silence to be noticed, in addition to waiting for a room. */
describe.concurrent("the lesson that a rule is linked to shows it", () => {
	const rows = Object.entries(LESSON_THAT_SHOWS);
	const linked = [...new Set(rows.map(([, id]) => id))];
	it.each(linked)("“%s”", async (id) => {
		const lesson = lessonById(id);
		if (lesson === null) throw new Error(`the course has no lesson ${id}`);
		const shown = await shownIn(scriptOf(lesson), FIRST_SETTINGS);
		const claimed = rows.filter(([, other]) => other === id).map(([clause]) => clause);
		expect(claimed.filter((clause) => !shown.has(clause))).toEqual([]);
	});
});
