import type { DropReason } from "#contract/reasons.ts";
import { matches } from "#mqtt/topic.ts";
import type { DropFacts, HeldFacts, RestartFacts } from "./fact-types.ts";
import { judge, rule, type Said, type SentenceRule } from "./read-sentence.ts";

const clock = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;

function dropsOf({ facts, message, subscriber }: Said): readonly DropFacts[] {
	return facts.drops.get(`${message} ${subscriber}`) ?? [];
}
const held = (said: Said, test: (one: HeldFacts) => boolean) => said.facts.heldFor(said.subscriber, said.message).some(test);
const fell = (said: Said, test: (one: DropFacts) => boolean) => dropsOf(said).some(test);
const because =
	(...reasons: readonly DropReason[]) =>
	(_: readonly string[], said: Said) =>
		fell(said, ({ reason }) => reasons.includes(reason));
const missed = (said: Said) => said.facts.messages.get(said.message)?.missed.get(said.subscriber);
const copies = (said: Said) => said.facts.copiesAt(said.message, said.subscriber);
const isHere = (said: Said) => (said.facts.sessions.get(said.subscriber)?.connection ?? null) !== null;
const isFull = (said: Said) => {
	const { maxInflightMessages: most } = said.facts.settings;
	return most > 0 && said.facts.flying(said.subscriber) >= most;
};
const isRoomFull = ({ facts, subscriber }: Said) => facts.flyingBytes(subscriber) >= 8 * 1024 * 1024;
const acked = (said: Said, type: string, id: string) => said.facts.acks.has(`${said.message} ${said.subscriber} ${type} ${id}`);

/** The numbers of a queue with a limit, as they are told: what is in flight is told where it counts. */
export function isQueueSo(text: string | undefined, { waiting, flying, connection, settings }: QueueFacts): boolean {
	const { maxQueuedMessages: most, queueFull } = settings;
	const counts = connection === null && queueFull === "drop-newest" ? flying : 0;
	const [, waits, flies, limit] = /^(\d+) waits? and (\d+) (?:is|are) in flight; the limit is (\d+)$/.exec(text ?? "") ?? [];
	if (limit !== undefined) return counts > 0 && Number(waits) === waiting && Number(flies) === counts && Number(limit) === most;
	const [, over, under] = /^(\d+) waits?; the limit is (\d+)$/.exec(text ?? "") ?? [];
	if (under !== undefined) return counts === 0 && Number(over) === waiting && waiting > most && Number(under) === most;
	const [, some, all] = /^(\d+) of (\d+)$/.exec(text ?? "") ?? [];
	return counts === 0 && Number(some) === waiting && waiting <= most && Number(all) === most;
}
type QueueFacts = Pick<DropFacts, "waiting" | "flying" | "connection" | "settings">;

/** Why the broker had nothing any more. */
const lostSo =
	(isSo: (loss: RestartFacts) => boolean) =>
	(_: readonly string[], said: Said): boolean => {
		const restarts = said.facts.messages.get(said.message)?.restarts ?? 0;
		const ended = missed(said)?.loss ?? null;
		return (
			fell(said, ({ loss }) => loss !== null && isSo(loss)) ||
			(ended !== null && isSo(ended)) ||
			said.facts.losses.slice(restarts).some(isSo)
		);
	};

/** Why a message was dropped, read against the moment in which it was. */
const DROPS: readonly SentenceRule[] = [
	rule("{any}: the oldest goes, pushed out by a newer one", (_, said) => fell(said, ({ reason }) => reason === "pushed-out")),
	rule(
		"Offline, and its clean session was not kept",
		(_, said) => missed(said)?.clean === true && missed(said)?.reason === "connection-closed",
	),
	rule(
		"Published at QoS 0, so not queued",
		(_, said) =>
			said.facts.messages.get(said.message)?.qos === 0 &&
			fell(said, ({ reason, connection }) => reason === "publish-qos-0" && connection === null),
	),
	rule(
		"Subscribed at QoS 0, so not queued",
		(_, said) =>
			(said.facts.messages.get(said.message)?.qos ?? 0) > 0 &&
			fell(said, ({ reason, connection, qos }) => reason === "subscription-qos-0" && connection === null && qos === 0),
	),
	rule("Queue full ({any})", ([numbers], said) => fell(said, (one) => isQueueSo(numbers, one))),
	rule("Queue full", because("queue-full", "pushed-out")),
	rule(
		"Session discarded by a clean connect",
		(_, said) => because("session-discarded")([], said) || missed(said)?.reason === "clean-connect",
	),
	rule("Clean session: it ended with its connection", because("session-ended")),
	rule(
		"Session expired: its client was away too long",
		(_, said) => because("session-expired")([], said) || missed(said)?.reason === "expired",
	),
	rule(
		"Session discarded: the room holds no more sessions",
		(_, said) => because("session-limit")([], said) || missed(said)?.reason === "limit",
	),
	rule(
		"The broker was restarted with persistence off, and kept nothing",
		lostSo(({ another, canKeep, persistence }) => !another && canKeep && !persistence),
	),
	rule(
		"The broker was restarted, and this broker can keep nothing",
		lostSo(({ another, canKeep }) => !another && !canKeep),
	),
	rule(
		"Another broker was started, and it begins with nothing",
		lostSo(({ another }) => another),
	),
	rule(
		"It never reached the broker, and its sender has no copy any more",
		(_, { facts, message }) => facts.messages.get(message)?.accepted === 0 && (facts.doubles.size > 0 || !facts.keeps(message)),
	),
	rule(
		"On the wire when its connection ended, and QoS 0 is never sent again",
		(_, said) => said.facts.messages.get(said.message)?.accepted === 0 || because("lost-on-wire")([], said),
	),
	rule("The subscriber’s wire was full, and QoS 0 is not kept for it", because("slow-reader")),
	rule(
		"Its packet id was still held: taken for the message before it",
		(_, { facts, message }) => facts.messages.get(message)?.accepted === 0,
	),
	rule("Its connection ended before the broker took it", (_, { facts, message }) => facts.messages.get(message)?.accepted === 0),
	rule("The broker refused to publish it", (_, { facts, message }) => facts.messages.get(message)?.refused === true),
];

