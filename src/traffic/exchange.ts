import { LIMITS } from "#contract/limits.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Message, World } from "#model/world.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { EXCHANGES, type ExchangedPacket, type ExchangedType, hopPackets, standOf } from "./hop-packets.ts";
import { type NeverWhy, notToCome } from "./not-to-come.ts";
import type { Traffic } from "./traffic.ts";
import { deliveriesOf, deliveryQos, outgoingOf, type Unfinished, wireOf } from "./unfinished.ts";

/** One box of the checklist. */
export type ExchangeRow =
	| { readonly is: "packet"; readonly packet: ExchangedPacket; readonly stand: ReturnType<typeof standOf> }
	/** What is still to come, or never: why is told then. wrong: what it rests on was lost, or its wire is cut. again: it has been sent before, and is sent with DUP. copy: which copy it would be, where it comes only if the message is sent again. */
	| {
			readonly is: "missing";
			readonly type: ExchangedType;
			readonly packetId: number | null;
			readonly wrong: boolean;
			readonly again: boolean;
			readonly copy: number | null;
			readonly never: NeverWhy | null;
	  };

/** The exchange of one message over one wire, as a checklist. */
export type ExchangeHop = {
	/** Who is at the other end from the broker. */
	readonly clientId: string;
	/** up: from the publisher to the broker; down: from the broker to a subscriber. */
	readonly sends: Direction;
	readonly qos: QoS;
	/** Exchanges that are over, each with all of its packets. */
	readonly done: number;
	/** Whether its sender still waits for an answer, or has not sent it yet. */
	readonly open: boolean;
	/** Rows that are left out: the oldest ones. */
	readonly earlier: number;
	readonly rows: readonly ExchangeRow[];
};

/** up null: no client sent it over a wire; it is a will. down null: it is not for this subscriber, or nobody is chosen. */
export type MessageExchange = { readonly message: Message; readonly up: ExchangeHop | null; readonly down: ExchangeHop | null };

/**
 * The packets of one message, done, lost, under way and missing, after the event of this seq, of which `world` is the world. Null: the message
 * is no longer known one by one.
 */
export function exchangeOf(
	world: World,
	traffic: Traffic,
	seq: number,
	message: string,
	subscriber: string | null,
): MessageExchange | null {
	const known = world.messages[message];
	if (known === undefined) return null;
	const up = upHop(world, traffic, seq, known);
	return { message: known, up, down: subscriber === null ? null : downHop(world, traffic, seq, known, subscriber, up) };
}

type Hopping = {
	readonly world: World;
	readonly traffic: Traffic;
	readonly seq: number;
	readonly clientId: string;
	readonly sends: Direction;
	readonly message: string;
};

function upHop(world: World, traffic: Traffic, seq: number, { message, publisher, qos, kind }: Message): ExchangeHop | null {
	if (kind === "will") return null;
	const at: Hopping = { world, traffic, seq, message, clientId: publisher, sends: "up" };
	const packets = hopPackets(traffic, world, seq, at);
	const open = outgoingOf(world, publisher, message);
	return hopOf(at, qos, packets, open, []);
}

function downHop(
	world: World,
	traffic: Traffic,
	seq: number,
	known: Message,
	subscriber: string,
	up: ExchangeHop | null,
): ExchangeHop | null {
	const { message } = known;
	const at: Hopping = { world, traffic, seq, message, clientId: subscriber, sends: "down" };
	const packets = hopPackets(traffic, world, seq, at);
	const { inflight, queued } = deliveriesOf(world, subscriber, message);
	const open: readonly Unfinished[] = [
		...inflight.map(({ qos, packetId, awaits, attempt }) => ({ qos, packetId, awaits, attempts: attempt })),
		...queued.map(({ qos }) => ({ qos, packetId: null, awaits: null, attempts: 0 })),
	];
	const wanted = deliveryQos(world, subscriber, known);
	const fate = fateOf(world, message, subscriber);
	if (fate.fate === "none" && packets.length === 0 && open.length === 0) return null;
	const sent = packets.findLast(({ fields }) => fields.type === "PUBLISH")?.fields;
	const qos = (sent?.type === "PUBLISH" ? sent.qos : null) ?? open[0]?.qos ?? wanted ?? known.qos;
	const isBefore = fate.fate === "inflight" && ["still-on-wire", "with-sender", "at-broker"].includes(fate.why);
	if (isBefore && open.length === 0)
		return hopOf(at, wanted ?? qos, packets, [{ qos: wanted ?? qos, packetId: null, awaits: null, attempts: 0 }], []);
	const copies = copiesDone(qos, packets, seq) + open.length;
	const comesAgain = wanted !== null && known.publications > 0 && known.qos === 1 && up?.rows.some(isStillToArrive) === true;
	return hopOf(at, qos, packets, open, comesAgain ? missing(EXCHANGES[wanted ?? qos], null, { copy: copies + 1 }) : []);
}

