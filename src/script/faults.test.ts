import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { World } from "#model/world.ts";
import { sayFateOf } from "#story/say-fate.ts";
import type { Playground } from "./playground.ts";
import type { ScriptLine } from "./runner.ts";
import { sayStep } from "./say-step.ts";
import type { ScriptedStep, Step } from "./step.ts";
import { openHiddenPage } from "./testkit/hidden-page.ts";

let close = async () => {};
let page: Playground;

beforeEach(async () => {
	({ page, close } = await openHiddenPage("faults"));
});

afterEach(() => close());

const world = () => page.room.getState().live;
const events = () => page.room.getState().history.after(0);
const copies = ({ copies: all }: World) => all.m1?.["sub-1"] ?? 0;
/** The packets of this type that left the client, each with its DUP bit. */
const sent = (type: string, direction: "up" | "down") =>
	events().flatMap((event) => {
		if ((event.type !== "packet.entered" && event.type !== "packet.passed") || event.fields.type !== type || event.direction !== direction)
			return [];
		return ["dup" in event.fields ? event.fields.dup : false];
	});

async function run(steps: readonly ScriptedStep[]): Promise<void> {
	const lines: ScriptLine[] = steps.map((step) => ({ says: sayStep(step), step }));
	const script = { id: "faults", title: "Faults", asks: "", role: { kind: "alone" as const }, steps: lines, expects: null };
	expect(await page.script.load(script)).toEqual({ ok: true });
	expect(await page.script.playAtOnce()).toEqual({ ok: true });
}

const by = (client: string) => ({
	connect: { do: "connect", client, cleanSession: false } as const,
	subscribe: (qos: 1 | 2) => ({ do: "subscribe", client, filter: "t", qos }) as const,
	publish: (qos: 1 | 2, payload = "21.5") => ({ do: "publish", client, topic: "t", payload, qos, retain: false, times: 1 }) as const,
});
const pub = by("pub-1");
const sub = by("sub-1");
const both = (qos: 1 | 2) => [sub.connect, sub.subscribe(qos), pub.connect];

describe("a held wire, in a script that runs by itself", () => {
	const ackIsLost = (qos: 1 | 2): readonly ScriptedStep[] => [
		...both(qos),
		{ do: "hold", client: "pub-1" },
		pub.publish(qos),
		{ do: "let-go", client: "pub-1", direction: "up" },
		{ do: "cut", client: "pub-1" },
		pub.connect,
	];

	it("QoS 1: the PUBACK is held and cut off, the message comes again with DUP, and two copies arrive", async () => {
		await run(ackIsLost(1));
		expect(sent("PUBLISH", "up")).toEqual([false, true]);
		expect(events().filter(({ type }) => type === "publication.accepted")).toHaveLength(2);
		expect(copies(world())).toBe(2);
		expect(world().clock.paused).toBe(false);
		expect(sayFateOf(world(), "m1", "sub-1")).toContain("2 copies: QoS 1 allows it");
	});

	it("QoS 2: the PUBREC is held and cut off, the message comes again with DUP, and one copy arrives", async () => {
		await run(ackIsLost(2));
		expect(sent("PUBLISH", "up")).toEqual([false, true]);
		expect(copies(world())).toBe(1);
		expect(sayFateOf(world(), "m1", "sub-1")).not.toContain("copies");
	});

	it("stands while the others run, and goes on when it is released", async () => {
		await run([...both(1), { do: "hold", client: "sub-1" }, pub.publish(1)]);
		expect(world().clients["pub-1"]?.outgoing).toEqual([]);
		expect(copies(world())).toBe(0);
		const released: Step = { do: "release", client: "sub-1" };
		expect(await page.perform(released)).toEqual({ ok: true });
		await page.room.until((now) => copies(now) === 1 && (now.sessions["sub-1"]?.inflight.length ?? 1) === 0);
	});
});

