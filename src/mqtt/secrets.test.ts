import mqttPacket from "mqtt-packet";
import { describe, expect, test } from "vitest";
import { connectSecrets } from "./connect-secrets.ts";
import { readKnock } from "./knock.ts";
import { withoutSecrets } from "./secrets.ts";
import { BEFORE, CONNECTS, PARTS_OF_PASSWORD, STRANGERS } from "./testkit/secret-streams.ts";

const says = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const blanked = (bytes: Uint8Array) => says(bytes).replace("hunter2", "*******");
const will = { topic: "secret/w", payload: Buffer.from("secret"), qos: 1 as const, retain: false };
const sound = {
	cmd: "connect" as const,
	clientId: "secret",
	clean: true,
	keepalive: 0,
	protocolId: "MQTT" as const,
	protocolVersion: 4 as const,
};
const SOUND = [
	["MQTT 3.1", { protocolId: "MQIsdp", protocolVersion: 3 }],
	["MQTT 3.1.1", {}],
	["MQTT 3.1.1, behind a will", { will }],
	["MQTT 5", { protocolVersion: 5 }],
	["MQTT 5, behind a will", { protocolVersion: 5, will }],
] as const;
const signed = (more: object) =>
	mqttPacket.generate({ ...sound, ...more, username: "secret", password: Buffer.from("hunter2") } as mqttPacket.Packet);

test.each(SOUND)("the password of a CONNECT of %s is taken out, nothing else is, and the original stays as it was", (_, more) => {
	const bytes = signed(more);
	const followed = Buffer.concat([bytes, Buffer.from("c000", "hex")]);
	for (const of of ["packet", "unread", "stranger"] as const) expect(says(withoutSecrets(followed, of))).toBe(blanked(followed));
	expect(says(followed)).toContain("hunter2");
});

test.each(SOUND)("of a CONNECT of %s that is cut off, all is shown that has come, but its will and its password", (_, more) => {
	const bytes = signed(more);
	const password = bytes.length - "hunter2".length;
	const whole = blanked(bytes);
	for (let end = 0; end <= bytes.length; end += 1) {
		const shown = says(withoutSecrets(bytes.subarray(0, end), "stranger"));
		expect(shown.slice(password)).toBe(whole.slice(password, end));
		const before = Math.min(end, password - 2);
		if (!("will" in more)) expect(shown.slice(0, before)).toBe(whole.slice(0, before));
	}
});

test("the properties of MQTT 5 are taken out, which may hold a token: the rest is read behind them", () => {
	const bytes = signed({ protocolVersion: 5, properties: { userProperties: { a: "b".repeat(300) } } });
	const shown = says(withoutSecrets(bytes, "packet"));
	expect(shown).not.toContain("bbb");
	expect(shown).toContain("secret\0\x06secret\0\x07*******");
});

const hasNone = (shown: string) => PARTS_OF_PASSWORD.filter((part) => shown.includes(part));

describe("whatever comes, as a whole or cut off at any byte, and however it is called, no part of a password is shown", () => {
	test.each(BEFORE)("behind %s", (_, before) => {
		for (const [what, connect] of CONNECTS) {
			const bytes = Buffer.from([...before(connect), ...connect, 0xc0, 0]);
			expect(hasNone(says(bytes))).not.toEqual([]);
			for (let end = bytes.length; end >= 0; end -= 1) {
				const come = bytes.subarray(0, end);
				const { clientId = "", userName } = readKnock(come.subarray(0, connectSecrets(come).known));
				expect([what, end, hasNone(`${says(withoutSecrets(come, "stranger"))} ${clientId} ${userName ?? ""}`)]).toEqual([what, end, []]);
			}
		}
	});

	test.each(CONNECTS)("in a second CONNECT: %s", (_, connect) => {
		for (let end = connect.length; end >= 0; end -= 1)
			expect(hasNone(says(withoutSecrets(connect.subarray(0, end), "unread")))).toEqual([]);
	});

	test.each(STRANGERS)("in %s", (_, bytes) => {
		for (let end = bytes.length; end >= 0; end -= 1) expect(hasNone(says(withoutSecrets(bytes.subarray(0, end), "stranger")))).toEqual([]);
	});
});

test("a control character in a client id is one, where no length of a field could stand there", () => {
	const bytes = signed({ clientId: "a\u202eb\u0007" });
	expect(says(withoutSecrets(bytes, "stranger"))).toBe(blanked(bytes));
	expect(readKnock(bytes.subarray(0, connectSecrets(bytes).known))).toMatchObject({ clientId: "a\u202eb\u0007", userName: "secret" });
	const long = signed({ username: "u".repeat(300), clientId: "m" });
	// Its length takes in the user name, too, of which the first byte of the length is a 1.
	long.set([(303 >> 8) & 0xff, 303 & 0xff], 13 + (long.length > 129 ? 0 : -1));
	expect(says(withoutSecrets(long, "stranger"))).not.toMatch(/u{3}|hunter2/);
});

test("what has been taken out once is not read for anything else: to take out twice shows no more and no less", () => {
	for (const [, connect] of CONNECTS) {
		const once = withoutSecrets(connect, "unread");
		expect(says(withoutSecrets(once, "packet"))).toBe(says(once));
	}
});

test("what holds no password is handed back as it is, whatever its payload looks like", () => {
	const plain = mqttPacket.generate(sound);
	const publish = mqttPacket.generate({ cmd: "publish", topic: "a", payload: "hunter2", qos: 0, retain: false, dup: false });
	for (const bytes of [plain, publish, new Uint8Array(0), Uint8Array.of(0x10)]) expect(withoutSecrets(bytes, "packet")).toBe(bytes);
});

test("what comes instead of a CONNECT is shown as far as it is MQTT, and by what it calls itself", () => {
	const shown = (bytes: readonly number[], of: "unread" | "stranger") =>
		Buffer.from(withoutSecrets(Uint8Array.from(bytes), of)).toString("hex");
	expect(shown([0xc0, 0], "stranger")).toBe("c000");
	expect(shown([0x82, 6, 0, 1, 0, 1, 0x61, 0, 0x30, 4, 0, 1, 0x61, 0x78], "stranger")).toBe("82060001000161003004000161" + "2a");
	expect(shown([0x30, 255, 255, 255, 255, 1, 2], "unread")).toBe("30ffffffff2a2a");
	expect(shown([0x36, 5, 0, 1, 0x61, 0, 0], "unread")).toBe("3605000161" + "0000");
	expect(says(withoutSecrets(Buffer.from("GET / HTTP/1.1"), "stranger"))).toBe("GET **********");
});
