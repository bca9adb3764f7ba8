import type { PacketFields } from "#contract/event.ts";
import type { Direction } from "#mqtt/packet.ts";
import { commonOf } from "./common.ts";
import { type SameMessage, sameMessages } from "./same-messages.ts";
import type { TapePacket, Traffic } from "./traffic.ts";

/** Where two runs part on one wire: what crossed it in the one, and what did in its place in the other. Ms of the earlier of the two, by the clock of the one. */
export type Divergence = {
	readonly at: number;
	readonly clientId: string;
	readonly direction: Direction;
	readonly one: readonly TapePacket[];
	readonly other: readonly TapePacket[];
};

/** Tells one difference from all others of the same two runs: a room that stands still has many at one time, and each packet is in one of them. */
export function keyOf({ one, other }: Divergence): string {
	return [one, other].map(([first]) => first?.packet ?? "none").join(" / ");
}

/**
 * asked: whether what clients asked for (QoS and RETAIN of a PUBLISH, clean_session, the QoS of a SUBSCRIBE) counts too; not, where that is the
 * switch that was turned. later: ms by which the other's clock has to be moved to be that of the one. same: which messages are the same in both.
 */
type How = { readonly asked: boolean; readonly later?: number; readonly same?: readonly SameMessage[] };

/**
 * Where two runs, on one clock, differ: lane by lane, in order of time; the first is the first difference. Packet ids and times are the brokers'
 * own business, and names of messages each room's own.
 */
export function differencesOf(
	one: Traffic,
	other: Traffic,
	{ asked, later = 0, same = sameMessages(one, other) }: How,
): readonly Divergence[] {
	const names = new Map(same.flatMap((message) => (message.other === null ? [] : [[message.other, message.one] as const])));
	const here: Reading = { asked, later: 0, nameOf: (message) => message };
	const there: Reading = { asked, later, nameOf: (message) => names.get(message) ?? `${message} there` };
	const [ones, others] = [lanesOf(one, here), lanesOf(other, there)];
	const found = [...new Set([...ones.keys(), ...others.keys()])].flatMap((lane) => partings(ones.get(lane) ?? [], others.get(lane) ?? []));
	return found.sort((a, b) => a.at - b.at);
}

/** How the packets of one of the runs are read: see How. */
type Reading = { readonly asked: boolean; readonly later: number; readonly nameOf: (message: string) => string };
/** says: two packets are the same in both runs if this is the same. */
type Read = { readonly packet: TapePacket; readonly at: number; readonly says: string };

function lanesOf({ packets, count }: Traffic, reading: Reading): ReadonlyMap<string, readonly Read[]> {
	const lanes = new Map<string, Read[]>();
	for (let at = 0; at < count; at += 1) {
		const packet = packets[at] as TapePacket;
		// A PING says that a client is there, and not what becomes of a message.
		if (packet.clientId === null || packet.fields?.type === "PINGREQ" || packet.fields?.type === "PINGRESP") continue;
		const lane = `${packet.direction} ${packet.clientId}`;
		const read = { packet, at: packet.left.at + reading.later, says: saidBy(packet, reading) };
		const known = lanes.get(lane);
		if (known === undefined) lanes.set(lane, [read]);
		else known.push(read);
	}
	return lanes;
}

/** The stretches of two lanes between what they have in common. */
function partings(ones: readonly Read[], others: readonly Read[]): Divergence[] {
	const said = (lane: readonly Read[]) => lane.map(({ says }) => says);
	const packets = (lane: readonly Read[]) => lane.map(({ packet }) => packet);
	const found: Divergence[] = [];
	let [i, j] = [0, 0];
	for (const [a, b] of [...commonOf(said(ones), said(others)), [ones.length, others.length] as const]) {
		const [one, other] = [ones.slice(i, a), others.slice(j, b)];
		const [first] = [...one, ...other].sort((x, y) => x.at - y.at);
		if (first !== undefined && first.packet.clientId !== null)
			found.push({
				...{ at: first.at, clientId: first.packet.clientId, direction: first.packet.direction },
				...{ one: packets(one), other: packets(other) },
			});
		[i, j] = [a + 1, b + 1];
	}
	return found;
}

function saidBy({ fields, malformed, end, direction }: TapePacket, { asked, nameOf }: Reading): string {
	const what = fields === null ? ["malformed", malformed?.hex] : [fields.type, ...saidIn(fields, asked || direction === "down", nameOf)];
	return JSON.stringify([...what, end?.how ?? "under way"]);
}

function saidIn(fields: PacketFields, asked: boolean, nameOf: Reading["nameOf"]): readonly unknown[] {
	switch (fields.type) {
		case "CONNECT":
			return asked ? [fields.cleanSession, fields.keepAlive, fields.level, fields.will] : [];
		case "CONNACK":
			return [fields.returnCode, fields.sessionPresent];
		case "PUBLISH":
			return [nameOf(fields.message), ...carriedBy(fields), ...(asked ? [fields.qos, fields.retain] : [])];
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return [fields.message === null ? null : nameOf(fields.message)];
		case "SUBSCRIBE":
			return [fields.more, ...fields.filters.map(({ filter, qos }) => [filter, asked ? qos : null])];
		case "UNSUBSCRIBE":
			return fields.filters;
		case "SUBACK":
			return fields.returnCodes;
		default:
			return [];
	}
}

function carriedBy({ topic, payload, payloadBytes, dup }: Extract<PacketFields, { type: "PUBLISH" }>): readonly unknown[] {
	return [topic, payload, payloadBytes, dup];
}
