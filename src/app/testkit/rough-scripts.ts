import fc from "fast-check";
import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import { leave } from "#engine/testkit/acts.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";

const name = fc.constantFrom("sub", "pub", "other");
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const does = <T extends string>(...names: T[]) => fc.constantFrom(...names);
const settings = fc.oneof(
	fc.constantFrom(...Object.values(PRESETS).map((preset) => preset.settings)),
	fc.record({
		...Object.fromEntries(Object.entries(PRESETS["mosquitto-2.0"].settings).map(([key, value]) => [key, fc.constant(value)])),
		maxQueuedMessages: fc.constantFrom(0, 1, 2, 5),
		maxInflightMessages: fc.constantFrom(0, 1, 3),
		queueFull: does("drop-newest", "drop-oldest"),
		queueQos0Messages: fc.boolean(),
		persistentClientExpiration: fc.constantFrom(null, 20),
		retainAvailable: fc.boolean(),
		persistence: fc.boolean(),
	}) as unknown as fc.Arbitrary<BrokerSettings>,
);
const PLAIN = [
	{
		weight: 5,
		arbitrary: fc.record({
			act: does("connect"),
			name,
			clean: fc.boolean(),
			will: fc.option(qos),
			willRetain: fc.boolean(),
			willTopic: fc.constantFrom("a/b", "a/b", "$SYS/a"),
			/** MQTT 3.1, whose CONNACK does not say whether there was a session. */
			old: fc.constantFrom(false, false, true),
			keepalive: fc.constantFrom(0, 10),
		}),
	},
	/** Another client under this name, which is refused where RETAIN is not available. */
	{ weight: 2, arbitrary: fc.record({ act: does("impostor"), name, clean: fc.boolean(), qos, behind: fc.boolean() }) },
	{ weight: 3, arbitrary: fc.record({ act: does("disconnect", "cut", "gone", "garbage"), name }) },
	{
		weight: 4,
		arbitrary: fc.record({
			act: does("subscribe"),
			name,
			filters: fc.array(fc.record({ filter: fc.constantFrom("a", "#", "+/b", "$SYS/a"), qos }), { minLength: 1, maxLength: 2 }),
		}),
	},
	// What is sound and too much here, what is not sound although it is whole, and what is not whole.
	{
		weight: 3,
		arbitrary: fc.record({ act: does("rude"), name, sends: does("too-large", "too-deep", "second-connect", "part", "no-topic", "text") }),
	},
	{
		weight: 2,
		arbitrary: fc.record({ act: does("stranger"), sends: does("nothing", "part", "long-id", "deep-will", "ping", "text", "connect") }),
	},
	{ weight: 2, arbitrary: fc.record({ act: does("newest.cut", "newest.silence", "newest.gone") }) },
	{ weight: 1, arbitrary: fc.record({ act: does("unsubscribe"), name, filter: fc.constantFrom("a", "#") }) },
	{
		weight: 10,
		arbitrary: fc.record({
			act: does("publish"),
			name,
			topic: fc.constantFrom("a", "a", "a/b", "$SYS/a"),
			qos,
			retain: fc.boolean(),
			empty: fc.constantFrom(false, false, false, true),
			again: fc.constantFrom(false, false, false, true),
		}),
	},
	{ weight: 5, arbitrary: fc.record({ act: does("answer", "half"), name }) },
	{ weight: 1, arbitrary: fc.record({ act: does("silence", "mend"), name }) },
	{ weight: 2, arbitrary: fc.record({ act: does("delay"), ms: fc.constantFrom(0, 1_000) }) },
	{ weight: 6, arbitrary: fc.record({ act: does("pass"), ms: fc.constantFrom(500, 1_000, 1_000, 30_000) }) },
	{ weight: 3, arbitrary: fc.record({ act: does("clock.pause", "clock.resume", "clock.resume", "wire.step", "wire.step") }) },
	{ weight: 1, arbitrary: fc.record({ act: does("broker.restart", "room.clear") }) },
	{ weight: 1, arbitrary: fc.record({ act: does("settings"), settings }) },
] as const;
const ON_ONE_WIRE = [
	{ weight: 2, arbitrary: fc.record({ act: does("hold", "release"), name }) },
	{ weight: 2, arbitrary: fc.record({ act: does("let-go"), name }) },
	{ weight: 1, arbitrary: fc.record({ act: does("delay-one"), name, ms: fc.constantFrom(null, 0, 2_000) }) },
] as const;
const act = fc.oneof(...PLAIN, ...ON_ONE_WIRE);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;
export type RoughScript = { readonly settings: BrokerSettings; readonly acts: readonly Act[] };

