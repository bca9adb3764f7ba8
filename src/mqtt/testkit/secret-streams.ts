import mqttPacket from "mqtt-packet";

/** The password that none of these may show, and each three letters of it that stand side by side. */
const PASSWORD = "Zq7!Xk9";
export const PARTS_OF_PASSWORD = [0, 1, 2, 3, 4].map((from) => PASSWORD.slice(from, from + 3));

const text = (value: string) => [0, value.length, ...Buffer.from(value)];
const ascii = (value: string) => [...Buffer.from(value, "latin1")];
const signed = { cmd: "connect" as const, clientId: "me", clean: true, keepalive: 0, username: "u", password: Buffer.from(PASSWORD) };
const will = { topic: "w", payload: Buffer.from("bye"), qos: 1 as const, retain: false };
const generate = (more: object) => mqttPacket.generate({ ...signed, protocolId: "MQTT", protocolVersion: 4, ...more } as never);

function connectOf({ name = "MQTT", level = 4, flags = 0xc2, longer = 0 }, ...fields: readonly (readonly number[])[]): Buffer {
	const body = [...text(name), level, flags, 0, 60, ...fields.flat()];
	return Buffer.from([0x10, body.length + longer, ...body]);
}
const SIGNED = [text("me"), text("u"), text(PASSWORD)] as const;
const WILLED = [text("me"), text("w"), text("bye"), text("u"), text(PASSWORD)] as const;

/** CONNECTs that hold a password, sound and broken. */
export const CONNECTS: readonly (readonly [says: string, bytes: Buffer])[] = [
	["MQTT 3.1.1", generate({})],
	["MQTT 3.1.1 with a will", generate({ will })],
	["MQTT 3.1", generate({ protocolId: "MQIsdp", protocolVersion: 3 })],
	["MQTT 5", generate({ protocolVersion: 5 })],
	["MQTT 5 with a will", generate({ protocolVersion: 5, will })],
	["MQTT 5 with a token", generate({ protocolVersion: 5, properties: { userProperties: { token: PASSWORD } } })],
	[
		"MQTT 5 with authentication data",
		generate({ protocolVersion: 5, properties: { authenticationMethod: "x", authenticationData: Buffer.from(PASSWORD) } }),
	],
	["a bridge", generate({ bridgeMode: true })],
	["MQTT 5 in the shape of 3.1.1", connectOf({ level: 5 }, ...SIGNED)],
	["3.1.1 in the shape of MQTT 5", connectOf({}, [0], ...SIGNED)],
	["a name that is not known", connectOf({ name: "MQTX" }, ...SIGNED)],
	["a level that is not known", connectOf({ level: 9 }, ...SIGNED)],
	["a level that is not known, with a field more", connectOf({ level: 6 }, text("x"), ...WILLED)],
	["the reserved flag", connectOf({ flags: 0xc3 }, ...SIGNED)],
	["no flag for the password", connectOf({ flags: 0x82 }, ...SIGNED)],
	["no flag for name and password", connectOf({ flags: 0x02 }, ...SIGNED)],
	["no flag for the name", connectOf({ flags: 0x42 }, ...SIGNED)],
	["no flag for the will", connectOf({ flags: 0xc2 }, ...WILLED)],
	["a flag for a will that is not there", connectOf({ flags: 0xc6 }, ...SIGNED)],
	["a remaining length that is too large", connectOf({ longer: 9 }, ...SIGNED)],
	["a remaining length that is far too large", Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f, ...connectOf({}, ...SIGNED).subarray(2)])],
	["a remaining length that is too small", connectOf({ longer: -8 }, ...SIGNED)],
	["a remaining length that ends in front of the password", connectOf({ longer: -9 }, ...SIGNED)],
	["a remaining length of five bytes", Buffer.from([0x10, 0xff, 0xff, 0xff, 0xff, 0x01, ...connectOf({}, ...SIGNED).subarray(2)])],
	["a client id whose length takes in the password", connectOf({}, [0, 9, ...ascii("me")], text("u"), text(PASSWORD))],
	["a client id whose length takes in the user name", connectOf({}, [0, 5, ...ascii("me")], text("u"), text(PASSWORD))],
	["a client id whose length is too small", connectOf({}, [0, 1, ...ascii("me")], text("u"), text(PASSWORD))],
	["a user name whose length takes in the password", connectOf({}, text("me"), [0, 7, ...ascii("u")], text(PASSWORD))],
	["a password whose length is too large", connectOf({}, text("me"), text("u"), [0, 9, ...ascii(PASSWORD)])],
	["a password whose length is too small", connectOf({}, text("me"), text("u"), [0, 2, ...ascii(PASSWORD)])],
	["a password without a length", connectOf({}, text("me"), text("u"), ascii(PASSWORD))],
	["a type with flags", Buffer.from([0x1f, ...connectOf({}, ...SIGNED).subarray(1)])],
];

