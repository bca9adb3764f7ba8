import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { accepted, connected, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { announce } from "./announce.ts";
import { expiryText } from "./expiry-text.ts";
import { logLine } from "./log-line.ts";
import { narrate } from "./narrate.ts";

const OPENED: BrokerSettings = { ...FIRST_SETTINGS, maxQueuedMessages: 8 };
const away = (session: string): readonly Fact[] => [
	...connected(session, false),
	...subscribed(session, "greenhouse/+", 1),
	...left(session),
];
const queued = (session: string, message: string, qos: 0 | 1 = 1): Fact => {
	return { type: "delivery.queued", delivery: `${session}-${message}`, message, session, qos, why: "offline" };
};
const kept = (message: string): readonly Fact[] => [
	accepted(message, "pub-1", 1),
	{ type: "retained.set", topic: "greenhouse/temp", message, replaced: null },
];
const changed = (more: Partial<BrokerSettings>): Fact => ({ type: "settings.changed", settings: { ...OPENED, ...more } });

function last(...facts: readonly Fact[]) {
	const moment = moments([opened, ...facts]).at(-1);
	if (moment === undefined) throw new Error("nothing told");
	const { event, world, before } = moment;
	return { world, says: narrate(event, world, before), line: logLine(event, world, before), spoken: announce(event, world, before) };
}
const says = (...facts: readonly Fact[]) => last(...facts).says;

test("a lower queue limit throws nothing away, and says which sessions hold more", () => {
	const five = ["m1", "m2", "m3", "m4", "m5"].map((message) => queued("sub-1", message));
	expect(says(...away("sub-1"), ...five, changed({ maxQueuedMessages: 4 }))).toBe(
		"Queue limit is now 4. sub-1 already holds 5; nothing is thrown away.",
	);
	const both = [...five, ...["m1", "m2"].map((message) => queued("sub-2", message))];
	expect(says(...away("sub-1"), ...away("sub-2"), ...both, changed({ maxQueuedMessages: 1 }))).toBe(
		"Queue limit is now 1. 2 sessions already hold more; nothing is thrown away.",
	);
	expect(says(...away("sub-1"), ...five, changed({ maxQueuedMessages: 0 }))).toBe("Queues have no limit now.");
});

test("the log says it with the name that Mosquitto gives the setting", () => {
	const { line } = last(...away("sub-1"), queued("sub-1", "m1"), queued("sub-1", "m2"), changed({ maxQueuedMessages: 1 }));
	expect(line?.text).toBe("Settings: max_queued_messages 1. sub-1 already holds 2; nothing is thrown away");
	expect(last(changed({ maxInflightMessages: 0, retainAvailable: false })).line?.text).toBe(
		"Settings: max_inflight_messages 0 (no limit), retain_available false",
	);
});

test("what is in flight past a smaller window goes on", () => {
	const sent = [1, 2].map((packetId): Fact => {
		const message = `m${packetId}`;
		const names = { delivery: `d${packetId}`, message, session: "sub-1", packet: "p" };
		return { type: "delivery.sent", ...names, qos: 1, packetId, dup: false, attempt: 1, from: "live" };
	});
	expect(says(...connected("sub-1", false), ...sent, changed({ maxInflightMessages: 1 }))).toBe(
		"In-flight window is now 1. 1 session has more in flight; those go on.",
	);
});

test("an expiry leaves sessions alone whose clients are away already", () => {
	expect(says(...away("sub-1"), ...away("sub-2"), ...away("sub-3"), changed({ persistentClientExpiration: 7_200 }))).toBe(
		"A session now waits 2 h. 3 sessions are away already and keep theirs.",
	);
	expect(says(changed({ persistentClientExpiration: 90 }))).toBe("A session now waits 90 s.");
	expect([60, 86_400, 4_294_967_295, null].map(expiryText)).toEqual(["1 min", "1 d", "136 years", "never"]);
});

test("without retain what is retained stays, and without QoS 0 in queues what waits stays", () => {
	expect(says(changed({ retainAvailable: false }))).toBe("A client that publishes with RETAIN is now disconnected.");
	expect(says(...kept("r1"), changed({ retainAvailable: false }))).toBe(
		"A client that publishes with RETAIN is now disconnected. 1 retained message stays and is still delivered.",
	);
	const on = changed({ queueQos0Messages: true });
	expect(says(...away("sub-1"), on, queued("sub-1", "m1", 0), queued("sub-1", "m2"), changed({}))).toBe(
		"QoS 0 messages are not queued now. What waits stays: 1 message.",
	);
});

test("a preset is told by its name", () => {
	expect(says({ type: "settings.changed", settings: PRESETS.emqx.settings })).toBe(
		"Settings of EMQX: max_queued_messages 1000, queue_full drop-oldest and 3 more. What is there already stays.",
	);
});

test("other corrections are another broker, and it says so once more when it has started", () => {
	const facts: readonly Fact[] = [
		...away("sub-1"),
		{ type: "settings.changed", settings: PRESETS.aedes.settings },
		{ type: "session.discarded", session: "sub-1", reason: "restart" },
	];
	expect(says(...facts.slice(0, -1))).toBe("Another broker: Aedes as it ships. It starts with nothing.");
	expect(says(...facts, { type: "broker.restarted", broker: "Aedes 1.2", kept: false })).toBe(
		"Another broker: Aedes as it ships. 1 session is gone.",
	);
});

test("a restart without persistence says how much is gone", () => {
	const drop = (message: string): Fact => {
		return { type: "delivery.dropped", delivery: `sub-1-${message}`, message, session: "sub-1", qos: 1, reason: "broker-restarted" };
	};
	const restart: readonly Fact[] = [
		...connected("pub-1", true),
		...[up("pub-1", publish("r1", 1, 1)), ...kept("r1")],
		...away("sub-1"),
		...away("sub-2"),
		...["m1", "m2"].map((message) => queued("sub-1", message)),
		...["m1", "m2"].map(drop),
		...["sub-1", "sub-2"].map((session): Fact => ({ type: "session.discarded", session, reason: "restart" })),
		{ type: "broker.restarted", broker: "Aedes 1.2", kept: false },
	];
	const { world, says, line, spoken } = last(...restart);
	expect(says).toBe("The broker was restarted. With persistence off: 2 sessions, 2 undelivered messages and 1 retained message are gone.");
	expect(line).toMatchObject({ kind: "room", clause: "4.1", text: says?.slice(0, -1) });
	expect(spoken).toEqual({ urgent: true, text: says });
	expect(world.retained).toEqual({});
	expect(last(...restart, { type: "broker.restarted", broker: "Aedes 1.2", kept: false }).says).toBe(
		"The broker was restarted. With persistence off: nothing was there.",
	);
});

test("a restart with persistence says what is back", () => {
	const facts: readonly Fact[] = [...away("sub-1"), queued("sub-1", "m1"), queued("sub-1", "m2")];
	const { says, world } = last(...facts, changed({ persistence: true }), { type: "broker.restarted", broker: "Aedes 1.2", kept: true });
	expect(says).toBe("The broker was restarted. With persistence on: 1 session and 2 queued messages are back.");
	expect(world.sessions["sub-1"]?.queue).toHaveLength(2);
});

test("a room that is cleared keeps its settings", () => {
	expect(last(changed({ maxQueuedMessages: 3 }), { type: "room.cleared" }).world.settings.maxQueuedMessages).toBe(3);
});
