import fc from "fast-check";
import mqttPacket from "mqtt-packet";
import { expect, test } from "vitest";
import { readKnock } from "./knock.ts";

const sound = { cmd: "connect", protocolId: "MQTT", clientId: "gate", clean: true, keepalive: 30 } as const;
const will = { topic: "w", payload: Buffer.from("gone"), qos: 1, retain: false } as const;

test.each([
	["MQTT 3.1.1", { ...sound, protocolVersion: 4 }, { protocolName: "MQTT", level: 4, clientId: "gate", userName: null }],
	["MQTT 3.1.1 with a will before the user name", { ...sound, protocolVersion: 4, will, username: "k" }, { level: 4, userName: "k" }],
	["MQTT 3.1", { ...sound, protocolId: "MQIsdp", protocolVersion: 3 }, { protocolName: "MQIsdp", level: 3, clientId: "gate" }],
	["MQTT 5", { ...sound, protocolVersion: 5, username: "kitchen" }, { level: 5, clientId: "gate", userName: "kitchen" }],
	[
		"MQTT 5 with properties, also of its will",
		{
			...sound,
			protocolVersion: 5,
			properties: { sessionExpiryInterval: 9, userProperties: { a: "x".repeat(200) } },
			will: { ...will, properties: { willDelayInterval: 1 } },
			username: "kitchen",
		},
		{ level: 5, clientId: "gate", userName: "kitchen" },
	],
	["an empty client id", { ...sound, protocolVersion: 4, clientId: "" }, { clientId: "" }],
	["a bridge", { ...sound, protocolVersion: 4, bridgeMode: true }, { level: 132, clientId: "gate" }],
])("what a CONNECT says is read: %s", (_, packet, found) => {
	expect(readKnock(mqttPacket.generate(packet as never))).toMatchObject({ speaks: "MQTT", ...found });
});

test.each([
	["a handshake of TLS", Uint8Array.of(0x16, 0x03, 0x01, 0x02, 0x00, 0x01), "TLS"],
	["a browser's request", Buffer.from("GET / HTTP/1.1\r\n"), "HTTP"],
	["an upload", Buffer.from("POST /x HTTP/1.1\r\n"), "HTTP"],
	["the first line of HTTP/2", Buffer.from("PRI * HTTP/2.0\r\n"), "HTTP"],
	["SSH", Buffer.from("SSH-2.0-OpenSSH_9\r\n"), null],
	["a packet that is not CONNECT", Uint8Array.of(0xc0, 0x00), null],
	["nothing", new Uint8Array(0), null],
])("%s is known by its first bytes", (_, bytes, speaks) => {
	expect(readKnock(bytes)).toEqual({ speaks });
});

test("a field that has not come is not there, and one that is long is cut", () => {
	const bytes = mqttPacket.generate({ ...sound, protocolVersion: 4, clientId: "a".repeat(300), username: "kitchen" });
	expect(readKnock(bytes.subarray(0, 10))).toEqual({ speaks: "MQTT", protocolName: "MQTT", level: 4 });
	expect(readKnock(bytes.subarray(0, 40))).not.toHaveProperty("clientId");
	expect(readKnock(bytes)).toMatchObject({ clientId: `${"a".repeat(63)}…`, userName: "kitchen" });
});

test("no bytes are too strange to be read", () => {
	const first = fc.constantFrom(0x10, 0x16, 0x47);
	fc.assert(
		fc.property(first, fc.uint8Array({ maxLength: 200 }), (byte, rest) => {
			const { clientId = "", userName } = readKnock(Uint8Array.of(byte, ...rest));
			return clientId.length <= 64 && (userName ?? "").length <= 64;
		}),
	);
});
