import type { RoomEvent } from "#contract/event.ts";
import type { History } from "#model/history.ts";
import type { Fate } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { seqAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { RoomState } from "#room/room-state.ts";
import { momentAt } from "#script/look-back.ts";
import { EXCHANGES, hopPackets, standOf } from "#traffic/hop-packets.ts";
import type { Traffic } from "#traffic/traffic.ts";

/** seq null: the event is no longer kept. */
type Moment = { readonly at: number; readonly seq: number | null };
type End = { readonly at: number; readonly seq: number };
/** at: when it was over, once for each copy; since: from when on it has been so. */
export type FateTimes = { readonly is: "at" | "since"; readonly moments: readonly Moment[] };

/** When the fate of this message was decided for this subscriber, as the cursor shows it; at: as the fate says. Null: at no moment of its own. */
export function timesOf(
	state: Pick<RoomState, "cursor" | "live" | "history">,
	traffic: Traffic,
	message: string,
	subscriber: string,
	at: number | null,
): FateTimes | null {
	if (at === null) return null;
	const [world, upTo] = [worldAtCursor(state), seqAtCursor(state)];
	const fate = world.fates[message]?.[subscriber];
	if (fate?.fate === "delivered") {
		const ends = deliveriesAt(traffic, world, upTo, message, subscriber, fate.copies);
		const decided = { message, subscriber, qos: fate.qos };
		if (ends.length > 0) return { is: "at", moments: ends.map((end) => decidedBy(state.history, end, upTo, decided)) };
	}
	const is = fate?.fate === "delivered" || fate?.fate === "dropped" ? "at" : "since";
	const by = fate === undefined ? [] : fate.fate === "inflight" ? DECIDED_BY[fate.why] : DECIDED_BY[fate.fate];
	return { is, moments: [momentOf(state.history, at, upTo, { message, subscriber, by })] };
}

type Kinds = readonly RoomEvent["type"][];
type Inflight = Extract<Fate, { fate: "inflight" }>["why"];

/** The events that decide a fate, or where a copy under way is. In flight since it was sent, also once it is released. */
const DECIDED_BY: Readonly<Record<Exclude<Fate["fate"], "inflight"> | Inflight, Kinds>> = {
	queued: ["delivery.queued"],
	sent: ["delivery.sent"],
	released: ["delivery.sent"],
	"at-broker": ["publication.accepted"],
	"with-sender": ["packet.entered", "packet.passed"],
	"still-on-wire": ["packet.entered", "packet.passed"],
	delivered: ["delivery.acked", "delivery.dropped", "packet.arrived", "packet.passed"],
	dropped: ["delivery.dropped"],
	unseen: ["publication.accepted"],
	none: [],
};

/** When the last packet of each exchange arrived; where fewer did than there are copies, when each PUBLISH did. */
function deliveriesAt(
	traffic: Traffic,
	world: Parameters<typeof hopPackets>[1],
	seq: number,
	message: string,
	subscriber: string,
	copies: number,
): readonly End[] {
	const packets = hopPackets(traffic, world, seq, { message, clientId: subscriber, sends: "down" });
	const sent = packets.find(({ fields }) => fields.type === "PUBLISH")?.fields;
	const last = EXCHANGES[sent?.type === "PUBLISH" ? sent.qos : 0].at(-1);
	const arrivals = (type: typeof last) =>
		packets.flatMap((packet) =>
			packet.fields.type === type && standOf(packet, seq) === "arrived" && packet.end !== null ? [packet.end] : [],
		);
	const over = arrivals(last);
	return over.length >= copies ? over : arrivals("PUBLISH");
}

/** What the broker decided at the time at which that packet arrived, or else the arrival: nothing answers QoS 0. */
function decidedBy(history: History, { at, seq }: End, upTo: number, { message, subscriber, qos }: Decided): Moment {
	if (seq <= history.from) return { at, seq: null };
	for (let next = seq + 1; qos > 0 && next <= upTo; next += 1) {
		const event = history.event(next);
		if (event?.at !== at) break;
		if (event.type === "delivery.acked" && event.message === message && event.session === subscriber) return { at, seq: next };
	}
	return { at, seq };
}

type Decided = { readonly message: string; readonly subscriber: string; readonly qos: QoS };
type Sought = { readonly message: string; readonly subscriber: string; readonly by: Kinds };

/**
 * The event of that time that decided it: the last one of such a kind, or else the last that names both, or the message, or that happened then.
 * Many events can have one time, while the room is paused or without a delay; what came after upTo had not happened yet.
 */
function momentOf(history: History, at: number, upTo: number, sought: Sought): Moment {
	let best: { readonly seq: number; readonly rank: number } | null = null;
	const last = Math.min(momentAt(history, at).seq, upTo);
	for (let event = history.event(last); event !== null && event.at === at; event = history.event(event.seq - 1)) {
		const rank = rankOf(event, sought);
		if (best === null || rank > best.rank) best = { seq: event.seq, rank };
		if (rank === DECIDED) break;
	}
	return { at, seq: best?.seq ?? null };
}

const DECIDED = 3;

function rankOf(event: RoomEvent, { message, subscriber, by }: Sought): number {
	const named = "message" in event ? event : "fields" in event && "message" in event.fields ? event.fields : null;
	if (named?.message !== message) return 0;
	const isOthers = "session" in event && event.session !== subscriber;
	if (by.includes(event.type) && !isOthers) return DECIDED;
	return "session" in event && !isOthers ? 2 : 1;
}
