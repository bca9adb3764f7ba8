import fc from "fast-check";
import { expect } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "./raw.ts";
import { turns } from "./still.ts";

const name = fc.constantFrom("sub", "pub", "other");
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
/** What may happen to a room, one act at a time. */
export const act = fc.oneof(
	fc.record({ act: fc.constant("connect" as const), name, clean: fc.boolean(), will: fc.boolean() }),
	fc.record({ act: fc.constantFrom("disconnect" as const, "cut" as const, "gone" as const, "garbage" as const), name }),
	fc.record({ act: fc.constant("subscribe" as const), name, filter: fc.constantFrom("a", "#", "+/b"), qos }),
	fc.record({ act: fc.constant("publish" as const), name, topic: fc.constantFrom("a", "a/b", "$SYS"), qos, retain: fc.boolean() }),
	fc.record({ act: fc.constant("answer" as const), name }),
	fc.record({ act: fc.constantFrom("silence" as const, "mend" as const, "hold" as const, "release" as const), name }),
	// None, or longer than any play takes: what is on a wire then stays there.
	fc.record({ act: fc.constant("delay" as const), delayMs: fc.constantFrom(0, 10_000, 20_000) }),
	fc.record({ act: fc.constantFrom("clock.pause" as const, "clock.resume" as const, "wire.step" as const) }),
);
export type RandomAct = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** Plays these acts on a real room, whatever comes of them, and returns all that the room told. */
export async function play(acts: readonly RandomAct[]): Promise<RoomEvent[]> {
	const room = await openRawRoom();
	const clients = new Map<string, RawClient>();
	let ids = 0;
	for (const one of acts) {
		perform(room, clients, one, () => ++ids);
		await turns(8);
	}
	await room.close();
	expect(room.timers()).toBe(0);
	return room.events;
}

type Leaving = { readonly act: "disconnect" | "gone" | "garbage" | "cut" | "silence" | "mend" | "hold" | "release"; readonly name: string };

/** Every way in which a raw client leaves or falls silent, and the way back from silence. */
export function leave(room: RawRoom, client: RawClient, { act, name }: Leaving): void {
	switch (act) {
		case "disconnect":
			return client.send({ cmd: "disconnect" });
		case "gone":
			return client.ends.gone("The cable broke.");
		case "garbage":
			return client.sendBytes(new Uint8Array([0xf0, 0]));
		default: {
			const connection = Object.values(room.world().connections).find(({ clientId }) => clientId === name)?.connection;
			if (connection !== undefined) room.command({ type: `wire.${act}`, connection });
		}
	}
}

function perform(room: RawRoom, clients: Map<string, RawClient>, one: RandomAct, nextId: () => number): void {
	if (one.act === "delay") return void room.command({ type: "wire.delay", delayMs: one.delayMs });
	if (!("name" in one)) return void room.command({ type: one.act });
	const client = clients.get(one.name);
	if (one.act === "connect") {
		const fresh = openRawClient(room);
		clients.set(one.name, fresh);
		const will = { topic: "a/b", payload: Buffer.from("will"), qos: 1, retain: false } as const;
		return fresh.send(connect(one.name, one.clean, one.will ? { will } : {}));
	}
	if (client === undefined) return;
	switch (one.act) {
		case "disconnect":
		case "gone":
		case "garbage":
		case "cut":
		case "silence":
		case "mend":
		case "hold":
		case "release":
			return leave(room, client, one);
		case "subscribe":
			return client.send({ cmd: "subscribe", messageId: nextId(), subscriptions: [{ topic: one.filter, qos: one.qos }] });
		case "publish":
			return client.send(publish(one.topic, "x", one.qos, { retain: one.retain, ...(one.qos > 0 ? { messageId: nextId() } : {}) }));
		case "answer":
			return answerAll(client);
		default:
			return;
	}
}

function answerAll(client: RawClient): void {
	for (const packet of client.got.splice(0)) {
		const messageId = (packet as { messageId?: number }).messageId ?? 0;
		if (packet.cmd === "publish" && packet.qos === 1) client.send({ cmd: "puback", messageId });
		if (packet.cmd === "publish" && packet.qos === 2) client.send({ cmd: "pubrec", messageId });
		if (packet.cmd === "pubrec") client.send({ cmd: "pubrel", messageId });
		if (packet.cmd === "pubrel") client.send({ cmd: "pubcomp", messageId });
	}
}
