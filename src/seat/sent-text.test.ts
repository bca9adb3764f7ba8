import { expect, test } from "vitest";
import type { Client, Message } from "#model/world.ts";
import { CONNECTED, client, worldOf } from "#script/testkit/sample.ts";
import { sentRows } from "./sent-text.ts";

const ME = "s07-pub";
const message = (name: string, more: Partial<Message> = {}): Message => ({
	message: name,
	kind: "plain",
	ordinal: 1,
	publisher: ME,
	topic: "class/seat-7",
	payload: "hello",
	payloadBytes: 5,
	qos: 1,
	retain: false,
	at: 0,
	phase: "accepted",
	publications: 1,
	decided: 1,
	...more,
});
const rows = (messages: readonly Message[], outgoing: Client["outgoing"] = []) =>
	sentRows(
		{ ...worldOf(client(ME, CONNECTED, { outgoing })), messages: Object.fromEntries(messages.map((one) => [one.message, one])) },
		ME,
	).map(({ message: name, fate, says }) => [name, fate, says]);

test("a publisher sees its own messages, newest first, and not its wills or anybody else's", () => {
	expect(rows([message("m1"), message("m2", { publisher: "pub-1" }), message("w1", { kind: "will" }), message("m3")])).toEqual([
		["m3", "ink", "PUBACK"],
		["m1", "ink", "PUBACK"],
	]);
});

test("a message is in flight as long as its sender keeps a copy, even if the broker has it", () => {
	const copy = { message: "m1", packetId: 1, qos: 1, awaits: "PUBACK", attempts: 1 } as const;
	expect(rows([message("m1")], [copy])).toEqual([["m1", "flight", "no PUBACK yet"]]);
	expect(rows([message("m1", { phase: "with-sender" })], [copy])).toEqual([["m1", "flight", "copy kept"]]);
	expect(rows([message("m1", { phase: "to-broker", qos: 0 })])).toEqual([["m1", "flight", "on the wire"]]);
});

test("a message that never reached the broker is dropped, and says how", () => {
	expect(rows([message("m1", { phase: "lost", qos: 0 })])).toEqual([["m1", "dropped", "lost"]]);
});
