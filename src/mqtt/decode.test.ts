import fc from "fast-check";
import mqttPacket, { type Packet as Oracle } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { decode } from "./decode.ts";
import { Malformed } from "./malformed.ts";
import { openSplitter } from "./split.ts";
import { checkFromClient } from "./strict.ts";

const text = fc.stringMatching(/^[a-zA-Z0-9é€/ -]{1,20}$/);
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const messageId = fc.integer({ min: 1, max: 65_535 });
const packet = fc.oneof(
	fc
		.record({ topic: text, payload: fc.uint8Array({ maxLength: 300 }), qos, retain: fc.boolean(), messageId })
		.map(({ payload, ...rest }) => ({ cmd: "publish" as const, dup: false, payload: Buffer.from(payload), ...rest })),
	fc
		.record({ messageId, topic: text, qos })
		.map(({ messageId, topic, qos }) => ({ cmd: "subscribe" as const, messageId, subscriptions: [{ topic, qos }] })),
	fc
		.record({ messageId, topic: text })
		.map(({ messageId, topic }) => ({ cmd: "unsubscribe" as const, messageId, unsubscriptions: [topic] })),
	fc.record({
		messageId,
		cmd: fc.constantFrom("puback" as const, "pubrec" as const, "pubrel" as const, "pubcomp" as const, "unsuback" as const),
	}),
	fc
		.record({ messageId, granted: fc.array(fc.constantFrom(0, 1, 2, 128), { minLength: 1 }) })
		.map((rest) => ({ cmd: "suback" as const, ...rest })),
	fc.constantFrom<Oracle>({ cmd: "pingreq" }, { cmd: "pingresp" }, { cmd: "disconnect" }),
	fc
		.record({ clientId: text, clean: fc.boolean(), keepalive: fc.integer({ min: 0, max: 65_535 }), willQos: qos, retain: fc.boolean() })
		.map(
			({ willQos, retain, ...rest }) =>
				({
					cmd: "connect",
					protocolId: "MQTT",
					protocolVersion: 4,
					username: "u",
					password: Buffer.from("p"),
					will: { topic: "w", payload: Buffer.from("bye"), qos: willQos, retain },
					...rest,
				}) as Oracle,
		),
) as fc.Arbitrary<Oracle>;

const BOUNDS = { levels: 100, characters: 1_024 };

describe("what mqtt-packet writes", () => {
	it("is read back field by field", () => {
		fc.assert(
			fc.property(packet, (written) => {
				const read = decode(mqttPacket.generate(written)) as Record<string, unknown>;
				const wanted = written as unknown as Record<string, unknown>;
				expect(read.type).toBe(written.cmd.toUpperCase());
				if ("packetId" in read && !(written.cmd === "publish" && written.qos === 0)) expect(read.packetId).toBe(wanted.messageId);
				for (const key of ["topic", "qos", "retain", "dup", "clientId"])
					if (key in wanted && key in read) expect(read[key]).toEqual(wanted[key]);
				if (written.cmd === "publish") expect(Buffer.from(read.payload as Uint8Array).equals(written.payload as Buffer)).toBe(true);
				if (written.cmd === "connect") {
					expect(read).toMatchObject({ cleanSession: written.clean, keepAlive: written.keepalive, userName: "u", hasPassword: true });
					expect(read.will).toMatchObject({ topic: "w", qos: written.will?.qos, retain: written.will?.retain });
				}
				if (written.cmd === "subscribe")
					expect(read.filters).toEqual(written.subscriptions.map(({ topic, qos }) => ({ filter: topic, qos })));
				if (written.cmd === "suback") expect(read.returnCodes).toEqual(written.granted);
			}),
			{ numRuns: 500 },
		);
	});

	it("is cut into the same whole packets however the bytes arrive", () => {
		fc.assert(
			fc.property(
				fc.array(packet, { minLength: 1, maxLength: 8 }),
				fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
				(packets, sizes) => {
					const written = packets.map((one) => mqttPacket.generate(one));
					const stream = Buffer.concat(written);
					const splitter = openSplitter(1 << 20);
					const read: Uint8Array[] = [];
					for (let at = 0, turn = 0; at < stream.length; turn += 1) {
						const size = sizes[turn % sizes.length] as number;
						read.push(...splitter.push(stream.subarray(at, at + size)).map(({ bytes }) => bytes));
						at += size;
					}
					expect(read.map((bytes) => Buffer.from(bytes).toString("hex"))).toEqual(written.map((bytes) => bytes.toString("hex")));
					expect(splitter.rest).toHaveLength(0);
				},
			),
		);
	});
});

