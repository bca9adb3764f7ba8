import { expect, test } from "vitest";
import type { PacketUnderWay } from "#model/world.ts";
import { packetRows } from "./packet-rows.ts";
import { captionOf, captionOfMany, packetName } from "./packet-text.ts";

const publish: PacketUnderWay = {
	packet: "p9",
	connection: "c1",
	direction: "up",
	bytes: 25,
	fields: {
		type: "PUBLISH",
		topic: "greenhouse/temp",
		payload: "21.9",
		payloadBytes: 4,
		qos: 1,
		retain: false,
		dup: false,
		packetId: 12,
		message: "m3",
		kind: "plain",
		ordinal: 3,
		attempt: 1,
	},
	enteredAt: 0,
	from: 0,
	since: 0,
	delayMs: 2000,
	still: false,
};

test("a held packet is named in full", () => {
	expect(packetName(publish, "pub-1", { progress: 0.56, held: true })).toBe(
		"PUBLISH m3, QoS 1, packet 12, pub-1 to broker, held at 1.1 of 2.0 seconds",
	);
});

test("a moving packet does not count in its name", () => {
	expect(packetName(publish, "pub-1", { progress: 0.56, held: false })).toBe("PUBLISH m3, QoS 1, packet 12, pub-1 to broker, under way");
});

test("the caption names type, QoS and packet id", () => {
	expect(captionOf(publish.fields)).toEqual(["PUBLISH", "q1 #12"]);
	expect(captionOf({ type: "SUBACK", packetId: 2, returnCodes: [1, 0x80] })).toEqual(["SUBACK", "q1 refused"]);
	expect(captionOf({ type: "SUBACK", packetId: 2, returnCodes: [1], more: 7 })).toEqual(["SUBACK", "q1 7 more"]);
	expect(captionOf({ type: "CONNACK", sessionPresent: true, returnCode: 0 })).toEqual(["CONNACK", "sp=1"]);
});

test("an empty payload is said to be empty", () => {
	const cleared = { ...publish, fields: { ...publish.fields, payload: "" } as PacketUnderWay["fields"] };
	expect(packetRows(cleared)).toContainEqual(["payload", "(empty)"]);
	expect(packetRows(cleared)).toContainEqual(["bytes", "25"]);
});

test("several PUBLISH at one place share a caption, unless their QoS differ", () => {
	const { fields } = publish;
	if (fields.type !== "PUBLISH") throw new Error("not a PUBLISH");
	expect(captionOfMany([fields, { ...fields, packetId: 13 }, { ...fields, packetId: 14 }])).toEqual(["PUBLISH", "q1 #12 to #14"]);
	expect(captionOfMany([fields, { ...fields, packetId: 20 }])).toEqual(["PUBLISH", "q1 ×2"]);
	expect(captionOfMany([fields, { ...fields, qos: 0, packetId: null }])).toBeNull();
	expect(captionOfMany([{ type: "CONNACK", sessionPresent: true, returnCode: 0 }, fields])).toBeNull();
	expect(captionOfMany([fields])).toBeNull();
});

test("a CONNACK of MQTT 3.1 says nothing of a session, in its caption, its name and its rows", () => {
	const fields = { type: "CONNACK", returnCode: 0 } as const;
	const texts = [
		...captionOf(fields),
		packetName({ ...publish, fields }, "old", { progress: 0, held: false }),
		...packetRows({ fields, bytes: 4 }).flat(),
	];
	expect(texts.join(" ")).not.toMatch(/sp=|session present|undefined/);
	expect(captionOf(fields)).toEqual(["CONNACK", "code 0"]);
});