const arrivedUnconfirmed: SentenceRule = rule(
	"Arrived at QoS {q}; its {ack} never reached the broker, and its session ended",
	([qos, ack], said) =>
		fell(said, ({ held: one, reason }) => {
			if (one === null || !one.arrived || String(one.qos) !== qos || one.acks.includes(ack as string)) return false;
			const awaited = one.qos === 1 ? "PUBACK" : one.released ? "PUBCOMP" : "PUBREC";
			return (
				awaited === ack && ["session-ended", "session-discarded", "session-expired", "session-limit", "broker-restarted"].includes(reason)
			);
		}),
);

/** What has become of a delivery that was given up. */
export const ENDS: readonly SentenceRule[] = [arrivedUnconfirmed, ...DROPS];

const WAITS: readonly SentenceRule[] = [
	rule(
		"Offline, session kept, QoS 0 queued: queue_qos0_messages",
		(_, said) => !isHere(said) && held(said, ({ sendings, qos }) => sendings === 0 && qos === 0),
	),
	rule(
		"Offline, session kept, QoS {q}",
		([qos], said) => !isHere(said) && held(said, (one) => one.sendings === 0 && String(one.qos) === qos),
	),
	rule(
		"Waiting: too many messages are sent and unacknowledged",
		(_, said) => isHere(said) && isFull(said) && held(said, ({ sendings, qos }) => sendings === 0 && qos > 0),
	),
	rule(
		"Waiting behind what was queued before",
		(_, said) => isHere(said) && (isFull(said) || isRoomFull(said)) && held(said, ({ sendings, qos }) => sendings === 0 && qos === 0),
	),
	rule(
		"Waiting for its turn",
		(_, said) => isHere(said) && !isFull(said) && !isRoomFull(said) && held(said, ({ sendings }) => sendings === 0),
	),
	rule(
		"Waiting: 8 MiB are sent and unacknowledged, as much as a room sends to one client",
		(_, said) => isHere(said) && !isFull(said) && isRoomFull(said) && held(said, ({ sendings, qos }) => sendings === 0 && qos > 0),
	),
];
const ON_ITS_WAY: readonly SentenceRule[] = [
	rule(
		"Still on {c}’s wire",
		([publisher], { facts, message }) =>
			facts.messages.get(message)?.accepted === 0 && facts.onWire(message, "up", publisher as string).length > 0,
	),
	rule(
		"Lost on the wire; {c} keeps a copy",
		([publisher], { facts, message }) =>
			facts.messages.get(message)?.accepted === 0 && (facts.doubles.has(publisher as string) || facts.keeps(message, publisher)),
	),
	rule(
		"The broker has it",
		(_, { facts, message }) => facts.messages.get(message)?.reached === true || facts.messages.get(message)?.kind === "will",
	),
	rule(
		"PUBREC #{n} received, no PUBCOMP yet",
		([id], said) => held(said, (one) => String(one.packetId) === id && one.released) && acked(said, "PUBREC", id as string),
	),
	rule("Sent to {c} at QoS 0", ([client], said) => client === said.subscriber),
	rule(
		"Sent to {c} as #{n}, no {ack} yet",
		([client, id, ack], said) =>
			client === said.subscriber &&
			held(
				said,
				(one) => String(one.packetId) === id && !one.arrived && one.sendings === 1 && ack === (one.qos === 1 ? "PUBACK" : "PUBREC"),
			),
	),
	rule(
		"Sent again to {c} as #{n}, no {ack} yet",
		([client, id, ack], said) =>
			client === said.subscriber &&
			held(said, (one) => String(one.packetId) === id && !one.arrived && one.sendings > 1 && ack === (one.qos === 1 ? "PUBACK" : "PUBREC")),
	),
	rule(
		"Arrived at {c} as #{n}, no {ack} yet",
		([client, id, ack], said) =>
			client === said.subscriber &&
			held(said, (one) => String(one.packetId) === id && one.arrived && ack === (one.qos === 1 ? "PUBACK" : "PUBREC")),
	),
];
const DELIVERED: readonly SentenceRule[] = [
	arrivedUnconfirmed,
	rule(
		"Retained copy, on subscribe",
		(_, said) => copies(said) > 0 && said.facts.broughtBySubscribe.has(`${said.message} ${said.subscriber}`),
	),
	rule("Sent at QoS 0, never confirmed", (_, said) => said.facts.gotAtQos0.has(`${said.message} ${said.subscriber}`)),
	rule("{ack} #{n} received", ([type, id], said) => acked(said, type as string, id as string)),
	rule("Arrived at QoS {q}", (_, said) => copies(said) > 0),
];
const NONE: readonly SentenceRule[] = [
	rule(
		"No matching subscription: it ended with its session at {time}. Subscribe again",
		([time], said) => !isWanted(said) && (clock(missed(said)?.at ?? -1) === time || endedAt(time, said)),
	),
	rule("No matching subscription. Nearest: {t}", (_, said) => !isWanted(said)),
	rule("No matching subscription", (_, said) => !isWanted(said) && missed(said) === undefined),
];

