import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { CloseReason } from "#contract/reasons.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { World } from "#model/world.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import type { Step } from "./step.ts";

const WILL = { topic: "status/pub-1", payload: "gone", qos: 1, retain: true } as const;

let close = async () => {};
let page: Playground;

beforeEach(async () => {
	const host = openMemoryHost();
	const { wsBase, WebSocket } = host;
	const storages = { storage: openMemory(), tabStorage: openMemory() };
	page = openPlayground({ room: "leaving", page: "page-1", wsBase, ...storages, WebSocket });
	close = async () => {
		page.close();
		await host.close();
	};
	await page.room.until((world) => world.delayMs === 500);
	await act({ do: "delay", delayMs: 0 });
	await act({ do: "set", client: "pub-1", setup: { will: WILL, cleanSession: false } });
	await connect("pub-1");
	await connect("sub-1");
	await act({ do: "subscribe", client: "sub-1", filter: "#", qos: 1 });
	await page.room.until((world) => world.sessions["sub-1"]?.subscriptions["#"] !== undefined);
});

afterEach(() => close());

const phaseIs = (clientId: string, phase: string) => (world: World) => world.clients[clientId]?.phase.phase === phase;
const connectionOf = (clientId: string) => Object.values(page.room.getState().live.connections).filter((one) => one.clientId === clientId);
/** Why connections ended, in order. */
const ends = () =>
	page.room
		.getState()
		.history.after(0)
		.flatMap((event) => (event.type === "connection.closed" ? [event.reason] : []));
const willReceived = ({ clients }: World) => clients["sub-1"]?.received.some(({ topic }) => topic === WILL.topic) === true;

async function act(step: Step): Promise<void> {
	expect(await page.perform(step)).toEqual({ ok: true });
}

async function connect(client: string): Promise<void> {
	await act({ do: "connect", client });
	await page.room.until(phaseIs(client, "connected"));
}

async function expectGone(reason: CloseReason): Promise<void> {
	const world = await page.room.until((now) => ends().length > 0 && willReceived(now));
	expect(ends()).toEqual([reason]);
	expect(world.clients["sub-1"]?.received).toMatchObject([{ topic: WILL.topic, payload: "gone", qos: 1 }]);
	expect(world.retained[WILL.topic]).toBeDefined();
}

describe("a client of this page", () => {
	it("is taken over by its own second connection: the first one ends, its will fires, and the session goes on", async () => {
		const [first] = connectionOf("pub-1");
		await act({ do: "takeover", client: "pub-1" });
		await expectGone("takeover");
		const world = await page.room.until((now) => phaseIs("pub-1", "connected")(now) && connectionOf("pub-1").length === 1);
		expect(connectionOf("pub-1")[0]?.connection).not.toBe(first?.connection);
		expect(world.clients["pub-1"]?.phase).toMatchObject({ sessionPresent: true });
		expect(page.lab.getState().clients["pub-1"]?.plugged).toBe(true);
		// The page speaks through the second connection.
		await act({ do: "publish", client: "pub-1", topic: "t", payload: "still here", qos: 1, retain: false, times: 1 });
		await page.room.until(({ clients }) => clients["sub-1"]?.received.at(-1)?.payload === "still here");
		await act({ do: "disconnect", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "offline"));
		expect(page.lab.getState().links).not.toHaveProperty("pub-1");
	});

	it("goes on over its first connection when the second one is cut before its CONNECT arrived", async () => {
		const [first] = connectionOf("pub-1");
		await act({ do: "pause" });
		await act({ do: "takeover", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "connecting"));
		await act({ do: "cut", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "connected"));
		await act({ do: "resume" });
		await act({ do: "publish", client: "pub-1", topic: "t", payload: "unmoved", qos: 1, retain: false, times: 1 });
		await page.room.until(({ clients }) => clients["sub-1"]?.received.at(-1)?.payload === "unmoved");
		expect(connectionOf("pub-1")).toMatchObject([{ connection: first?.connection }]);
		expect(ends()).toEqual(["cut"]);
	});

	it("breaks the protocol with a PUBLISH of QoS 3: the broker ends the connection, and the will fires", async () => {
		await act({ do: "violate", client: "pub-1" });
		await expectGone("protocol-error");
		const { history, live } = page.room.getState();
		expect(history.after(0)).toContainEqual(expect.objectContaining({ type: "packet.malformed", clause: "MQTT-3.3.1-4" }));
		expect(live.clients["pub-1"]?.phase.phase).toBe("offline");
	});

	it("comes back over a half-open connection: the broker takes the silent one over", async () => {
		await act({ do: "silence", client: "pub-1" });
		await page.room.until(() => connectionOf("pub-1")[0]?.silent != null);
		await act({ do: "disconnect", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "leaving"));
		expect(ends()).toEqual([]);
		await connect("pub-1");
		await expectGone("takeover");
		expect(connectionOf("pub-1")).toHaveLength(1);
	});

	it("falls silent, is mended, and nothing was lost", async () => {
		await act({ do: "silence", client: "pub-1" });
		await page.room.until(() => connectionOf("pub-1")[0]?.silent != null);
		await act({ do: "publish", client: "pub-1", topic: "t", payload: "late", qos: 1, retain: false, times: 1 });
		await page.room.until(({ packets }) => Object.values(packets).some(({ still }) => still));
		await act({ do: "mend", client: "pub-1" });
		await page.room.until(({ clients }) => clients["sub-1"]?.received.at(-1)?.payload === "late");
		expect(ends()).toEqual([]);
	});

	it("is unnoticed while silent until 1.5 x its keep alive has passed, and then its will fires", async () => {
		await act({ do: "disconnect", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "offline"));
		await act({ do: "set", client: "pub-1", setup: { keepAlive: 1 } });
		await connect("pub-1");
		await act({ do: "silence", client: "pub-1" });
		await page.room.until(phaseIs("pub-1", "offline"));
		expect(ends()).toEqual(["disconnect", "keep-alive"]);
		await page.room.until(willReceived);
	});
});

describe("the broker of the room", () => {
	it("restarts without persistence: a step that waits until this page's links are down, and sessions are gone", async () => {
		await act({ do: "restart" });
		expect(page.lab.getState().links).toEqual({});
		expect(page.room.getState().live).toMatchObject({ sessions: {}, connections: {} });
		await connect("sub-1");
		expect(page.room.getState().live.clients["sub-1"]?.phase).toMatchObject({ sessionPresent: false });
	});

	it("restarts with persistence, and sessions are back", async () => {
		await act({ do: "settings", settings: { ...FIRST_SETTINGS, persistence: true } });
		await page.room.until((world) => world.settings.persistence);
		await act({ do: "restart" });
		await connect("sub-1");
		expect(page.room.getState().live.clients["sub-1"]?.phase).toMatchObject({ sessionPresent: true });
	});

	it("is another one as Aedes ships: the step is through when that one stands and this page's links are down", async () => {
		await act({ do: "settings", settings: PRESETS.aedes.settings });
		expect(page.lab.getState().links).toEqual({});
		expect(page.room.getState().live).toMatchObject({ settings: { broker: "aedes" }, sessions: {}, connections: {} });
		await connect("sub-1");
	});
});
