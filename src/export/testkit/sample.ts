import fc from "fast-check";
import type { Fact, PacketFields } from "#contract/event.ts";
import type { MessageFates } from "#export/message-fates.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { Direction } from "#mqtt/packet.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import type { Traffic } from "#traffic/traffic.ts";

type Timed = Fact & { readonly at: number };

/** A client may be called any of these, and so may a topic that it publishes to. */
export const HOSTILE = [
	"end",
	"participant c1 as x",
	"a;b",
	"a#59;b",
	"%%{init: {}}%%",
	"style a:#f00;",
	"classDef x:#f00;",
	"A->>B: hi",
	"wrap: x",
	"<script>alert(1)</script>",
	"&lt;b&gt;",
	"$$x^2$$",
	'"quoted", and so on',
	"=1+1",
	'@{ "type": "actor" }',
	"two\nlines",
	"\ttab",
	" ",
	"  spaces  ",
	"ﬂ°°35¶ß",
	"日本 🌧️ ☂",
	"-",
	"note over c1: x",
	"x".repeat(300),
	"#".repeat(300),
] as const;

/** Of a world without messages. */
export const NO_FATES: MessageFates = { of: () => [], dropped: () => [], after: 0 };

export function trafficOf(facts: readonly Timed[]): Traffic {
	const events = facts.map((fact, index) => ({ ...fact, seq: index + 1 }));
	return openTraffic()(openHistory(EMPTY_WORLD, Math.max(1, events.length)).append(events));
}

/** A client connects, publishes at QoS 1 to a topic of its own name, and loses its cable with the answer under way. */
export function visitOf(client: string, number: number, at: number): Timed[] {
	const connection = `c${number}`;
	const packet = (name: string, direction: Direction, fields: PacketFields, more: Partial<Timed> = {}): Timed[] => [
		{
			type: "packet.entered",
			packet: `${connection}-${name}`,
			connection,
			direction,
			delayMs: 500,
			bytes: 20,
			fields,
			at,
			...more,
		} as Timed,
	];
	const arrived = (name: string): Timed => ({ type: "packet.arrived", packet: `${connection}-${name}`, stepped: false, at: at + 500 });
	const publish = { type: "PUBLISH", topic: client, payload: "1", payloadBytes: 1, qos: 1, retain: true, dup: false, packetId: 1 } as const;
	return [
		{ type: "connection.opened", connection, origin: { kind: "guest", transport: "tcp" }, at },
		...packet("connect", "up", { type: "CONNECT", clientId: client, cleanSession: true, keepAlive: 0, will: null }),
		arrived("connect"),
		...packet("publish", "up", { ...publish, message: `m${number}`, kind: "plain", ordinal: number, attempt: 1 }),
		arrived("publish"),
		...packet("puback", "down", { type: "PUBACK", packetId: 1, message: `m${number}` }),
		{ type: "packet.lost", packet: `${connection}-puback`, reason: "cut", at: at + 700 },
		{ type: "connection.closed", connection, reason: "cut", says: "The cable was cut.", clause: null, at: at + 700 },
	];
}

/** Visits of clients of any name, one after the other. */
export const someTraffic: fc.Arbitrary<Traffic> = fc
	.array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme" })), { maxLength: 12 })
	.map((clients) => trafficOf(clients.flatMap((client, index) => visitOf(client, index + 1, index * 1_000))));