describe("an acknowledgement that its client does not send", () => {
	it("withheld at QoS 1: the message stays in flight, and the next one is acknowledged", async () => {
		await run([...both(1), { do: "withhold", client: "sub-1" }, pub.publish(1), pub.publish(1, "21.8")]);
		expect(world().sessions["sub-1"]?.inflight).toMatchObject([{ message: "m1", arrived: true, awaits: "PUBACK" }]);
		expect(sent("PUBACK", "up")).toHaveLength(1);
		expect(sayFateOf(world(), "m1", "sub-1")).toContain("no PUBACK yet");
		expect(page.lab.getState()).toMatchObject({
			nextAcks: {},
			unsent: { "sub-1": [{ fault: "withhold", packet: "PUBACK", packetId: 1 }] },
		});
		expect(page.lab.getState().clients["sub-1"]?.plugged).toBe(true);
	});

	it("withheld at QoS 2: no PUBREC leaves, and after a cut the message comes again with DUP, to be taken once", async () => {
		await run([...both(2), { do: "withhold", client: "sub-1" }, pub.publish(2), { do: "cut", client: "sub-1" }, sub.connect]);
		expect(sent("PUBLISH", "down")).toEqual([false, true]);
		expect(copies(world())).toBe(1);
		expect(world().sessions["sub-1"]?.inflight).toEqual([]);
		expect(page.lab.getState().unsent).toEqual({});
	});

	it.each([1, 2] as const)("crash at QoS %d: the message arrives, nothing answers it, and it comes again with DUP", async (qos) => {
		await run([...both(qos), { do: "crash", client: "sub-1" }, pub.publish(qos)]);
		const [ack, id] = [qos === 1 ? "PUBACK" : "PUBREC", 1];
		await page.room.until(({ clients }) => clients["sub-1"]?.phase.phase === "offline");
		expect(copies(world())).toBe(1);
		expect(sent(ack, "up")).toEqual([]);
		expect(sent("DISCONNECT", "up")).toEqual([]);
		expect(world().clients["sub-1"]?.phase).toMatchObject({ reason: "client-gone" });
		expect(page.lab.getState()).toMatchObject({ nextAcks: {}, unsent: { "sub-1": [{ fault: "crash", packet: ack, packetId: id }] } });
		expect(page.room.getState().notice?.says).toMatch(/^sub-1 crashed before/);
		expect(await page.perform(sub.connect)).toEqual({ ok: true });
		// Once the client is back, there is nothing more to tell.
		expect(page.room.getState().notice).toBeNull();
		await page.room.until((now) => now.clients["sub-1"]?.phase.phase === "connected" && now.sessions["sub-1"]?.inflight.length === 0);
		expect(sent("PUBLISH", "down")).toEqual([false, true]);
		expect(copies(world())).toBe(qos === 1 ? 2 : 1);
	});

	it("is asked for, and taken back; and is refused for a client that cannot acknowledge here", async () => {
		expect(await page.perform({ do: "crash", client: "nobody" })).toMatchObject({ ok: false });
		await run([...both(1), { do: "withhold", client: "sub-1" }, { do: "acknowledge", client: "sub-1" }, pub.publish(1)]);
		expect(world().sessions["sub-1"]?.inflight).toEqual([]);
		expect(page.lab.getState()).toMatchObject({ nextAcks: {}, unsent: {} });
		expect(await page.perform({ do: "cut", client: "sub-1" })).toEqual({ ok: true });
		await page.room.until(({ clients }) => clients["sub-1"]?.phase.phase === "offline");
		expect(await page.perform({ do: "crash", client: "sub-1" })).toMatchObject({ ok: false, says: expect.stringContaining("offline") });
	});
});

it("what a person does to a wire is recorded, each as a step that means the same in another room", async () => {
	await run(both(1));
	const steps: readonly ScriptedStep[] = [
		{ do: "wire-delay", client: "pub-1", delayMs: 3_000 },
		{ do: "wire-delay", client: "pub-1", delayMs: null },
		{ do: "hold", client: "pub-1" },
		pub.publish(1),
		{ do: "let-go", client: "pub-1", direction: "up" },
		{ do: "release", client: "pub-1" },
		{ do: "withhold", client: "sub-1" },
		{ do: "crash", client: "sub-1" },
		{ do: "acknowledge", client: "sub-1" },
	];
	const before = page.recorder.getState().steps.length;
	for (const step of steps) {
		if (step.do === "let-go") await page.room.until(({ packets }) => Object.keys(packets).length === 1);
		expect(await page.perform(step)).toEqual({ ok: true });
		if (step.do === "hold") await page.room.until(({ connections }) => Object.values(connections).some(({ held }) => held !== undefined));
	}
	expect(
		page.recorder
			.getState()
			.steps.slice(before)
			.map(({ step }) => step),
	).toEqual(steps);
});
