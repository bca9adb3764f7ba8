import { afterEach, beforeEach, expect, it } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import type { Step } from "./step.ts";
import { isAllOurs, sayActs, unaccountedIn } from "./unaccounted.ts";

let close = async () => {};
let first: Playground;
let second: Playground;

beforeEach(async () => {
	const host = openMemoryHost();
	const { wsBase, WebSocket } = host;
	const enter = async (page: string) => {
		const storages = { storage: openMemory(), tabStorage: openMemory() };
		const playground = openPlayground({ room: "class-1", page, wsBase, ...storages, WebSocket });
		await playground.room.until((world) => world.delayMs === 500);
		return playground;
	};
	first = await enter("page-1");
	second = await enter("page-2");
	close = async () => {
		first.close();
		second.close();
		await host.close();
	};
	await act({ do: "delay", delayMs: 0 });
	await act({ do: "connect", client: "pub-1" });
	for (const { room } of [first, second]) await room.until(({ clients }) => clients["pub-1"]?.phase.phase === "connected");
});

afterEach(() => close());

async function act(step: Step, by = first): Promise<void> {
	expect(await by.perform(step)).toEqual({ ok: true });
}

function whole({ room, recorder, lab }: Playground) {
	const { history, live } = room.getState();
	const here = { history, world: live, page: lab.getState().page };
	return { acts: sayActs(unaccountedIn(recorder.getState(), here).acts), isAllOurs: isAllOurs(recorder.getState(), here) };
}

const wire = () => Object.values(first.room.getState().live.connections).find(({ clientId }) => clientId === "pub-1");

it("finds nothing where this page has done all of it", async () => {
	const publish: Step = { do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 1, retain: false, times: 1 };
	const packetsStand = () => first.room.until(({ packets }) => Object.keys(packets).length > 0);
	await act({ do: "pause" });
	await act(publish);
	await packetsStand();
	await act({ do: "step" });
	await act({ do: "resume" });
	await first.room.until(({ packets }) => Object.keys(packets).length === 0);
	await act({ do: "hold", client: "pub-1" });
	await first.room.until(() => wire()?.held !== undefined);
	await act(publish);
	await packetsStand();
	await act({ do: "let-go", client: "pub-1" });
	await act({ do: "release", client: "pub-1" });
	await act({ do: "silence", client: "pub-1" });
	await first.room.until(() => wire()?.silent != null);
	await act({ do: "mend", client: "pub-1" });
	await act({ do: "wire-delay", client: "pub-1", delayMs: 10 });
	await act({ do: "cut", client: "pub-1" });
	await first.room.until(() => wire() === undefined);
	await act({ do: "settings", settings: { maxQueuedMessages: 3 } });
	await act({ do: "settings", settings: PRESETS.aedes.settings });
	await act({ do: "restart" });
	const types = first.room.getState().history.after(0);
	expect(types.filter(({ type }) => type === "broker.restarted")).toHaveLength(2);
	expect(types.filter((event) => event.type === "packet.arrived" && event.stepped)).toHaveLength(2);
	expect(whole(first)).toEqual({ acts: [], isAllOurs: true });
});

it("finds what another page has done to the wires and to the broker", async () => {
	await act({ do: "hold", client: "pub-1" }, second);
	await first.room.until(() => wire()?.held !== undefined);
	expect(whole(first)).toEqual({ acts: ["a wire was held"], isAllOurs: false });
	await act({ do: "restart" });
	await act({ do: "restart" }, second);
	await first.room.until(({ restarts }) => restarts === 2);
	expect(whole(first)).toEqual({ acts: ["a wire was held", "the broker was restarted"], isAllOurs: false });
	await act({ do: "clear" });
	await first.room.until(({ clearedSeq }) => clearedSeq > 0);
	expect(whole(first)).toEqual({ acts: [], isAllOurs: true });
});