/** Scripts for clients that keep to no rule: each says what it likes, and answers when it likes. acts: "plain", no single wire is held or slowed down. */
export const roughScript = (acts: "all" | "plain" = "all"): fc.Arbitrary<RoughScript> =>
	fc
		.record({
			settings,
			clean: fc.boolean(),
			qos,
			acts: fc.array(acts === "all" ? act : fc.oneof(...PLAIN), { minLength: 20, maxLength: 50, size: "max" }),
		})
		.map(({ settings: first, clean, qos: granted, acts }) => ({
			settings: first,
			acts: [
				{ act: "connect", name: "sub", clean, will: null, willRetain: false, willTopic: "a/b", old: false, keepalive: 0 },
				{ act: "subscribe", name: "sub", filters: [{ filter: "#", qos: granted }] },
				{ act: "connect", name: "pub", clean: false, will: null, willRetain: false, willTopic: "a/b", old: false, keepalive: 10 },
				...acts,
			],
		}));

/** What the room tells while this happens. */
export async function playRough({ settings: first, acts }: RoughScript): Promise<readonly RoomEvent[]> {
	const time = openStillTime();
	const room = await openRawRoom(time, first);
	const clients = new Map<string, RawClient>();
	let ids = 0;
	for (const one of acts) {
		if (one.act === "pass") time.pass(one.ms);
		else perform(room, clients, one, () => ++ids);
		for (let turn = 0; turn < 6 || (time.hasWork && turn < 200); turn += 1) await new Promise((resolve) => setImmediate(resolve));
	}
	const events = [...room.events];
	await room.close();
	return events;
}

function perform(room: RawRoom, clients: Map<string, RawClient>, one: Exclude<Act, { act: "pass" }>, nextId: () => number): void {
	if (one.act === "delay") return void room.command({ type: "wire.delay", delayMs: one.ms });
	if (one.act === "settings") return void room.command({ type: "broker.settings", settings: one.settings });
	if (one.act === "impostor") return impostorSends(openRawClient(room), one, nextId);
	if (one.act === "stranger") return void strangerSends(openRawClient(room), one.sends);
	if (one.act === "newest.cut" || one.act === "newest.silence" || one.act === "newest.gone")
		return endNewest(room, [...clients.values()].at(-1), one.act);
	if (!("name" in one)) return void room.command({ type: one.act });
	const client = clients.get(one.name);
	if (one.act === "connect") {
		const fresh = openRawClient(room);
		clients.set(one.name, fresh);
		const will =
			one.will === null ? {} : { will: { topic: one.willTopic, payload: Buffer.from("will"), qos: one.will, retain: one.willRetain } };
		const version = one.old ? { protocolId: "MQIsdp" as const, protocolVersion: 3 as const } : {};
		return fresh.send(connect(one.name, one.clean, { ...will, ...version, keepalive: one.keepalive }));
	}
	if (client === undefined) return;
	switch (one.act) {
		case "rude":
			return sendRudely(client, one.name, one.sends);
		case "disconnect":
		case "gone":
		case "garbage":
		case "cut":
		case "silence":
		case "mend":
		case "hold":
		case "release":
			return leave(room, client, one);
		case "let-go":
		case "delay-one":
			return actOnWire(room, one);
		case "subscribe":
			return client.send({
				cmd: "subscribe",
				messageId: nextId(),
				subscriptions: one.filters.map(({ filter, qos: asked }) => ({ topic: filter, qos: asked })),
			});
		case "unsubscribe":
			return client.send({ cmd: "unsubscribe", messageId: nextId(), unsubscriptions: [one.filter] });
		case "publish": {
			const id = one.again ? Math.max(1, nextId() - 1) : nextId();
			return client.send(
				publish(one.topic, one.empty ? "" : `${id}`, one.qos, {
					retain: one.retain,
					dup: one.again && one.qos > 0,
					...(one.qos > 0 ? { messageId: id } : {}),
				}),
			);
		}
		case "answer":
		case "half":
			return answer(client, one.act === "half");
		default:
			return;
	}
}

