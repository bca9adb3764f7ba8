import fc from "fast-check";
import mqttPacket, { type Packet as Oracle } from "mqtt-packet";

/** A field as it has to stand in the bytes of a packet, in order. */
type Laid = { readonly name: string; readonly value: number | string | Uint8Array; readonly size: number };
type LaidPacket = { readonly packet: Oracle; readonly laid: readonly Laid[] };

const text = fc.oneof(fc.stringMatching(/^[a-z0-9/]{1,24}$/), fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 })).map(sound);
const topic = text.map((one) => one.replace(/[+#]/g, "-"));
const filter = fc.oneof(text, fc.constantFrom("#", "+", "a/+/b", "site/#"));
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const id = fc.integer({ min: 1, max: 65_535 });
const payload = fc.oneof(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ minLength: 100, maxLength: 400 }));

/** Neither U+0000 nor half a surrogate pair. */
function sound(one: string): string {
	return one.replace(/[\0\uD800-\uDFFF]/g, (unit) => (unit === "\0" ? "0" : "")).padEnd(1, "x");
}

const encode = (one: string) => new TextEncoder().encode(one);
const number = (name: string, value: number, size: number): Laid => ({ name, value, size });
const prefixed = (name: string, value: string | Uint8Array): Laid[] => {
	const { length } = typeof value === "string" ? encode(value) : value;
	const [plain, nth] = name.split(/ (?=\d+$)/);
	return [number(nth === undefined ? `${plain} length` : `${plain} length ${nth}`, length, 2), { name, value, size: length }];
};
const nth = (name: string, index: number) => (index === 0 ? name : `${name} ${index + 1}`);

const connect = fc
	.record({
		old: fc.boolean(),
		clientId: text.map((one) => one.slice(0, 20)).map(sound),
		clean: fc.boolean(),
		keepalive: fc.integer({ min: 0, max: 65_535 }),
		will: fc.option(fc.record({ topic, payload, qos, retain: fc.boolean() })),
		userName: fc.option(text),
		password: fc.option(payload.filter(({ length }) => length > 0)),
	})
	.map(({ old, clientId, clean, keepalive, will, userName, password: given }): LaidPacket => {
		const password = userName === null ? null : given;
		const [protocolId, protocolVersion] = old ? (["MQIsdp", 3] as const) : (["MQTT", 4] as const);
		const flags =
			(userName === null ? 0 : 0x80) |
			(password === null ? 0 : 0x40) |
			(will === null ? 0 : 4 | (will.qos << 3) | (will.retain ? 0x20 : 0)) |
			(clean ? 2 : 0);
		const packet = {
			cmd: "connect",
			protocolId,
			protocolVersion,
			clientId,
			clean,
			keepalive,
			...(will === null ? {} : { will: { ...will, payload: Buffer.from(will.payload) } }),
			...(userName === null ? {} : { username: userName }),
			...(password === null ? {} : { password: Buffer.from(password) }),
		} as Oracle;
		const laid = [
			...prefixed("protocol name", protocolId),
			number("protocol level", protocolVersion, 1),
			number("connect flags", flags, 1),
			number("keep alive", keepalive, 2),
			...prefixed("client id", clientId),
			...(will === null ? [] : [...prefixed("will topic", will.topic), ...prefixed("will payload", will.payload)]),
			...(userName === null ? [] : prefixed("user name", userName)),
			...(password === null ? [] : prefixed("password", password)),
		];
		return { packet, laid };
	});

const connack = fc.record({ sessionPresent: fc.boolean(), returnCode: fc.integer({ min: 0, max: 5 }) }).map(
	(one): LaidPacket => ({
		packet: { cmd: "connack", ...one },
		laid: [number("acknowledge flags", one.sessionPresent ? 1 : 0, 1), number("return code", one.returnCode, 1)],
	}),
);

const publish = fc.record({ topic, payload, qos, retain: fc.boolean(), dup: fc.boolean(), messageId: id }).map(
	(one): LaidPacket => ({
		packet: { cmd: "publish", ...one, dup: one.dup && one.qos > 0, payload: Buffer.from(one.payload) },
		laid: [
			...prefixed("topic", one.topic),
			...(one.qos === 0 ? [] : [number("packet id", one.messageId, 2)]),
			{ name: "payload", value: one.payload, size: one.payload.length },
		],
	}),
);

const numbered = fc
	.record({ cmd: fc.constantFrom("puback" as const, "pubrec" as const, "pubrel" as const, "pubcomp" as const, "unsuback" as const), id })
	.map(({ cmd, id }): LaidPacket => ({ packet: { cmd, messageId: id } as Oracle, laid: [number("packet id", id, 2)] }));

const subscribe = fc.record({ id, asked: fc.array(fc.record({ topic: filter, qos }), { minLength: 1, maxLength: 6 }) }).map(
	({ id, asked }): LaidPacket => ({
		packet: { cmd: "subscribe", messageId: id, subscriptions: asked },
		laid: [
			number("packet id", id, 2),
			...asked.flatMap(({ topic, qos }, index) => [...prefixed(nth("filter", index), topic), number(nth("options", index), qos, 1)]),
		],
	}),
);

const suback = fc.record({ id, granted: fc.array(fc.constantFrom(0, 1, 2, 128), { minLength: 1, maxLength: 6 }) }).map(
	({ id, granted }): LaidPacket => ({
		packet: { cmd: "suback", messageId: id, granted },
		laid: [number("packet id", id, 2), ...granted.map((code, index) => number(nth("return code", index), code, 1))],
	}),
);

const unsubscribe = fc.record({ id, filters: fc.array(filter, { minLength: 1, maxLength: 6 }) }).map(
	({ id, filters }): LaidPacket => ({
		packet: { cmd: "unsubscribe", messageId: id, unsubscriptions: filters },
		laid: [number("packet id", id, 2), ...filters.flatMap((one, index) => prefixed(nth("filter", index), one))],
	}),
);

const bare = fc
	.constantFrom<Oracle>({ cmd: "pingreq" }, { cmd: "pingresp" }, { cmd: "disconnect" })
	.map((packet): LaidPacket => ({ packet, laid: [] }));

/** Packets of every type, and where each of their fields has to stand. */
export const written: fc.Arbitrary<LaidPacket> = fc.oneof(
	{ weight: 3, arbitrary: connect },
	{ weight: 3, arbitrary: publish },
	{ weight: 2, arbitrary: subscribe },
	{ weight: 2, arbitrary: suback },
	{ weight: 2, arbitrary: unsubscribe },
	{ weight: 2, arbitrary: numbered },
	{ weight: 1, arbitrary: connack },
	{ weight: 1, arbitrary: bare },
);

/** What mqtt-packet writes, piece by piece: a field never lies across two of its pieces, unless the field's length stands before it. */
export function piecesOf(packet: Oracle): Buffer[] {
	const pieces: Buffer[] = [];
	const stream = {
		write: (piece: string | Uint8Array, encoding?: BufferEncoding) => {
			pieces.push(typeof piece === "string" ? Buffer.from(piece, encoding ?? "utf8") : Buffer.from(piece));
			return true;
		},
		cork: () => {},
		uncork: () => {},
		destroy: (fault: Error) => {
			throw fault;
		},
	};
	mqttPacket.writeToStream(packet, stream as never);
	return pieces;
}
