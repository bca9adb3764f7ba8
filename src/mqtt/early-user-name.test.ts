import mqttPacket from "mqtt-packet";
import { expect, test } from "vitest";
import { earlyUserName } from "./early-user-name.ts";

const text = (value: string) => [0, value.length, ...Buffer.from(value)];
const connectOf = (flags: number, level: number, ...fields: number[][]) => {
	const body = [...text("MQTT"), level, flags, 0, 60, ...fields.flat()];
	return Uint8Array.of(0x10, body.length, ...body);
};
const will = { topic: "w", payload: Buffer.alloc(200), qos: 1 as const, retain: false };
const sound = {
	cmd: "connect" as const,
	clientId: "a",
	clean: true,
	keepalive: 0,
	protocolId: "MQTT" as const,
	protocolVersion: 4 as const,
};

test.each([
	["nothing before it", {}],
	["a will before it", { will }],
	["MQTT 5 before it", { protocolVersion: 5, properties: { userProperties: { a: "b".repeat(300) } } }],
	["a will of MQTT 5 before it", { protocolVersion: 5, will: { ...will, properties: { willDelayInterval: 5 } } }],
])("a user name with %s is known with its last byte, and not before", (_, more: object) => {
	const bytes = mqttPacket.generate({ ...sound, ...more, username: "kitchen", password: Buffer.alloc(60_000) });
	const known = bytes.indexOf("kitchen") + "kitchen".length;
	for (let end = 0; end < known; end += 1) expect(earlyUserName(bytes.subarray(0, end))).toBe(undefined);
	expect(earlyUserName(bytes.subarray(0, known))).toBe("kitchen");
});

test("that there is none is known from the flags, however long a will follows", () => {
	expect(earlyUserName(mqttPacket.generate({ ...sound, will }).subarray(0, 13))).toBe(null);
});

test.each([
	["not CONNECT", Uint8Array.of(0xc0)],
	["a request of a browser", Buffer.from("GET /")],
	["a length of more than four bytes", Uint8Array.of(0x10, 0xff, 0xff, 0xff, 0xff)],
	["a field that is longer than the packet", Uint8Array.of(0x10, 0x02, 0x00, 0x09)],
	["a level that nobody speaks", connectOf(0x82, 9, text("a"), text("kitchen"))],
	["properties that are longer than the packet", connectOf(0x82, 5, [0xff, 0x7f], text("a"), text("kitchen"))],
	["a client id that is longer than the packet", connectOf(0x82, 4, [1])],
	["a user name that is not UTF-8", connectOf(0x82, 4, text("a"), [0, 1, 0xff])],
])("there is none in %s", (_, bytes) => {
	expect(earlyUserName(bytes)).toBe(null);
});