/** Bytes in hex, and the statement that those bytes break. */
const BROKEN: readonly [what: string, bytes: string, clause: string][] = [
	["a SUBSCRIBE with packet id 0", "82 06 00 00 00 01 61 00", "MQTT-2.3.1-1"],
	["U+0000 in a topic", "30 04 00 02 61 00", "MQTT-1.5.3-2"],
	["ill-formed UTF-8", "30 04 00 02 c3 28", "MQTT-1.5.3-1"],
	["an UNSUBSCRIBE without a filter", "a2 02 00 01", "MQTT-3.10.3-2"],
	["a SUBSCRIBE without a filter", "82 02 00 01", "MQTT-3.8.3-3"],
	["a SUBSCRIBE for QoS 3", "82 06 00 01 00 01 61 03", "MQTT-3-8.3-4"],
	["a password without a user name", "10 10 00 04 4d 51 54 54 04 42 00 00 00 01 61 00 01 62", "MQTT-3.1.2-22"],
	["a will with QoS 3", "10 13 00 04 4d 51 54 54 04 1e 00 00 00 01 61 00 01 77 00 01 78", "MQTT-3.1.2-14"],
	["a PUBLISH with QoS 3", "36 05 00 01 61 00 01", "MQTT-3.3.1-4"],
	["DUP at QoS 0", "38 03 00 01 61", "MQTT-3.3.1-2"],
	["reserved flags on PUBACK", "41 02 00 01", "MQTT-2.2.2-2"],
	["a reserved packet type", "f0 00", "MQTT-4.8.0-1"],
	["a PUBLISH shorter than its topic", "30 02 00 09", "MQTT-4.8.0-1"],
	["a PUBLISH to a wildcard", "30 03 00 01 23", "MQTT-3.3.2-2"],
	["# inside a level", "82 07 00 01 00 02 61 23 00", "MQTT-4.7.1-2"],
	["# not last", "82 08 00 01 00 03 23 2f 61 00", "MQTT-4.7.1-2"],
	["+ inside a level", "82 07 00 01 00 02 61 2b 00", "MQTT-4.7.1-3"],
	["an empty filter", "82 05 00 01 00 00 00", "MQTT-4.7.3-1"],
	["a will topic with a wildcard", "10 13 00 04 4d 51 54 54 04 06 00 00 00 01 61 00 01 23 00 01 78", "MQTT-3.3.2-2"],
	["a CONNACK from a client", "20 02 00 00", "MQTT-4.8.0-1"],
];

describe("a packet that the standard does not allow", () => {
	it.each(BROKEN)("%s is refused with its clause", (_what, hex, clause) => {
		const bytes = Buffer.from(hex.replaceAll(" ", ""), "hex");
		try {
			const read = decode(bytes);
			checkFromClient(read, read.type !== "CONNECT", BOUNDS, 2);
		} catch (fault) {
			expect(fault).toBeInstanceOf(Malformed);
			expect((fault as Malformed).clause).toBe(clause);
			return;
		}
		expect.fail("it was taken");
	});

	it("never throws anything else, whatever the bytes", () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 2, maxLength: 60 }), (bytes) => {
				for (const frame of openSplitter(1000).push(bytes)) {
					try {
						checkFromClient(decode(frame.bytes), true, BOUNDS, frame.bodyAt);
					} catch (fault) {
						expect(fault).toBeInstanceOf(Malformed);
					}
				}
			}),
			{ numRuns: 2000 },
		);
	});

	it("ends the stream when its length is not a length, or too long", () => {
		const endless = openSplitter(100);
		expect(endless.push(new Uint8Array([0x30, 0xff, 0xff, 0xff, 0xff]))).toEqual([]);
		expect(endless.fault?.clause).toBe("MQTT-4.8.0-1");
		const long = openSplitter(100);
		expect(long.push(new Uint8Array([0xc0, 0, 0x30, 0xff, 0x01])).map(({ type }) => type)).toEqual(["PINGREQ"]);
		expect(long.fault?.message).toContain("258");
	});
});
