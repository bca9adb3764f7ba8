import type { Fact, PacketFields, RoomEvent } from "#contract/event.ts";
import type { Named } from "#contract/message-name.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import { reduce } from "#model/reduce.ts";
import type { World } from "#model/world.ts";

export type SampleMoment = BothWorlds & { readonly event: RoomEvent };

/** For tests: stamps facts 100 ms apart and folds them, keeping the world on both sides of each. */
export function moments(facts: readonly Fact[], from: World = EMPTY_WORLD): readonly SampleMoment[] {
	let before = from;
	return facts.map((fact, index) => {
		const event = { ...fact, seq: from.seq + index + 1, at: from.at + (index + 1) * 100 };
		const moment = { event, before, world: reduce(before, event) };
		before = moment.world;
		return moment;
	});
}

/** The same events as a history. */
export function historyOf(facts: readonly Fact[], from: World = EMPTY_WORLD): History {
	return openHistory(from).append(moments(facts, from).map(({ event }) => event));
}

const PAGE = { kind: "lab", page: "p" } as const;
type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

export const opened: Fact = {
	type: "room.opened",
	room: "lobby",
	broker: "Aedes 1.2",
	settings: { ...FIRST_SETTINGS, maxQueuedMessages: 8 },
};

/** CONNECT, its session and its CONNACK, without delay. */
export function connected(client: string, cleanSession: boolean): readonly Fact[] {
	const connection = `c-${client}`;
	return [
		{ type: "connection.opened", connection, origin: PAGE },
		up(client, { type: "CONNECT", clientId: client, cleanSession, keepAlive: 0, will: null }),
		{ type: "session.created", session: client, connection, cleanSession },
		down(client, { type: "CONNACK", sessionPresent: false, returnCode: 0 }),
	];
}

export function subscribed(client: string, filter: string, qos: 0 | 1 | 2): readonly Fact[] {
	return [
		up(client, { type: "SUBSCRIBE", packetId: 1, filters: [{ filter, qos }] }),
		{ type: "subscription.added", session: client, filter, qos },
		down(client, { type: "SUBACK", packetId: 1, returnCodes: [qos] }),
	];
}

export function left(client: string): readonly Fact[] {
	return [
		up(client, { type: "DISCONNECT" }),
		{ type: "connection.closed", connection: `c-${client}`, reason: "disconnect", says: "DISCONNECT", clause: "MQTT-3.14.4-1" },
		{ type: "session.offline", session: client, reason: "disconnect", expiresInMs: null },
	];
}

export function publish(message: string, qos: 0 | 1 | 2, packetId: number | null): Publish {
	return {
		type: "PUBLISH",
		topic: "greenhouse/temp",
		payload: "21.4",
		payloadBytes: 4,
		qos,
		retain: false,
		dup: false,
		packetId,
		...namedOf(message),
		attempt: 1,
	};
}

export function accepted(message: string, publisher: string, qos: 0 | 1 | 2): Fact {
	return {
		type: "publication.accepted",
		...namedOf(message),
		publisher,
		topic: "greenhouse/temp",
		payload: "21.4",
		payloadBytes: 4,
		qos,
		retain: false,
	};
}

/** The samples name their messages as a room does: m3 is the third message without RETAIN. */
export function namedOf(message: string): Named {
	const kind = ({ m: "plain", r: "retained", w: "will" } as const)[message[0] as "m" | "r" | "w"];
	return { message, kind, ordinal: Number(message.slice(1)) };
}

export function up(client: string, fields: PacketFields): Fact {
	return { type: "packet.passed", packet: `p-${client}`, connection: `c-${client}`, direction: "up", bytes: 10, fields };
}

function down(client: string, fields: PacketFields): Fact {
	return { type: "packet.passed", packet: `p-${client}`, connection: `c-${client}`, direction: "down", bytes: 10, fields };
}

export function entered(client: string, packet: string, fields: PacketFields, direction: "up" | "down" = "up"): Fact {
	return { type: "packet.entered", packet, connection: `c-${client}`, direction, delayMs: 2_000, bytes: 10, fields };
}

/** m1 comes at QoS 0 while sub-1 is away, and nothing is queued of it; sub-2 has not asked for it. */
export const DROPPED_AT_QOS_0: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...connected("sub-2", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...subscribed("sub-2", "site/#", 1),
	...left("sub-1"),
	...[up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0)],
	{ type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 0, reason: "publish-qos-0" },
];