/** A PUBLISH that has not reached the broker. */
function isStillToArrive(row: ExchangeRow): boolean {
	return row.is === "missing" ? row.type === "PUBLISH" : row.stand === "under-way" && row.packet.fields.type === "PUBLISH";
}

function hopOf(
	at: Hopping,
	qos: QoS,
	packets: readonly ExchangedPacket[],
	open: readonly Unfinished[],
	perhaps: readonly ExchangeRow[],
): ExchangeHop {
	const { clientId, sends, seq } = at;
	const never = open.length + perhaps.length > 0 ? null : notToCome(at, qos, packets);
	const rows: readonly ExchangeRow[] = [
		...packets.map((packet) => ({ is: "packet", packet, stand: standOf(packet, seq) }) as const),
		...open.flatMap((one) => stillMissing(at, one, packets)),
		...perhaps,
		...(never === null ? [] : missing(never.types, never.packetId, { never: never.why })),
	];
	const earlier = Math.max(0, rows.length - LIMITS.exchangeRows);
	return { clientId, sends, qos, done: copiesDone(qos, packets, seq), open: open.length > 0, earlier, rows: rows.slice(earlier) };
}

/** Exchanges of which the last packet has arrived. */
function copiesDone(qos: QoS, packets: readonly ExchangedPacket[], seq: number): number {
	const last = EXCHANGES[qos].at(-1);
	return packets.filter((packet) => packet.fields.type === last && standOf(packet, seq) === "arrived").length;
}

/** What has to come yet before the sender of this exchange has its last answer. */
function stillMissing(
	{ world, traffic, seq, clientId }: Hopping,
	{ qos, packetId, awaits, attempts }: Unfinished,
	packets: readonly ExchangedPacket[],
) {
	const types = EXCHANGES[qos];
	const next = awaits === null ? 0 : types.indexOf(awaits);
	const wire = wireOf(world, clientId);
	const isCut = wire === null;
	const never = wire?.silent != null ? "silent" : null;
	if (next === 0) return missing(types, packetId, { wrong: isCut, never });
	const asked = lastOf(packets, types[next - 1], packetId);
	const isOver = (connection: string) => (traffic.connections.get(connection)?.closed?.seq ?? Number.POSITIVE_INFINITY) <= seq;
	// The connection has ended, or what was to be answered is lost: it is sent again [MQTT-4.4.0-1].
	if (asked === null || isOver(asked.connection) || ["lost", "unseen"].includes(standOf(asked, seq)))
		return missing(types.slice(next - 1), packetId, { wrong: true, again: attempts > 0 && types[next - 1] === "PUBLISH" });
	const answer = lastOf(packets, types[next], packetId);
	const stand = answer !== null && answer.left.seq > asked.left.seq ? standOf(answer, seq) : null;
	return missing(types.slice(stand === "under-way" ? next + 1 : next), packetId, { wrong: isCut || stand === "lost", never });
}

function lastOf(packets: readonly ExchangedPacket[], type: ExchangedType | undefined, packetId: number | null): ExchangedPacket | null {
	return packets.findLast(({ fields }) => fields.type === type && fields.packetId === packetId) ?? null;
}

type Rest = { readonly wrong?: boolean; readonly again?: boolean; readonly copy?: number; readonly never?: NeverWhy | null };

/** again: of the first of them. */
function missing(
	types: readonly ExchangedType[],
	packetId: number | null,
	{ wrong = false, again = false, copy, never = null }: Rest,
): readonly ExchangeRow[] {
	return types.map(
		(type, nth) => ({ is: "missing", type, packetId, wrong, again: again && nth === 0, copy: copy ?? null, never }) as const,
	);
}