const publish = [0x30, 4, 0, 1, 0x61, 0x78];
/** What may come in front of a CONNECT. */
export const BEFORE: readonly (readonly [says: string, bytes: (connect: Uint8Array) => readonly number[]])[] = [
	["nothing", () => []],
	["a PINGREQ", () => [0xc0, 0]],
	["two PINGREQs", () => [0xc0, 0, 0xc0, 0]],
	["a PUBLISH", () => publish],
	["a PUBLISH whose length takes in the CONNECT", ({ length }) => [0x30, 4 + length, ...publish.slice(2)]],
	["a PUBLISH whose length is too large", ({ length }) => [0x30, 127, ...publish.slice(2), ...Array(Math.max(0, 20 - length)).fill(0x78)]],
	["a SUBSCRIBE whose length takes in the CONNECT", ({ length }) => [0x82, 6 + length, 0, 1, 0, 1, 0x61, 0]],
	["an empty line", () => [13, 10]],
	["a zero", () => [0]],
	["a PROXY header", () => ascii("PROXY TCP4 10.0.0.7 10.0.0.8 5000 1883\r\n")],
	["a remaining length of five bytes", () => [0x30, 255, 255, 255, 255]],
	["the head of a packet that is not there", () => [0x40, 2]],
	["a CONNECT without a password", () => [...connectOf({ flags: 2 }, text("a"))]],
	["a CONNECT that is broken", () => [...connectOf({ flags: 2 }, [0, 99, 0x61])]],
	["an AUTH", () => [0xf0, 0]],
];

/** Others that hold it. */
export const STRANGERS: readonly (readonly [says: string, bytes: Buffer])[] = [
	["an HTTP request", Buffer.from(`GET /?pw=${PASSWORD} HTTP/1.1\r\nHost: a\r\n\r\n`)],
	["a long HTTP request", Buffer.from(`GET /?pw=${PASSWORD}${"x".repeat(80)} HTTP/1.1\r\nHost: a\r\n\r\n`)],
	["an HTTP request with a header", Buffer.from(`POST / HTTP/1.1\r\nCookie: ${PASSWORD}\r\n\r\n`)],
	["an HTTP proxy request", Buffer.from(`CONNECT ${PASSWORD}:1 HTTP/1.1\r\n\r\n`)],
	["lines of text", Buffer.from(`USER me\r\nPASS ${PASSWORD}\r\n`)],
	["STOMP", Buffer.from(`CONNECT\npasscode:${PASSWORD}\n\n\0`)],
	["Redis", Buffer.from(`*2\r\n$4\r\nAUTH\r\n$7\r\n${PASSWORD}\r\n`)],
	["AMQP", Buffer.from(`AMQP\0\0\x09\x01 ${PASSWORD}`)],
	["a password alone", Buffer.from(`  ${PASSWORD}`)],
	["what begins as TLS", Buffer.from([0x16, 3, 1, 0, 20, ...ascii(PASSWORD), ...ascii("x".repeat(20))])],
	["an AUTH", Buffer.from([0xf0, 9, 0, ...text(PASSWORD)])],
	["a PUBLISH", Buffer.from([0x30, 10, 0, 1, 0x61, ...ascii(PASSWORD)])],
];
