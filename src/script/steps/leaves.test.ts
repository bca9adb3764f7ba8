import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { World } from "#model/world.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { ScriptLine } from "#script/runner.ts";
import { type LeavingVerb, type ScriptedStep, scriptedVerbOf } from "#script/step.ts";
import type { Parting } from "./verb.ts";

const WILL = { topic: "status", payload: "gone", qos: 1, retain: false } as const;
const LEAVING: Readonly<Record<LeavingVerb, ScriptedStep>> = {
	disconnect: { do: "disconnect", client: "pub-1" },
	cut: { do: "cut", client: "pub-1" },
	silence: { do: "silence", client: "pub-1" },
	violate: { do: "violate", client: "pub-1" },
};
/** What holds when the step is through: the broker has let the client go, and has published the will. */
const LEFT_BEHIND: Readonly<Record<Parting, { readonly offline: boolean; readonly will: boolean }>> = {
	polite: { offline: true, will: false },
	abrupt: { offline: true, will: true },
	unheard: { offline: false, will: false },
};

let page: Playground;
let close = async () => {};

beforeEach(async () => {
	const host = openMemoryHost();
	const { wsBase, WebSocket } = host;
	const storages = { storage: openMemory(), tabStorage: openMemory() };
	page = openPlayground({
		room: "leaves",
		page: "page-1",
		wsBase,
		...storages,
		WebSocket,
		hidden: true,
	});
	await page.room.until((world) => world.seq > 0);
	close = async () => {
		page.close();
		await host.close();
	};
});
afterEach(() => close());

const line = (step: ScriptedStep): ScriptLine => ({ says: step.do, step });
const before: readonly ScriptLine[] = [
	line({ do: "connect", client: "sub-1" }),
	line({ do: "subscribe", client: "sub-1", filter: WILL.topic, qos: 1 }),
	line({ do: "connect", client: "pub-1", will: WILL }),
];

function leftBehind({ clients, named }: World) {
	return { offline: clients["pub-1"]?.phase.phase === "offline", will: named.will === 1 };
}

describe("a way to leave, once its step is through, has left behind what its record says", () => {
	it.each(Object.entries(LEAVING))("%s", async (does, step) => {
		const script = { id: does, role: { kind: "alone" }, title: does, asks: "?", steps: [...before, line(step)], expects: null } as const;
		expect(await page.script.load(script)).toEqual({ ok: true });
		for (const _ of script.steps) expect(await page.script.next()).toEqual({ ok: true });
		const world = page.script.getState().worlds.at(-1);
		const { leaves } = scriptedVerbOf(step);
		if (world === undefined || leaves === null) throw new Error("a way to leave has run");
		expect(leftBehind(world)).toEqual(LEFT_BEHIND[leaves]);
	});
});
