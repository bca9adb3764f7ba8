import fc from "fast-check";
import mqttPacket, { type Packet as Oracle } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { anatomyOf } from "./anatomy.ts";
import { decode } from "./decode.ts";
import { Malformed } from "./malformed.ts";
import type { Packet } from "./packet.ts";
import { readHead } from "./split.ts";
import { written } from "./testkit/written.ts";

/** The whole of it: ANATOMY_RUNS=20000. */
const RUNS = Number(process.env.ANATOMY_RUNS ?? 2_000);

type Mutation = {
	readonly how: "flip" | "set" | "insert" | "remove";
	readonly where: number;
	readonly byte: number;
	readonly relength: boolean;
};
const mutation: fc.Arbitrary<Mutation> = fc.record({
	how: fc.constantFrom("flip" as const, "flip" as const, "set" as const, "insert" as const, "remove" as const),
	/** Thousandths of the packet. */
	where: fc.integer({ min: 0, max: 999 }),
	byte: fc.integer({ min: 0, max: 255 }),
	relength: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
});
/** Many mutations fall on the first bytes, where the flags and the lengths are. */
const mutated = fc
	.record({ written, mutations: fc.array(mutation, { minLength: 1, maxLength: 2 }), near: fc.boolean() })
	.map(({ written, mutations, near }) => {
		let bytes = [...mqttPacket.generate(written.packet)];
		for (const { how, where, byte, relength } of mutations) {
			const at = Math.floor((where * (near ? Math.min(14, bytes.length) : bytes.length)) / 1_000);
			if (how === "flip") bytes[at] = (bytes[at] ?? 0) ^ (1 << (byte & 7));
			if (how === "set") bytes[at] = byte;
			if (how === "insert") bytes.splice(at, 0, byte);
			if (how === "remove") bytes.splice(at, 1);
			// With a length that fits again, the fields are looked at, and not the length alone.
			if (relength && bytes.length >= 2 && bytes.length < 130) bytes = [bytes[0] ?? 0, bytes.length - 2, ...bytes.slice(2)];
		}
		return new Uint8Array(bytes);
	});

/** What mqtt-packet makes of these bytes. */
function oracleOf(bytes: Uint8Array): Oracle | Error | null {
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	let found: Oracle | Error | null = null;
	parser.on("packet", (packet) => {
		found ??= packet;
	});
	parser.on("error", (fault) => {
		found ??= fault;
	});
	parser.parse(Buffer.from(bytes));
	return found;
}

function oursOf(bytes: Uint8Array): Packet | Malformed {
	try {
		return decode(bytes);
	} catch (fault) {
		if (fault instanceof Malformed) return fault;
		throw fault;
	}
}

/**
 * Everything that only one of the two takes: what it is, told by our fault or by theirs, and the statement that speaks of it. A difference that is
 * not listed fails the test.
 */
const ONLY_THEY_TAKE: Readonly<Record<string, string>> = {
	"MQTT-1.5.3-1": "text that is not UTF-8: mqtt-packet puts U+FFFD in its place",
	"MQTT-1.5.3-2": "U+0000 in a text",
	"MQTT-2.3.1-1": "a packet id of 0",
	"MQTT-3.1.2-14": "a will with QoS 3",
	"MQTT-3.1.2-22": "a password without a user name",
	"MQTT-3.3.1-2": "DUP at QoS 0",
	"MQTT-3.8.3-3": "a SUBSCRIBE without a filter",
	"MQTT-3.10.3-2": "an UNSUBSCRIBE without a filter",
	"MQTT-4.8.0-1": "bytes behind the last field, or a CONNACK without its return code",
};
const ONLY_WE_TAKE: readonly [what: string, says: RegExp, clause: string][] = [
	["a CONNECT of a level that is answered with return code 1", /Invalid protocol version/, "MQTT-3.1.2-2"],
	["the rest of a CONNECT whose level or name is not of a version that is read whole", /./, "MQTT-3.1.2-2"],
	["CONNACK with reserved bits set: the broker’s own packet, drawn as it is", /Invalid connack flags/, "3.2.2.1"],
	["a SUBACK code that the standard has not: the broker’s own packet, drawn as it is", /Invalid suback QoS/, "MQTT-3.9.3-2"],
	["MQTT 3.1, in which unused bits mean nothing", /Will (Retain Flag|QoS) must be|flag bit 0 must be 0/, "3.1, section 3.1"],
	["MQTT 3.1, in which announced credentials may be missing", /Cannot parse (username|password)/, "3.1, section 3.1"],
];

describe("what is left of a packet after a mutation", () => {
	it("is taken by mqtt-packet and by us alike, field by field, but for what one clause or another says", { timeout: 300_000 }, () => {
		const counts = new Map<string, number>();
		const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
		fc.assert(
			fc.property(mutated, (all) => {
				const head = readHead(all, 0);
				if (head === null || (!(head instanceof Malformed) && head.size > all.length)) {
					const theirs = oracleOf(all);
					expect(theirs === null || theirs instanceof Error).toBe(true);
					return count("not whole: neither takes it");
				}
				if (head instanceof Malformed) {
					expect(oracleOf(all)).toBeInstanceOf(Error);
					return count("a length of more than four bytes: both refuse");
				}
				const bytes = all.subarray(0, head.size);
				const [ours, theirs] = [oursOf(bytes), oracleOf(bytes)];
				if (ours instanceof Malformed) {
					expectUpToFault(bytes, ours);
					if (theirs === null || theirs instanceof Error) return count("both refuse");
					expect(Object.keys(ONLY_THEY_TAKE)).toContain(ours.clause);
					return count(`only they take: ${ONLY_THEY_TAKE[ours.clause]} [${ours.clause}]`);
				}
				expectTiled(bytes);
				if (theirs === null || theirs instanceof Error) return count(`only we take: ${excuse(ours, theirs)}`);
				compare(ours, theirs, bytes);
				return count("both take, and read the same");
			}),
			{ numRuns: RUNS },
		);
		const told = [...counts].sort(([, a], [, b]) => b - a).map(([what, times]) => `${String(times).padStart(6)}  ${what}`);
		if (process.env.ANATOMY_RUNS !== undefined) process.stdout.write(`${told.join("\n")}\n`);
		expect(counts.get("both take, and read the same")).toBeGreaterThan(RUNS / 10);
	});
});

