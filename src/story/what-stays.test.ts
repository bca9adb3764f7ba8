import { expect, test } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime, type StillTime } from "#engine/testkit/still.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import { logLine } from "./log-line.ts";
import { narrate } from "./narrate.ts";

const MEMORY: BrokerSettings = { ...FIRST_SETTINGS, persistence: false };
const STOCK = PRESETS.aedes.settings;
const subscribe = (filter = "a", qos: 0 | 1 | 2 = 1) => ({
	cmd: "subscribe" as const,
	messageId: 1,
	subscriptions: [{ topic: filter, qos }],
});

type Play = { readonly room: RawRoom; readonly time: StillTime; settled(): Promise<void>; cable(client: string): string };

/** All that is said while this happens on a real broker, in a time that stands still: lines of the log and narrations, in their order. */
async function said(settings: BrokerSettings, play: (on: Play) => Promise<void>): Promise<string> {
	const time = openStillTime();
	const room = await openRawRoom(time, settings);
	const settled = async () => {
		for (let turn = 0; turn < 8 || (time.hasWork && turn < 200); turn += 1) await new Promise((resolve) => setImmediate(resolve));
	};
	const cable = (client: string) =>
		Object.values(room.world().connections).find(({ clientId }) => clientId === client)?.connection as string;
	await play({ room, time, settled, cable });
	await settled();
	let world = EMPTY_WORLD;
	const texts = room.events.flatMap((event) => {
		const before = world;
		world = reduce(before, event);
		const { text } = logLine(event, world, before) ?? {};
		return [text, narrate(event, world, before)].filter((one) => typeof one === "string");
	});
	await room.close();
	return texts.join("\n");
}

/** A persistent subscriber, and a publisher: this one. */
async function here({ room, settled }: Play): Promise<RawClient> {
	const sub = openRawClient(room);
	sub.send(connect("sub", false));
	await settled();
	sub.send(subscribe());
	const pub = openRawClient(room);
	pub.send(connect("pub", false));
	await settled();
	return pub;
}

/** A persistent subscriber with m1 on its wire. */
async function underWay(play: Play): Promise<void> {
	const { room, time, settled } = play;
	const pub = await here(play);
	room.command({ type: "wire.delay", delayMs: 1_000 });
	pub.send(publish("a", "x", 1, { messageId: 1 }));
	await settled();
	time.pass(1_200);
	await settled();
}

const LOST = "The broker keeps a copy and can send it again.";
test("at a restart without persistence, no session and no copy is said to be kept a moment before it goes", async () => {
	const restart = async (on: Play) => {
		await underWay(on);
		on.room.command({ type: "broker.restart" });
	};
	const without = await said(MEMORY, restart);
	expect(without).toContain("Session of sub offline: the broker goes, and keeps nothing");
	expect(without).toContain("m1 was lost with sub’s connection. The broker goes and keeps nothing, so this copy is not sent again.");
	expect(without).not.toMatch(/kept, offline|keeps a copy/);
	const kept = await said({ ...MEMORY, persistence: true }, restart);
	expect(kept).toContain("Session of sub kept, offline: it was here when the broker was restarted");
	expect(kept).toContain(LOST);
});

test("nor is it where another broker takes the place of this one, whatever persistence is set to", async () => {
	const swapped = await said({ ...MEMORY, persistence: true }, async (on) => {
		await underWay(on);
		on.room.command({ type: "broker.settings", settings: { broker: "aedes" } });
	});
	expect(swapped).not.toMatch(/kept, offline|The broker keeps a copy/);
});

test("at a clean takeover, the copy that goes with the session is not said to be kept", async () => {
	const takeover = (clean: boolean) => async (on: Play) => {
		await underWay(on);
		on.room.command({ type: "wire.delay", delayMs: 3_000 });
		openRawClient(on.room).send(connect("sub", clean));
		on.room.command({ type: "wire.step", packet: Object.keys(on.room.world().packets).at(-1) } as never);
	};
	expect(await said(MEMORY, takeover(true))).toContain("The newer connection is clean, so this copy is not sent again.");
	expect(await said(MEMORY, takeover(false))).toContain(LOST);
});

test("a restart says what became of the clean sessions that were connected", async () => {
	const restart = async ({ room, settled }: Play) => {
		const sub = openRawClient(room);
		sub.send(connect("sub", true));
		await settled();
		sub.send(subscribe());
		await settled();
		room.command({ type: "broker.restart" });
	};
	expect(await said(MEMORY, restart)).toContain("With persistence off: 1 clean session ended with its connection");
	expect(await said({ ...MEMORY, persistence: true }, restart)).toContain("With persistence on: 1 clean session ended with its connection");
	expect(await said(STOCK, restart)).toContain("Aedes as it ships keeps nothing: 1 clean session ended with its connection");
	expect(await said(MEMORY, async ({ room }) => void room.command({ type: "broker.restart" }))).toContain("nothing was there");
});

