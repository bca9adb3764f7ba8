import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { World } from "#model/world.ts";
import { holderOf, wasTakenFrom } from "./holder.ts";
import { onceLive } from "./life.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import { TESTS } from "./tests.ts";

let host: TestHost;
const open: Playground[] = [];

beforeEach(async () => {
	host = openMemoryHost();
});

afterEach(async () => {
	for (const playground of open.splice(0)) playground.close();
	await host.close();
});

/** A page comes in, and its first cards are laid out. */
async function enter(page: string, tabStorage = openMemory()): Promise<Playground> {
	const options = {
		room: "class-1",
		page,
		wsBase: host.wsBase,
		storage: openMemory(),
		tabStorage,
		WebSocket: host.WebSocket,
	};
	const playground = openPlayground(options);
	open.push(playground);
	expect(namesIn(playground)).toHaveLength(tabStorage.length === 0 ? 0 : 2);
	// A busy host tells what has happened in several frames: cards are laid out after the last.
	await new Promise<void>((settle) => onceLive(playground.room, () => settle()));
	await playground.room.until((world) => world.delayMs === 500 || Object.keys(world.clients).length > 0);
	return playground;
}

const namesIn = ({ lab }: Playground) => Object.keys(lab.getState().clients);
const clientIn = ({ room }: Playground, clientId: string) => room.getState().live.clients[clientId];
const holderIn = (playground: Playground, clientId: string) => holderOf(clientIn(playground, clientId), playground.lab.getState());
const phaseIs = (clientId: string, phase: string) => (world: World) => world.clients[clientId]?.phase.phase === phase;

async function connect({ perform, room }: Playground, clientId: string): Promise<void> {
	expect(await perform({ do: "connect", client: clientId })).toEqual({ ok: true });
	await room.until(phaseIs(clientId, "connected"));
}

/** One page whose sub-1 is connected, and another page that also has a card of this name. */
async function oneNameTwice(): Promise<readonly [Playground, Playground]> {
	const first = await enter("page-1");
	const second = await enter("page-2");
	await first.perform({ do: "delay", delayMs: 0 });
	expect([namesIn(first), namesIn(second)]).toEqual([
		["pub-1", "sub-1"],
		["pub-1", "sub-1"],
	]);
	await connect(first, "sub-1");
	await second.room.until(phaseIs("sub-1", "connected"));
	return [first, second];
}

describe("two pages in one room", () => {
	it("have different names, and each finds its own again after a reload", async () => {
		const [one, two] = [openMemory(), openMemory()];
		const first = await enter("page-1", one);
		expect(namesIn(first)).toEqual(["pub-1", "sub-1"]);
		await first.perform({ do: "delay", delayMs: 0 });
		await connect(first, "sub-1");
		const second = await enter("page-2", two);
		expect(namesIn(second)).toEqual(["pub-2", "sub-2"]);
		await connect(second, "pub-2");
		await first.room.until(phaseIs("pub-2", "connected"));
		first.close();
		const back = await enter("page-3", one);
		expect(namesIn(back)).toEqual(["pub-1", "sub-1"]);
		await back.room.until(phaseIs("sub-1", "offline"));
		await connect(back, "sub-1");
		expect(holderIn(back, "sub-1")).toBe("here");
		expect(namesIn(await enter("page-4"))).toEqual(["pub-3", "sub-3"]);
	});

	it("may share a name: the second one takes it over, the older connection closes, and both worlds say so", async () => {
		const [first, second] = await oneNameTwice();
		expect([holderIn(first, "sub-1"), holderIn(second, "sub-1")]).toEqual(["here", "elsewhere"]);
		expect(await second.perform({ do: "disconnect", client: "sub-1" })).toMatchObject({ ok: false });
		await connect(second, "sub-1");
		for (const { room } of [first, second]) {
			const { clients } = await room.until(
				(world) =>
					phaseIs("sub-1", "connected")(world) && world.clients["sub-1"]?.tookOver !== null && Object.keys(world.connections).length === 1,
			);
			expect(clients["sub-1"]).toMatchObject({ origin: { page: "page-2" }, tookOver: { page: "page-1" } });
			const ends = room
				.getState()
				.history.after(0)
				.flatMap((event) => (event.type === "connection.closed" ? [event.reason] : []));
			expect(ends).toEqual(["takeover"]);
		}
		expect([holderIn(first, "sub-1"), holderIn(second, "sub-1")]).toEqual(["elsewhere", "here"]);
		expect(wasTakenFrom(clientIn(first, "sub-1"), first.lab.getState())).toBe(true);
		await connect(first, "sub-1");
		await second.room.until((world) => world.clients["sub-1"]?.origin.kind === "lab" && holderIn(second, "sub-1") === "elsewhere");
	});

	it("change settings at once, and one page in quick turns: each change stands", async () => {
		const [first, second] = [await enter("page-1"), await enter("page-2")];
		const changes = [
			first.perform({ do: "settings", settings: { persistence: true } }),
			first.perform({ do: "settings", settings: { retainAvailable: false } }),
			second.perform({ do: "settings", settings: { queueFull: "drop-oldest" } }),
		];
		expect(await Promise.all(changes)).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
		const told = () => first.room.getState().history.after(0);
		const { settings } = await first.room.until(() => told().filter(({ type }) => type === "settings.changed").length === 3);
		expect(settings).toEqual({ ...FIRST_SETTINGS, persistence: true, retainAvailable: false, queueFull: "drop-oldest" });
	});

	it("are cleared together: the other one's client is offline, may be renamed, and knows why", async () => {
		const [first, second] = await oneNameTwice();
		const told = new Promise<void>((out) => {
			const stop = first.lab.subscribe(({ thrownOut, links }) => {
				if (thrownOut.length === 0 || Object.keys(links).length > 0) return;
				stop();
				out();
			});
		});
		expect(await second.script.load(TESTS[3] as (typeof TESTS)[number])).toEqual({ ok: true });
		await told;
		expect(first.lab.getState()).toMatchObject({ thrownOut: ["sub-1"], reloaded: [], clients: { "sub-1": { everConnected: false } } });
		expect(second.lab.getState().thrownOut).toEqual([]);
		expect(clientIn(first, "sub-1")).toBeUndefined();
		expect(await first.perform({ do: "rename", client: "sub-1", to: "sensor" })).toEqual({ ok: true });
	});

	it("run a test in the cards of the second one, under the names of the test", async () => {
		const first = await enter("page-1");
		await connect(first, "pub-1");
		const second = await enter("page-2");
		await second.perform({ do: "add", client: "extra" });
		expect(await second.script.load(TESTS[3] as (typeof TESTS)[number])).toEqual({ ok: true });
		expect(namesIn(second)).toEqual(["pub-1", "sub-1", "extra"]);
		expect(await second.script.playAtOnce()).toEqual({ ok: true });
		expect(second.script.getState().verdict?.asExpected).toBe(true);
	});
});
