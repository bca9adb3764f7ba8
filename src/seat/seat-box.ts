import { traitsOf } from "#contract/brokers.ts";
import type { PuckFate } from "#kit/fate.ts";
import { isKept } from "#model/keeping.ts";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Fallen, Session, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { list } from "#story/phrases.ts";
import { sayGivenUp } from "#story/say-given-up.ts";

/** One session at the broker, as a phone draws it. floor: whether what it holds would outlive the client's connection. */
export type SeatBox = {
	readonly kind: "none" | "gone" | "clean" | "kept";
	/** Beside the heading, in a word or two. */
	readonly tag: string;
	readonly filters: readonly (readonly [filter: string, qos: QoS])[];
	/** Null: nothing could wait here, or nobody can see what waits. */
	readonly slots: readonly SeatSlot[] | null;
	readonly note: SeatNote;
	readonly fell: SeatPile | null;
};
export type SeatSlot =
	| { readonly kind: "flight" | "queued"; readonly position: number; readonly message: string; readonly qos: QoS }
	| { readonly kind: "empty"; readonly position: number }
	| { readonly kind: "more"; readonly position: number; readonly count: number };
type SeatNote = { readonly head: string; readonly says: string };
/** Messages with one fate, and why. */
export type SeatPile = SeatNote & {
	readonly fate: PuckFate;
	readonly messages: readonly { readonly message: string; readonly qos: QoS }[];
};

/** Slots side by side on a phone. */
const SLOTS = 5;
/** Pucks side by side before a sentence. */
const PILE = 3;

/** nextClean: whether the phone asks for a clean session with its next CONNECT. */
export function seatBox(world: World, clientId: string, nextClean = false): SeatBox {
	const session = world.sessions[clientId];
	if (session === undefined) return noBox(world, clientId);
	const { storeSeen } = traitsOf(world.settings);
	const kept = !session.cleanSession;
	const filters = Object.entries(session.subscriptions).map(([filter, { qos }]) => [filter, qos] as const);
	const held = session.queue.length + session.inflight.length;
	return {
		kind: kept ? "kept" : "clean",
		tag: kept ? (isKept(session, world) ? "kept" : "kept once it subscribes") : "not kept",
		filters,
		// Of a clean session only what it holds: nothing more will wait there.
		slots:
			storeSeen && (held > 0 || (kept && filters.length > 0))
				? slotsOf(session, kept ? queueNumbers(world.settings, session).limit : held)
				: null,
		note: noteOf(session, storeSeen, nextClean),
		fell: pileOf(session.fallen, world),
	};
}

function noBox(world: World, clientId: string): SeatBox {
	const gone = world.gone[clientId];
	const none = { filters: [], slots: null } as const;
	if (gone === undefined)
		return { ...none, kind: "none", tag: "none yet", note: { head: "", says: "It begins with your CONNECT." }, fell: null };
	const says = {
		"clean-connect": "Your clean CONNECT threw it away.",
		"connection-closed": "A clean session ends with its connection. Nothing waits for you.",
		limit: "The room holds no more sessions.",
		expired: "You were away for too long.",
		restart: "It went with the broker’s restart.",
		"not-present": "The broker does not have it any more.",
	}[gone.reason];
	return { ...none, kind: "gone", tag: "gone", note: { head: "The broker has forgotten you.", says }, fell: pileOf(gone.fallen, world) };
}

/** What is sent and not acknowledged stands in front of what was never sent. */
export function slotsOf({ inflight, queue }: Pick<Session, "inflight" | "queue">, limit: number | null): readonly SeatSlot[] {
	const held = [
		...inflight.map(({ message, qos }) => ({ kind: "flight" as const, message, qos })),
		...queue.map(({ message, qos }) => ({ kind: "queued" as const, message, qos })),
	];
	const places = Math.max(1, Math.min(SLOTS, Math.max(held.length, limit ?? SLOTS)));
	const drawn = held.length > places ? places - 1 : held.length;
	const filled = held.slice(0, drawn).map((one, at) => ({ ...one, position: at + 1 }));
	if (held.length > places) return [...filled, { kind: "more", position: places, count: held.length - drawn }];
	const empty = Array.from({ length: places - drawn }, (_, at) => ({ kind: "empty" as const, position: drawn + at + 1 }));
	return [...filled, ...empty];
}

function noteOf(session: Session, storeSeen: boolean, nextClean: boolean): SeatNote {
	const { queue, inflight, connection } = session;
	const waiting = queue.map(({ message }) => message);
	const here = connection !== null;
	if (waiting.length > 0 && here)
		return { head: `${verb(waiting, "waits", "wait")} for ${waiting.length === 1 ? "its" : "their"} turn.`, says: "" };
	if (waiting.length > 0)
		return {
			head: `${verb(waiting, "waits", "wait")} for you.`,
			says: nextClean
				? `With clean_session = true, your next CONNECT throws ${waiting.length === 1 ? "it" : "them"} away.`
				: `Connect, and ${waiting.length === 1 ? "it comes" : "they come"} after CONNACK.`,
		};
	const [sent] = inflight;
	if (sent !== undefined) return flightNote(inflight, here);
	if (session.cleanSession) return { head: "Nothing will be kept.", says: "This clean session ends when you leave." };
	if (!storeSeen) return { head: "", says: "This broker does not show what it keeps." };
	if (Object.keys(session.subscriptions).length === 0) return { head: "No subscription.", says: "So nothing comes, and nothing waits." };
	if (here) return { head: "Nothing waits.", says: "You are connected, so messages come straight to you." };
	return { head: "Nothing waits yet.", says: "What comes at QoS 1 waits here until you are back." };
}

function flightNote(inflight: Session["inflight"], here: boolean): SeatNote {
	const names = inflight.map(({ message }) => message);
	const one = inflight.length === 1 ? inflight[0] : undefined;
	const head = one === undefined ? `${verb(names, "is", "are")} in flight.` : `${one.message} is in flight, packet ${one.packetId}.`;
	if (here) return { head, says: `Kept here until ${one?.awaits ?? "each acknowledgement"} comes.` };
	return { head, says: `Sent, never acknowledged. When you come back ${one === undefined ? "they are" : "it is"} sent again.` };
}

function verb(names: readonly string[], singular: string, plural: string): string {
	return `${list(names)} ${names.length === 1 ? singular : plural}`;
}

/** What lies under the floor: the newest, and those before it with the same reason. */
function pileOf(fallen: readonly Fallen[], world: World): SeatPile | null {
	const last = fallen.at(-1);
	if (last === undefined) return null;
	const why = sayGivenUp(last);
	const since = fallen.findLastIndex((one) => sayGivenUp(one) !== why || one.unconfirmed !== last.unconfirmed) + 1;
	const same = fallen.slice(since);
	const arrived = last.unconfirmed !== null;
	return {
		fate: arrived ? "delivered" : "dropped",
		messages: same.slice(-PILE).map(({ message }) => ({ message, qos: world.messages[message]?.qos ?? 0 })),
		head: `${same.length} ${arrived ? "arrived" : "dropped"}.`,
		says: `${why}.`,
	};
}