/** A message that the broker has not taken: whether the subscriber had subscribed to it, in a session that ended at this time. */
function endedAt(time: string | undefined, { facts, message, subscriber }: Said): boolean {
	const known = facts.messages.get(message);
	if (known === undefined || known.accepted > 0) return false;
	return facts.ends.some(
		([client, { filters, at }]) =>
			client === subscriber && clock(at) === time && [...filters.keys()].some((filter) => matches(filter, known.topic)),
	);
}

/** Whether a client still keeps a copy of this message. */
function copiesUp({ facts, message }: Said): boolean {
	return facts.keeps(message);
}

function isWanted(said: Said): boolean {
	const { facts, message, subscriber } = said;
	const known = facts.messages.get(message);
	if (known === undefined) return false;
	if (known.accepted > 0) return known.wanted.has(subscriber);
	const isOver = known.refused || (!known.reached && facts.onWire(message, "up", known.publisher).length === 0 && !copiesUp(said));
	return !isOver && facts.granted(subscriber, known.topic) !== null;
}

const BY_FATE: Readonly<Record<string, readonly SentenceRule[]>> = {
	queued: WAITS,
	inflight: ON_ITS_WAY,
	delivered: DELIVERED,
	dropped: DROPS,
	unseen: [rule("Nothing of it has crossed this wire; the broker’s own store cannot be seen", (_, said) => !said.facts.seesStore)],
	none: NONE,
};

/** A standing of the ledger: its fate, and the reason that it gives. */
export function judgeStanding(fate: string, said: Said): string | null {
	let { text } = said;
	const wrong: string[] = [];
	const isSo = (holds: boolean, what: string) => void (holds || wrong.push(what));
	text = text.replace(/\. Another copy was dropped: (.*)$/, (_, why: string) => {
		const reason = judge(DROPS, { ...said, text: `${why.charAt(0).toUpperCase()}${why.slice(1)}` });
		if (reason !== null) wrong.push(reason);
		return "";
	});
	text = text.replace(/; (\w+) has a copy already$/, (_, client: string) => {
		isSo(client === said.subscriber && copies(said) > 0, "no copy is there");
		return "";
	});
	text = text.replace(/, delivered (twice|\d+ times)$/, (_, times: string) => {
		isSo(copies(said) === (times === "twice" ? 2 : Number.parseInt(times, 10)), `delivered ${copies(said)} times`);
		return "";
	});
	text = text.replace(/^(\d+) copies: QoS 1 allows it\. /, (_, count: string) => {
		isSo(copies(said) === Number(count), `delivered ${copies(said)} times`);
		return "";
	});
	text = text.replace(/^Delivered (twice|\d+ times), the last time as the retained copy, on subscribe$/, (_, times: string) => {
		isSo(copies(said) === (times === "twice" ? 2 : Number.parseInt(times, 10)), `delivered ${copies(said)} times`);
		return "Retained copy, on subscribe";
	});
	text = text.replace(/^From the queue\. /, () => {
		isSo(said.facts.sentUnseen.has(`${said.message} ${said.subscriber}`), "it could be seen how long it waited");
		return "";
	});
	text = text.replace(/^(From the queue after [^.]*(?:\.\d)? ?\w*(?: \d+ s)?|Sent again)\. /, "");
	isSo(fate !== "delivered" || copies(said) > 0, "called delivered, and never arrived");
	isSo(fate !== "dropped" || copies(said) === 0, "called dropped, and the subscriber has it");
	const read = judge(BY_FATE[fate] ?? [], { ...said, text });
	return wrong.length > 0 || read !== null
		? `${said.message} for ${said.subscriber} (${fate}): ${[...wrong, read].filter(Boolean).join(", ")}`
		: null;
}
