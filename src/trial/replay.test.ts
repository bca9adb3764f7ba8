import { afterEach, beforeEach, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Recorded } from "#script/recorder.ts";
import type { ScriptedStep } from "#script/step.ts";
import { differencesOf } from "#traffic/differences.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { openTrials, type Trials } from "./open-trials.ts";
import { type Acted, speedOf } from "./timed-acts.ts";

let memory: TestHost;
let trials: Trials;

beforeEach(() => {
	memory = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: memory.wsBase, page: "p1", rooms: 2, WebSocket: memory.WebSocket });
});
afterEach(async () => {
	trials.close();
	await memory.close();
});

const card = { keepAlive: 0, will: null } as const;
/** Test 4 as a person does it, with this QoS. */
function test4(qos: 0 | 1 | 2): readonly Recorded[] {
	const publish = { do: "publish", client: "pub-1", topic: "t", payload: "21.4", qos, retain: false, times: 1 } as const;
	const steps: readonly (readonly [number, ScriptedStep])[] = [
		[1_000, { do: "connect", client: "sub-1", cleanSession: false, ...card }],
		[3_000, { do: "subscribe", client: "sub-1", filter: "t", qos: 1 }],
		[5_000, { do: "connect", client: "pub-1", cleanSession: true, ...card }],
		[7_000, { do: "disconnect", client: "sub-1" }],
		[9_000, publish],
		[12_000, { do: "connect", client: "sub-1", cleanSession: false, ...card }],
	];
	return steps.map(([at, step]) => ({ at, step }));
}

function actedOf(steps: readonly Recorded[]): Acted {
	const at = steps[0]?.at ?? 0;
	return { at, delayMs: 400, acts: steps.map((one) => ({ afterMs: one.at - at, step: one.step })) };
}

it("does the same once more, faster, and tells it on the clock of the first run", async () => {
	const again = await trials.replay({ acted: actedOf(test4(1)), settings: FIRST_SETTINGS, speed: 10 });
	if (!again.ok) throw new Error(again.says);
	const traffic = openTraffic()(again.history);
	const published = traffic.packets.find(({ fields, direction }) => fields?.type === "PUBLISH" && direction === "up");
	expect(published?.delayMs).toBeCloseTo(400, -1);
	expect(published?.left.at).toBeGreaterThanOrEqual(9_000);
	expect(fateOf(again.history.live, "m1", "sub-1")).toMatchObject({ fate: "delivered", how: "queue" });
});

it("comes out otherwise with one switch turned, and the first difference is the broker's answer", async () => {
	const [one, other] = await Promise.all(
		([1, 0] as const).map((qos) => trials.replay({ acted: actedOf(test4(qos)), settings: FIRST_SETTINGS, speed: 10 })),
	);
	if (one?.ok !== true || other?.ok !== true) throw new Error("a run did not come to its end");
	const [first] = differencesOf(openTraffic()(one.history), openTraffic()(other.history), { asked: false });
	expect(first).toMatchObject({ clientId: "pub-1", direction: "down", one: [{ fields: { type: "PUBACK" } }], other: [] });
	expect(fateOf(other.history.live, "m1", "sub-1")).toMatchObject({ fate: "dropped", reason: "publish-qos-0" });
});

it("comes to its end although a client never sends its acknowledgement", async () => {
	const withheld = { at: 7_500, step: { do: "withhold", client: "sub-1" } as const };
	const steps = test4(1).filter(({ step }) => step.do !== "disconnect" && step.do !== "connect");
	const [first, , third] = test4(1);
	const again = await trials.replay({
		acted: actedOf([first, third, ...steps, withheld].filter((one) => one !== undefined).sort((one, other) => one.at - other.at)),
		settings: FIRST_SETTINGS,
		speed: 10,
	});
	if (!again.ok) throw new Error(again.says);
	expect(fateOf(again.history.live, "m1", "sub-1")).toMatchObject({ fate: "inflight" });
});

const sub = { client: "sub-1" } as const;
const pub = { client: "pub-1" } as const;
it.each<readonly [string, number, readonly ScriptedStep[]]>([
	["in a pause", 12_100, [{ do: "pause" }]],
	["in a pause, after a step of one packet", 12_100, [{ do: "pause" }, { do: "step" }]],
	["with a held wire", 12_100, [{ do: "hold", ...sub }]],
	["with a wire that was held before its client connected again", 11_000, [{ do: "hold", ...pub }]],
	["with a silent wire", 12_100, [{ do: "silence", ...sub }]],
])("comes to its end where the first run ended %s", async (_, at, last) => {
	const steps = [...test4(1), ...last.map((step) => ({ at, step }))].sort((one, other) => one.at - other.at);
	const again = await trials.replay({ acted: actedOf(steps), settings: FIRST_SETTINGS, speed: 10 });
	if (!again.ok) throw new Error(again.says);
	expect(again.history.live.clock.paused).toBe(last[0]?.do === "pause");
});

it("shortens the delay of one wire with the rest, and draws it as long as it was", async () => {
	const slow = { at: 8_000, step: { do: "wire-delay", client: "pub-1", delayMs: 2_000 } as const };
	const steps = [...test4(1).filter(({ at }) => at <= 9_000), slow].sort((one, other) => one.at - other.at);
	const again = await trials.replay({ acted: actedOf(steps), settings: FIRST_SETTINGS, speed: 10 });
	if (!again.ok) throw new Error(again.says);
	const published = openTraffic()(again.history).packets.find(({ fields, direction }) => fields?.type === "PUBLISH" && direction === "up");
	expect(published?.delayMs).toBe(2_000);
	const took = (published?.end?.at ?? 0) - (published?.left.at ?? 0);
	expect(took / 1_000).toBeGreaterThan(1.9);
});

it("says which step could not be made again", async () => {
	const acted = { at: 0, delayMs: 0, acts: [{ afterMs: 0, step: { do: "mend", client: "sub-1" } as const }] };
	const again = await trials.replay({ acted, settings: FIRST_SETTINGS, speed: 1 });
	expect(again).toMatchObject({ ok: false, says: expect.stringContaining("not silent") });
});

it("is as fast as its wires let one tell packets apart, and never slower than it was", () => {
	expect(speedOf({ at: 0, delayMs: 400, acts: actedOf(test4(1)).acts })).toBeCloseTo(11_000 / 6_000);
	expect(speedOf({ at: 0, delayMs: 50, acts: [{ afterMs: 15_000, delayMs: 0 }] })).toBe(1.25);
	expect(speedOf({ at: 0, delayMs: 40, acts: [{ afterMs: 600_000, delayMs: 0 }] })).toBe(30);
	expect(speedOf({ at: 0, delayMs: 2_000, acts: [] })).toBe(1);
	const alone = { afterMs: 15_000, step: { do: "wire-delay", client: "pub-1", delayMs: 60 } } as const;
	expect(speedOf({ at: 0, delayMs: 2_000, acts: [alone] })).toBe(1.5);
});
