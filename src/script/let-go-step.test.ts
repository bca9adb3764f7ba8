import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, entered, moments, opened, publish } from "#model/testkit/sample.ts";
import { letGoStep, sayLetGo, whyNotLetGo } from "./let-go-step.ts";
import { refusal } from "./perform.ts";
import { type ScriptedStep, scriptedVerbOf } from "./step.ts";

const sent: readonly Fact[] = [opened, ...connected("pub-1", true), entered("pub-1", "p9", publish("m1", 1, 1))];
const lane = { packet: "p9", connection: "c-pub-1", direction: "up" } as const;

function after(...facts: readonly Fact[]) {
	const world = moments([...sent, ...facts]).at(-1)?.world;
	if (world === undefined) throw new Error("nothing happened");
	return world;
}

test("a packet on a held wire is let go while the room goes on, any other one by a step of the room", () => {
	const held = after({ type: "wire.held", connection: "c-pub-1", noticedInMs: null, patienceMs: null });
	expect(held.packets.p9?.still).toBe(true);
	expect(letGoStep(lane, "pub-1", held)).toEqual({ do: "let-go", client: "pub-1", direction: "up" });
	expect(whyNotLetGo(lane, held)).toBeUndefined();
	expect(letGoStep(lane, "pub-1", after())).toEqual({ do: "step", packet: "p9" });
});

test("the control says what comes of it for the rest of the room", () => {
	const held = after({ type: "wire.held", connection: "c-pub-1", noticedInMs: null, patienceMs: null });
	expect(sayLetGo(lane, "pub-1", held)).toBe("It arrives now; its wire stays held");
	expect(sayLetGo(lane, "pub-1", after())).toBe("It arrives now, and the room is paused with it");
	expect(sayLetGo(lane, "pub-1", after({ type: "clock.paused" }))).toBe("It arrives now; everything else stays where it is");
});

test("nothing is let go on a silent wire, or past another packet", () => {
	expect(whyNotLetGo(lane, after({ type: "wire.silenced", connection: "c-pub-1", noticedInMs: null }))).toBe("Its wire is silent");
	const world = after(
		entered("pub-1", "p10", publish("m2", 1, 2)),
		entered("pub-1", "p11", { type: "PUBACK", packetId: 1, message: "m1" }, "down"),
	);
	const why = ["p9", "p10", "p11"].map((name) => whyNotLetGo(world.packets[name] ?? lane, world));
	expect(why).toEqual([undefined, "Another packet is before it on this lane", undefined]);
});

test("on a wire that its client no longer has, a packet is let go by itself, and nothing is cut", () => {
	const newer = after(
		{ type: "wire.held", connection: "c-pub-1", noticedInMs: null, patienceMs: null },
		{ type: "connection.opened", connection: "c2", origin: { kind: "lab", page: "p" } },
		{
			type: "packet.passed",
			packet: "p10",
			connection: "c2",
			direction: "up",
			bytes: 20,
			fields: { type: "CONNECT", clientId: "pub-1", cleanSession: true, keepAlive: 0, will: null },
		},
	);
	expect(newer.clients["pub-1"]?.phase).toMatchObject({ connection: "c2" });
	expect(letGoStep(lane, "pub-1", newer)).toEqual({ do: "step", packet: "p9" });
	const cut = { do: "cut", client: "pub-1" } as const;
	const lab = { clients: {} } as never;
	expect(refusal({ ...cut, connection: "c-pub-1" }, newer, lab)).toMatch(/^pub-1 has another connection by now: nothing was cut/);
	expect(refusal({ ...cut, connection: "c2" }, newer, lab)).toBeNull();
	expect(refusal(cut, newer, lab)).toBeNull();
	expect(scriptedVerbOf(cut).whole?.({ ...cut, connection: "c2" } as ScriptedStep, lab)).toEqual(cut);
});