test("a QoS 2 id that is held until PUBREL is something that a session holds", async () => {
	const holding =
		(back: boolean) =>
		async ({ room, settled, cable }: Play) => {
			const pub = openRawClient(room);
			pub.send(connect("pub", false));
			await settled();
			pub.send(publish("a", "x", 2, { messageId: 7 }));
			await settled();
			room.command({ type: "wire.cut", connection: cable("pub") });
			await settled();
			openRawClient(room).send(connect("pub", back));
		};
	const resumed = await said(MEMORY, holding(false));
	expect(resumed).toContain("Resumed the session of pub: 0 in flight, 0 queued, QoS 2 id #7 held");
	expect(resumed).toContain("The broker found its session (session present = 1), and the QoS 2 id #7 in it.");
	const discarded = await said(MEMORY, holding(true));
	expect(discarded).toContain("discarded by a clean connect; it held the QoS 2 id #7");
	expect(discarded).toMatch(/discarded by a clean connect at 0:00\. It held the QoS 2 id #7\./);
});

test.each([
	["this room’s broker", MEMORY, "The will of dev, w1, is due: it lost its cable", /publishes its will|Publishing the will/],
	["stock Aedes", STOCK, "The will of dev, w1, is due: it lost its cable", /publishes its will|Publishing the will/],
])("a will to a topic of the broker's own is due, and not said to be published, by %s", async (_, settings, line, never) => {
	const text = await said(settings, async ({ room, settled, cable }) => {
		openRawClient(room).send(connect("dev", true, { will: { topic: "$SYS/x", payload: Buffer.from("x"), qos: 1, retain: false } }));
		await settled();
		room.command({ type: "wire.cut", connection: cable("dev") });
	});
	expect(text).toContain(line);
	expect(text).toMatch(/the will is not published/);
	expect(text).not.toMatch(never);
});

test("a client of MQTT 3.1 is not told whether there was a session, and nobody says that it is", async () => {
	const old = { protocolId: "MQIsdp", protocolVersion: 3 } as never;
	const text = await said(MEMORY, async ({ room, settled, cable }) => {
		openRawClient(room).send(connect("old", false, old));
		await settled();
		room.command({ type: "wire.cut", connection: cable("old") });
		await settled();
		openRawClient(room).send(connect("old", false, old));
	});
	expect(text).toContain("broker → old CONNACK (rc0)");
	expect(text).not.toMatch(/sp[=0]|sp1|[Ss]ession present/);
});

test("stock Aedes finds a session by its subscriptions, and is not said to keep one that has none", async () => {
	const leaves =
		(subscribes: boolean) =>
		async ({ room, settled }: Play) => {
			const client = openRawClient(room);
			client.send(connect("dev", false));
			await settled();
			if (subscribes) client.send(subscribe());
			await settled();
			client.send({ cmd: "disconnect" });
		};
	const bare = await said(STOCK, leaves(false));
	expect(bare).toContain("New session for dev: kept when it leaves, if it has subscribed");
	expect(bare).toContain("dev sent DISCONNECT, and this broker keeps no session without a subscription.");
	expect(bare).not.toMatch(/kept, offline|the broker keeps its session/);
	expect(await said(STOCK, leaves(true))).toContain("dev sent DISCONNECT, and the broker keeps its session.");
	expect(await said(MEMORY, leaves(false))).toContain("dev sent DISCONNECT, and the broker keeps its session.");
});

test("on a silent wire nothing goes on when the room does, and in a paused room nothing when a wire is mended", async () => {
	const text = await said(MEMORY, async (on) => {
		const { room, cable } = on;
		await underWay(on);
		room.command({ type: "wire.silence", connection: cable("sub") });
		room.command({ type: "wire.cut", connection: cable("pub") });
		room.command({ type: "clock.pause" });
		room.command({ type: "clock.resume" });
		room.command({ type: "clock.pause" });
		room.command({ type: "wire.mend", connection: cable("sub") });
	});
	expect(text).toContain("What is under way is on a silent wire, and stands still.");
	expect(text).not.toContain("The packets go on from where they were.");
	expect(text).toContain("The wire of sub is mended. What stood still goes on once the room runs.");
});

test("several settings at once say what a smaller limit does to what waits", async () => {
	const waits = (changes: Partial<BrokerSettings>) => async (play: Play) => {
		const { room, settled, cable } = play;
		const pub = await here(play);
		room.command({ type: "wire.cut", connection: cable("sub") });
		for (const messageId of [1, 2, 3, 4, 5]) pub.send(publish("a", "x", 1, { messageId }));
		await settled();
		room.command({ type: "broker.settings", settings: changes });
	};
	const goes = "sub already holds 5; the next message pushes out all but the newest 2";
	const both = await said(MEMORY, waits({ maxQueuedMessages: 3, queueFull: "drop-oldest" }));
	expect(both).toContain(`${goes}. Everything else stays.`);
	expect(both.match(new RegExp(goes, "g"))).toHaveLength(2);
	expect(await said({ ...MEMORY, maxQueuedMessages: 5 }, waits({ maxQueuedMessages: 3, retainAvailable: false }))).toContain(
		"What is there already stays.",
	);
});