function excuse(ours: Packet, theirs: Error | null): string {
	const says = theirs?.message ?? "nothing";
	const old = ours.type === "CONNECT" && ours.protocolName === "MQIsdp";
	const found = ONLY_WE_TAKE.find(([what, pattern, clause]) => {
		if (what.startsWith("MQTT 3.1")) return old && pattern.test(says);
		if (clause === "MQTT-3.1.2-2") return isAnswered(ours) && pattern.test(says);
		return pattern.test(says);
	});
	if (found === undefined) throw new Error(`not explained: ${says} for ${JSON.stringify(ours)}`);
	return `${found[0]} [${found[2]}]`;
}

function isAnswered(packet: Packet): boolean {
	return (
		packet.type === "CONNECT" &&
		!(packet.protocolName === "MQTT" && packet.protocolLevel === 4) &&
		!(packet.protocolName === "MQIsdp" && packet.protocolLevel === 3)
	);
}

function expectTiled(bytes: Uint8Array): void {
	const { fields, fault } = anatomyOf(bytes);
	expect(fault).toBeNull();
	let at = 0;
	for (const { from, to } of fields) {
		expect(from).toBe(at);
		at = to;
	}
	expect(at).toBe(bytes.length);
}

function expectUpToFault(bytes: Uint8Array, refused: Malformed): void {
	const { fields, fault } = anatomyOf(bytes);
	expect(fault).toMatchObject({ says: refused.message, clause: refused.clause, at: refused.offset });
	expect(fields.at(-1)?.to ?? 0).toBeLessThanOrEqual(refused.offset ?? -1);
}

function compare(ours: Packet, theirs: Oracle, bytes: Uint8Array): void {
	if (isAnswered(ours)) return;
	expect(ours).toMatchObject(wantedOf(theirs));
	expectSameRanges(bytes, theirs);
}

/** Each value that mqtt-packet read stands, byte for byte, where our anatomy has the field. */
function expectSameRanges(bytes: Uint8Array, theirs: Oracle): void {
	const { fields } = anatomyOf(bytes);
	const read = (kind: string) =>
		fields.filter((field) => field.kind === kind && !field.isLength).map(({ from, to }) => Buffer.from(bytes.subarray(from, to)));
	const two = (value: number) => Buffer.from([value >> 8, value & 255]);
	const expectAt = (kind: string, wanted: readonly (string | Buffer | undefined)[]) =>
		expect(read(kind)).toEqual(wanted.filter((one) => one !== undefined).map((one) => Buffer.from(one as string)));
	if (theirs.cmd === "publish") {
		expectAt("topic", [theirs.topic]);
		expectAt("payload", [theirs.payload]);
	}
	if (theirs.cmd === "subscribe")
		expectAt(
			"filter",
			theirs.subscriptions.map(({ topic }) => topic),
		);
	if (theirs.cmd === "unsubscribe") expectAt("filter", theirs.unsubscriptions);
	if (theirs.cmd === "suback")
		expectAt(
			"return code",
			theirs.granted.map((code) => Buffer.from([code as number])),
		);
	if (theirs.cmd === "connect") {
		expectAt("client id", [theirs.clientId]);
		expectAt("keep alive", [two(theirs.keepalive ?? 0)]);
		expectAt("will topic", [theirs.will?.topic]);
		expectAt("will payload", [theirs.will?.payload as Buffer | undefined]);
		expectAt("user name", [theirs.username]);
		expectAt("password", [theirs.password as Buffer | undefined]);
	}
	if (theirs.messageId !== undefined && !(theirs.cmd === "publish" && theirs.qos === 0)) expectAt("packet id", [two(theirs.messageId)]);
}

function wantedOf(theirs: Oracle): Record<string, unknown> {
	const type = theirs.cmd.toUpperCase();
	switch (theirs.cmd) {
		case "connect":
			return {
				type,
				clientId: theirs.clientId,
				cleanSession: theirs.clean,
				keepAlive: theirs.keepalive,
				userName: theirs.username ?? null,
				hasPassword: theirs.password !== undefined,
				will: theirs.will === undefined ? null : { topic: theirs.will.topic, qos: theirs.will.qos, retain: theirs.will.retain },
			};
		case "connack":
			return { type, sessionPresent: theirs.sessionPresent, returnCode: theirs.returnCode };
		case "publish": {
			const { topic, qos, retain, dup } = theirs;
			return { type, topic, qos, retain, dup, packetId: qos === 0 ? null : theirs.messageId };
		}
		case "subscribe":
			return { type, packetId: theirs.messageId, filters: theirs.subscriptions.map(({ topic, qos }) => ({ filter: topic, qos })) };
		case "suback":
			return { type, packetId: theirs.messageId, returnCodes: theirs.granted };
		case "unsubscribe":
			return { type, packetId: theirs.messageId, filters: theirs.unsubscriptions };
		case "pingreq":
		case "pingresp":
		case "disconnect":
			return { type };
		default:
			return { type, packetId: theirs.messageId };
	}
}