function actOnWire(room: RawRoom, one: Extract<Act, { act: "let-go" | "delay-one" }>): void {
	const { connection } = Object.values(room.world().connections).find(({ clientId }) => clientId === one.name) ?? {};
	if (connection === undefined) return;
	room.command(one.act === "let-go" ? { type: "wire.step", connection } : { type: "wire.delay-one", connection, delayMs: one.ms });
}

const DEEP = Array(LIMITS.topicLevels + 1)
	.fill("a")
	.join("/");
const PART = Uint8Array.of(0x30, 9, 0, 1, 0x61);

function sendRudely(
	client: RawClient,
	name: string,
	what: "too-large" | "too-deep" | "second-connect" | "part" | "no-topic" | "text",
): void {
	switch (what) {
		case "too-large":
			return client.sendBytes(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0x7f));
		case "too-deep":
			return client.send(publish(DEEP, "x"));
		case "second-connect":
			return client.send(connect(name, true));
		case "part":
			return client.sendBytes(PART);
		case "no-topic":
			return client.sendBytes(Uint8Array.of(0x30, 2, 0, 0));
		case "text":
			return client.ends.violated("a text frame; MQTT travels in binary frames", "MQTT-6.0.0-1", "text-frame");
		default:
			return unreachable(what);
	}
}

/** A client that has not been here before, and may never be let in. */
function strangerSends(client: RawClient, what: "nothing" | "part" | "long-id" | "deep-will" | "ping" | "text" | "connect"): void {
	switch (what) {
		case "nothing":
			return;
		case "part":
			return client.sendBytes(Uint8Array.of(0x10, 20, 0, 4));
		case "long-id":
			return client.send(connect("x".repeat(LIMITS.clientIdCharacters + 1), true));
		case "deep-will":
			return client.send(connect("other", true, { will: { topic: DEEP, payload: Buffer.from("w"), qos: 0, retain: false } }));
		case "ping":
			return client.send({ cmd: "pingreq" });
		case "text":
			return client.ends.violated("a text frame; MQTT travels in binary frames", "MQTT-6.0.0-1", "text-frame");
		case "connect":
			return client.send(connect("other", false, { keepalive: 10 }));
		default:
			return unreachable(what);
	}
}

/** Of the newest connection, whether its CONNECT or its CONNACK has arrived or not. */
function endNewest(room: RawRoom, client: RawClient | undefined, how: "newest.cut" | "newest.silence" | "newest.gone"): void {
	if (how === "newest.gone") return client?.ends.gone("The cable broke.");
	const connection = Object.keys(room.world().connections).at(-1);
	if (connection !== undefined) room.command({ type: how === "newest.cut" ? "wire.cut" : "wire.silence", connection });
}

function impostorSends(
	client: RawClient,
	{ name: as, clean, qos: at, behind }: Extract<Act, { act: "impostor" }>,
	nextId: () => number,
): void {
	client.send(connect(as, clean, { will: { topic: "a", payload: Buffer.from("strange"), qos: at, retain: true } }));
	if (behind) client.send(publish("a", "strange", at, at > 0 ? { messageId: Math.max(1, nextId() - 1) } : {}));
}

/** Answers what has come, or only the first of it. */
function answer(client: RawClient, half: boolean): void {
	for (const packet of client.got.splice(0, half ? 1 : client.got.length)) {
		const messageId = (packet as { messageId?: number }).messageId ?? 0;
		if (packet.cmd === "publish" && packet.qos === 1) client.send({ cmd: "puback", messageId });
		if (packet.cmd === "publish" && packet.qos === 2) client.send({ cmd: "pubrec", messageId });
		if (packet.cmd === "pubrec") client.send({ cmd: "pubrel", messageId });
		if (packet.cmd === "pubrel") client.send({ cmd: "pubcomp", messageId });
	}
}
