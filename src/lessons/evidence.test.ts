import { expect, it } from "vitest";
import type { PacketFields, RoomEvent } from "#contract/event.ts";
import { openHistory } from "#model/history.ts";
import { namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import { CONNECTED, client, OFFLINE, session, worldOf } from "#script/testkit/sample.ts";
import { evidenceOf } from "./evidence.ts";

const message = (name: string, payload: string): Message => ({
	...namedOf(name),
	publisher: "pub-1",
	topic: "t",
	payload,
	payloadBytes: payload.length,
	qos: 0,
	retain: false,
	at: 0,
	phase: "accepted",
	publications: 1,
	decided: 1,
});
const dropped = { fate: "dropped", reason: "publish-qos-0", filter: "t", grantedQos: 1, full: null, at: 5 } as const;
const delivered = { fate: "delivered", how: "redelivered", copies: 2, qos: 1, packetId: 4, at: 9 } as const;
const messages = { m1: message("m1", "21.5"), m2: message("m2", ""), m3: message("m3", "22.1") };
const fates = { m1: { "sub-1": dropped }, m2: { "sub-1": dropped }, m3: { "sub-1": delivered } };
const copies = { m3: { "sub-1": 2 } };
const kept = session("sub-1", { subscriptions: { t: { qos: 1, at: 0, seq: 1 } } });
const away: World = { ...worldOf(client("sub-1", OFFLINE)), sessions: { "sub-1": kept }, messages, fates, copies };
const back: World = { ...worldOf(client("sub-1", CONNECTED)), sessions: { "sub-1": kept }, messages, fates, copies };

function down(seq: number, fields: PacketFields): RoomEvent {
	return { type: "packet.passed", packet: `p${seq}`, connection: "c1", direction: "down", bytes: 4, fields, seq, at: seq };
}

it("the evidence of a run is read off its worlds and packets", () => {
	const connack = { type: "CONNACK", sessionPresent: true, returnCode: 0 } as const;
	const { payload, payloadBytes, topic } = messages.m3;
	const again = {
		type: "PUBLISH",
		topic,
		payload,
		payloadBytes,
		qos: 1,
		retain: false,
		dup: true,
		packetId: 4,
		message: "m3",
		kind: "plain",
		ordinal: 3,
		attempt: 2,
	} as const;
	const told = [down(1, { ...connack, sessionPresent: false }), down(2, connack), down(3, again)];
	const history = openHistory(back).append(told);
	const found = evidenceOf({ worlds: [away, back], world: back, history }, ["sub-1"]);
	expect(found.map(({ title }) => title)).toEqual([
		"CONNACK session present = 1",
		"m1 (21.5) and m2 (an empty message) for sub-1: dropped",
		"m3 (22.1) for sub-1: delivered",
		"PUBLISH #4 DUP = 1",
		"Queue on reconnect: empty",
	]);
	expect(found[1]?.says).toBe("Published at QoS 0, so not queued.");
	expect(found[2]?.says).toMatch(/^2 copies: QoS 1 allows it\. /);
	expect(found[4]?.mark).toEqual({ kind: "queue", says: "0/1000" });
});

it("what was in flight when its client came back is not said to have waited in the queue", () => {
	const sent = {
		delivery: "d1",
		message: "m1",
		qos: 1,
		packetId: 1,
		attempt: 1,
		dup: false,
		awaits: "PUBACK",
		arrived: false,
		since: 0,
	} as const;
	const waits = { delivery: "d2", message: "m2", qos: 1, since: 0 } as const;
	const titleOf = (holds: Pick<typeof kept, "queue" | "inflight">) => {
		const then = { ...away, sessions: { "sub-1": { ...kept, ...holds } } };
		return evidenceOf({ worlds: [then, back], world: { ...back, messages: {} }, history: openHistory(back) }, ["sub-1"])[0];
	};
	expect(titleOf({ inflight: [sent], queue: [] })).toMatchObject({
		title: "On reconnect: 1 in flight, 0 queued",
		mark: { says: "0/1000" },
	});
	expect(titleOf({ inflight: [sent], queue: [waits] })).toMatchObject({
		title: "On reconnect: 1 in flight, 1 queued",
		mark: { says: "1/1000" },
	});
	expect(titleOf({ inflight: [], queue: [waits] })).toMatchObject({ title: "Queue on reconnect: 1", mark: { says: "1/1000" } });
});

it("without a single packet there is no evidence of packets", () => {
	expect(evidenceOf({ worlds: [back], world: { ...back, messages: {} }, history: openHistory(back) }, ["sub-1"])).toEqual([]);
});
