import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageName } from "#contract/message-name.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { previewOf } from "#engine/fields.ts";
import type { Work } from "#engine/work.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import type { Sent } from "./outbox.ts";
import { openSessionStore } from "./session-store.ts";

type SentTo = Sent & { readonly connection: string };

const ALL_AT_ONCE = { spent: () => false, later() {}, alone() {} };

/** The store with its facts folded into a world, and an outbox that only remembers. */
function openBench(asked: Partial<BrokerSettings> = {}, work: Pick<Work, "later" | "alone" | "spent"> = ALL_AT_ONCE) {
	const settings = { ...FIRST_SETTINGS, maxQueuedMessages: 3, maxInflightMessages: 2, ...asked };
	let world: World = EMPTY_WORLD;
	let packets = 0;
	let deliveries = 0;
	let messages = 0;
	const sent: SentTo[] = [];
	const store = openSessionStore(
		() => settings,
		(fact) => {
			world = reduce(world, { ...fact, seq: world.seq + 1, at: world.seq + 1 });
		},
		{
			deliveryName: () => `d${++deliveries}`,
			packetName: () => `p${++packets}`,
			publish: (connection, _packet, sending) => sent.push({ ...sending, connection }),
			release() {},
			hasRoom: () => true,
		},
		work,
	);
	const publish = (topic: string, qos: QoS, retain = false, text = "x") => {
		const ordinal = ++messages;
		const message = messageName("plain", ordinal);
		const payload = new TextEncoder().encode(text);
		store.publish({ message, kind: "plain", ordinal, publisher: "pub", topic, payload, preview: previewOf(payload), qos, retain });
		return message;
	};
	const join = (clientId: string, clean: boolean, connection: string) => {
		let present = false;
		store.makeWay(clientId, clean, () => {
			present = store.open(clientId, clean, connection);
			store.resume(connection);
		});
		return present;
	};
	const subscribe = (connection: string, filter: string, qos: QoS) => {
		const filters = [{ filter, qos }];
		store.subscribe(connection, filters, store.granted(connection, filters), () => {});
	};
	return { store, settings, sent, publish, join, subscribe, world: () => world };
}

describe("the session store", () => {
	it("throws a full session away in steps, and accepts the client's clean CONNECT behind the last of them [3.1.1 section 3.1.2.4]", () => {
		const alone: Iterator<unknown>[] = [];
		const bench = openBench({ maxQueuedMessages: 100 }, { spent: () => true, later() {}, alone: (steps) => void alone.push(steps) });
		bench.join("sub", false, "c1");
		bench.subscribe("c1", "a", 1);
		bench.store.leave("c1", "disconnect");
		for (let n = 0; n < 100; n += 1) bench.publish("a", 1);
		bench.join("sub", true, "c2");
		const held: number[] = [];
		do {
			const { queue = [], connection } = bench.world().sessions.sub ?? {};
			held.push(queue.length);
			expect(connection).toBe(null);
			expect([...bench.store.sessions()].map((session) => session.queue.length)).toEqual([queue.length]);
		} while (alone[0]?.next().done === false);
		expect(held).toEqual([68, 36, 4]);
		expect(bench.world().sessions.sub).toMatchObject({ connection: "c2", cleanSession: true, queue: [] });
		expect(bench.world().fates.m100?.sub).toMatchObject({ fate: "dropped", reason: "session-discarded" });
	});

	it("drops the newest when a queue is full, and says so", () => {
		const bench = openBench();
		bench.join("sub", false, "c1");
		bench.subscribe("c1", "a", 1);
		bench.store.leave("c1", "disconnect");
		for (let n = 0; n < 4; n += 1) bench.publish("a", 1);
		expect(bench.world().sessions.sub?.queue.map(({ message }) => message)).toEqual(["m1", "m2", "m3"]);
		expect(bench.world().fates.m4?.sub).toMatchObject({ fate: "dropped", reason: "queue-full" });
	});

	it("sends at most max_inflight_messages, and the rest in order as they are acknowledged", () => {
		const bench = openBench();
		bench.join("sub", false, "c1");
		bench.subscribe("c1", "a", 1);
		for (let n = 0; n < 4; n += 1) bench.publish("a", 1);
		expect(bench.sent.map(({ message }) => message.message)).toEqual(["m1", "m2"]);
		expect(bench.world().fates.m3?.sub).toMatchObject({ fate: "queued" });
		bench.store.acknowledged("c1", "PUBACK", 1);
		expect(bench.sent.map(({ message }) => message.message)).toEqual(["m1", "m2", "m3"]);
	});

	it("delivers overlapping filters once, at the highest granted QoS, in both orders [MQTT-3.3.5-1]", () => {
		for (const order of [
			["+", "t"],
			["t", "+"],
		] as const) {
			const bench = openBench();
			bench.join("sub", false, "c1");
			for (const filter of order) bench.subscribe("c1", filter, filter === "+" ? 2 : 0);
			bench.publish("t", 2);
			expect(bench.sent).toMatchObject([{ qos: 2 }]);
			bench.store.acknowledged("c1", "PUBREC", 1);
			bench.store.acknowledged("c1", "PUBCOMP", 1);
			expect([...bench.store.sessions()][0]).toMatchObject({ queue: [] });
		}
	});

	it("sends a retained message with RETAIN to a new subscription only, and again when it is repeated [MQTT-3.3.1-8, -9; 3.8.4-3]", () => {
		const bench = openBench();
		bench.join("early", true, "c1");
		bench.subscribe("c1", "a", 1);
		bench.publish("a", 1, true);
		bench.join("late", true, "c2");
		bench.subscribe("c2", "a", 1);
		bench.subscribe("c2", "a", 1);
		expect(bench.sent.map(({ connection, retain }) => [connection, retain])).toEqual([
			["c1", false],
			["c2", true],
			["c2", true],
		]);
		bench.publish("a", 1, true, "");
		expect(Object.keys(bench.world().retained)).toEqual([]);
	});

	it("throws away what a session held when its client comes back clean [MQTT-3.1.2-6]", () => {
		const bench = openBench();
		bench.join("sub", false, "c1");
		bench.subscribe("c1", "a", 1);
		bench.store.leave("c1", "cut");
		bench.publish("a", 1);
		expect(bench.join("sub", true, "c2")).toBe(false);
		expect(bench.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "session-discarded" });
	});
});

const clientId = fc.constantFrom("sub", "other", "constructor", "__proto__");
const topic = fc.constantFrom("a", "a/b", "a/c", "$SYS/x");
const filter = fc.constantFrom("a", "a/#", "+/b", "#", "a/+");
const qos = fc.constantFrom<QoS>(0, 1, 2);
const act = fc.oneof(
	fc.record({ act: fc.constant("join" as const), clientId, clean: fc.boolean() }),
	fc.record({ act: fc.constant("leave" as const), clientId }),
	fc.record({ act: fc.constant("subscribe" as const), clientId, filter, qos }),
	fc.record({ act: fc.constant("unsubscribe" as const), clientId, filter }),
	fc.record({ act: fc.constant("publish" as const), topic, qos, retain: fc.boolean(), text: fc.constantFrom("", "x") }),
	fc.record({
		act: fc.constant("settings" as const),
		to: fc.record({
			maxQueuedMessages: fc.nat(4),
			queueFull: fc.constantFrom("drop-newest" as const, "drop-oldest" as const),
			queueQos0Messages: fc.boolean(),
			maxInflightMessages: fc.nat(3),
		}),
	}),
	fc.record({ act: fc.constant("expire" as const), clientId }),
	fc.record({ act: fc.constant("restart" as const), kept: fc.boolean() }),
	fc.record({
		act: fc.constant("ack" as const),
		clientId,
		type: fc.constantFrom("PUBACK" as const, "PUBREC" as const, "PUBCOMP" as const),
		id: fc.nat(5),
	}),
);

describe("after any acts", () => {
	it("and any change of settings the world's queues and flights are the store's, and every message that matched has a fate", () => {
		fc.assert(
			fc.property(fc.array(act, { minLength: 10, maxLength: 60, size: "max" }), (acts) => {
				const bench = openBench();
				let connections = 0;
				const at = new Map<string, string>();
				for (const one of acts) {
					const connection = "clientId" in one ? (at.get(one.clientId) ?? "none") : "none";
					if (one.act === "join") {
						bench.store.leave(connection, "takeover");
						at.set(one.clientId, `c${++connections}`);
						bench.join(one.clientId, one.clean, `c${connections}`);
					} else if (one.act === "leave") bench.store.leave(connection, "cut");
					else if (one.act === "subscribe") bench.subscribe(connection, one.filter, one.qos);
					else if (one.act === "unsubscribe") bench.store.unsubscribe(connection, [one.filter]);
					else if (one.act === "settings") {
						Object.assign(bench.settings, one.to);
						bench.store.adjust();
					} else if (one.act === "expire") bench.store.expire(one.clientId);
					else if (one.act === "restart") {
						for (const open of at.values()) bench.store.leave(open, "broker-restart");
						if (!one.kept) bench.store.forget();
					} else if (one.act === "ack") bench.store.acknowledged(connection, one.type, one.id);
					else expectFates(bench, one.topic, bench.publish(one.topic, one.qos, one.retain, one.text));
					expectSame(bench);
				}
			}),
			{ numRuns: 300 },
		);
	});
});

function expectSame(bench: ReturnType<typeof openBench>): void {
	const held = [...bench.store.sessions()];
	const world = bench.world();
	expect(Object.keys(world.sessions).sort()).toEqual(held.map(({ session }) => session).sort());
	for (const { session, queue, inflight, subscriptions } of held) {
		const drawn = world.sessions[session];
		expect(drawn?.queue.map(({ delivery }) => delivery)).toEqual(queue.map(({ delivery }) => delivery));
		expect(drawn?.inflight.map(({ packetId }) => packetId)).toEqual([...inflight.keys()]);
		expect(Object.keys(drawn?.subscriptions ?? {})).toEqual([...subscriptions.keys()]);
		expect(queue.filter((one) => one.qos === 0)).toHaveLength(held.find((one) => one.session === session)?.queuedAtQos0 ?? -1);
	}
}

/** Matches filters independently of the store's own matching. */
function expectFates(bench: ReturnType<typeof openBench>, topic: string, message: string): void {
	for (const { session, subscriptions } of bench.store.sessions()) {
		const matched = [...subscriptions.keys()].some((one) => matches(one, topic));
		const fate = bench.world().fates[message]?.[session];
		if (matched) {
			expect(["queued", "inflight", "dropped"]).toContain(fate?.fate);
			if (fate?.fate === "inflight") expect(fate.why).toBe("sent");
		} else expect(fate === undefined || fate.fate === "none").toBe(true);
	}
}
