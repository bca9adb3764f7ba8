import { clock, drop, here, isTaken, messageOf, session } from "./asked.ts";
import { isAbout, LINES } from "./lines-so.ts";
import { judge, rule, type Said, type SentenceRule } from "./read-sentence.ts";
import { isQueueSo } from "./reasons-so.ts";

export const MESSAGES: readonly SentenceRule[] = [
	rule("{m} reached the broker.", ([message], said) => isTaken(said, message) && messageOf(said, message)?.kind !== "will"),
	rule("The broker published the will {m}.", ([message], said) => isTaken(said, message) && messageOf(said, message)?.kind === "will"),
	rule("The broker has {m}.", ([message], said) => !said.facts.seesStore && messageOf(said, message) === undefined),
	rule(
		"It goes on to {c} at QoS {q}.",
		([client, qos], said) => isAbout(said, client) && said.event?.type === "delivery.sent" && String(said.event.qos) === qos,
	),
	rule("Nobody has subscribed to {t}.", ([topic], { facts }) =>
		[...facts.sessions.keys()].every((client) => facts.granted(client, topic as string) === null),
	),
	rule("No subscription matches {t}.", ([topic], { facts }) =>
		[...facts.sessions.keys()].every((client) => facts.granted(client, topic as string) === null),
	),
	rule(
		"No subscription matches {t}: that of {c} ended with its session at {time}, and it has not subscribed again.",
		([, client, time], said) => clock(messageOf(said, said.message)?.missed.get(client as string)?.at ?? -1) === time,
	),
	rule(
		"{c} had a clean session, which ended with its connection: nothing is kept for it.",
		([client], said) => messageOf(said, said.message)?.missed.get(client as string)?.clean === true && session(said, client) === undefined,
	),
	rule(
		"{c} has no session any more: nothing is kept for it.",
		([client], said) => messageOf(said, said.message)?.missed.has(client as string) === true,
	),
	rule("What becomes of it shows on the wires.", (_, { facts }) => !facts.seesStore),
	rule("{m} came again as #{n}.", ([message], said) => isTaken(said, message)),
	rule("The broker knows that id, so it is not published twice.", (_, said) => isTaken(said, said.message)),
	rule("{m} came as #{n}.", ([message], said) => !isTaken(said, message)),
	rule("The broker still holds that id, so it takes {m} for the message before it.", ([message], said) => !isTaken(said, message)),
	rule(
		"The broker acknowledges {m} but does not publish it: {any}.",
		(_, { event }) => event?.type === "publication.refused" && event.acknowledged && event.qos > 0 && !event.message.startsWith("w"),
	),
	rule(
		"The broker did not take {m}: {any}.",
		(_, { event }) => event?.type === "publication.refused" && (!event.acknowledged || event.qos === 0 || event.message.startsWith("w")),
	),
	rule(
		"The broker has {m} from {c} and holds #{n} until PUBREL, so that it is not published twice.",
		([message, client, id], { facts }) => facts.incoming.get(client as string)?.get(Number(id)) === message,
	),
	rule(
		"The broker keeps {m} as the retained message of {t}.",
		([message, topic], { facts }) => facts.retained.get(topic as string) === message,
	),
	rule(
		"The broker keeps {m} as the retained message of {t}, in place of {m}.",
		([message, topic], { facts }) => facts.retained.get(topic as string) === message,
	),
	rule("An empty retained message: the broker keeps nothing for {t} now.", ([topic], { facts }) => !facts.retained.has(topic as string)),
	rule("{c} is offline.", ([client], said) => !here(said, client)),
	rule(
		"Its session is kept, so {m} is queued for it at QoS {q}.",
		([message, qos], said) => qos !== "0" && message === said.message && isQueued(said, qos),
	),
	rule(
		"Its session is kept and queue_qos0_messages is on, so {m} is queued for it at QoS 0.",
		([message], said) => said.facts.settings.queueQos0Messages && message === said.message && isQueued(said, "0"),
	),
	rule(
		"{m} waits for {c}: {any}.",
		([message, client, why], said) => judge(LINES, { ...said, text: `Queued ${message} for ${client}: ${why}` }) === null,
	),
	rule(
		"The broker sends {m} to {c} again: it was never acknowledged.",
		(_, { event }) => event?.type === "delivery.sent" && event.attempt > 1 && !event.dup,
	),
	rule(
		"The broker sends {m} to {c} again, with DUP = 1: it was never acknowledged.",
		(_, { event }) => event?.type === "delivery.sent" && event.attempt > 1 && event.dup,
	),
	rule("The broker is sending {m} to {c} from the queue.", (_, { event }) => event?.type === "delivery.sent" && event.from === "queue"),
	rule(
		"{c} subscribed, so the broker sends it the retained {m}.",
		([client, message], { event, facts }) =>
			event?.type === "delivery.sent" && event.from === "retained" && facts.broughtBySubscribe.has(`${message} ${client}`),
	),
	rule("PUBREC #{n} came: {c} has {m}.", ([id, client, message], { facts }) => facts.acks.has(`${message} ${client} PUBREC ${id}`)),
	rule("PUBREL is due.", (_, { event }) => event?.type === "delivery.released"),
	rule("{m} is delivered.", (_, { event }) => event?.type === "delivery.acked"),
	rule("{c} acknowledged #{n}.", ([client, id], said) =>
		["PUBACK", "PUBCOMP"].some((type) => said.facts.acks.has(`${said.message} ${client} ${type} ${id}`)),
	),
];
/** What is said of a delivery that is given up uses words that mean something else elsewhere. */
export const DROPS: readonly SentenceRule[] = [
	rule("{m} reached {c} at QoS {q}.", ([, , qos], said) => drop(said)?.held?.arrived === true && String(drop(said)?.held?.qos) === qos),
	rule("Its {ack} never reached the broker, and the session of {c} ended.", ([ack], said) => {
		const held = drop(said)?.held;
		return held?.arrived === true && ack === (held.qos === 1 ? "PUBACK" : held.released ? "PUBCOMP" : "PUBREC");
	}),
	rule("One more copy of {m} for {c} is dropped: {any}.", (_, said) => (drop(said)?.copies ?? 0) > 0),
	rule("{c} has {m} already.", (_, said) => (drop(said)?.copies ?? 0) > 0),
	rule(
		"{c} subscribed, and {m} is retained.",
		([client, message], said) => messageOf(said, message)?.retain === true && isAbout(said, client),
	),
	rule(
		"{c} is offline, and QoS 0 messages are not queued: {m} is gone.",
		([client], said) => drop(said)?.connection === null && messageOf(said, said.message)?.qos === 0 && isAbout(said, client),
	),
	rule(
		"{c} is offline and subscribed at QoS 0, and QoS 0 messages are not queued: {m} is gone.",
		([client], said) => drop(said)?.connection === null && drop(said)?.granted === 0 && isAbout(said, client),
	),
	rule(
		"The queue of {c} is full ({any}), so {m} is dropped; its publisher gets its {ack} all the same.",
		([, numbers, , ack], said) =>
			isFull(said, numbers) &&
			ack === { 1: "PUBACK", 2: "PUBREC", 0: "" }[messageOf(said, said.message)?.qos ?? 0] &&
			messageOf(said, said.message)?.kind !== "will",
	),
	rule("The queue of {c} is full ({any}), so {m} is dropped.", ([, numbers], said) => isFull(said, numbers)),
	rule("{m} had waited longest for {c}.", (_, said) => drop(said)?.reason === "pushed-out"),
	rule("The queue is full ({any}) and drops its oldest.", ([numbers], said) => isFull(said, numbers)),
	rule("The broker held {m} for {c}.", (_, said) => drop(said)?.held !== null),
	rule("A clean connect threw the session away, and {m} with it.", (_, said) => drop(said)?.reason === "session-discarded"),
	rule("The broker was restarted with persistence off, and kept nothing.", (_, said) => {
		const loss = drop(said)?.loss;
		return loss != null && !loss.another && loss.canKeep && !loss.persistence;
	}),
	rule("The broker was restarted, and this broker can keep nothing.", (_, said) => drop(said)?.loss?.canKeep === false),
	rule("Another broker was started, and it begins with nothing.", (_, said) => drop(said)?.loss?.another === true),
	rule(
		"The clean session of {c} ended with its connection, and {m} with it.",
		([client], said) => drop(said)?.reason === "session-ended" && session(said, client)?.clean === true,
	),
	rule("The session of {c} expired, and {m} with it.", (_, said) => drop(said)?.reason === "session-expired"),
	rule("{c}’s wire is full: more comes than it can take.", (_, said) => drop(said)?.reason === "slow-reader"),
	rule("{m} is QoS 0, so it is dropped and not kept.", (_, said) => drop(said)?.qos === 0),
];
function isFull(said: Said, numbers: string | undefined): boolean {
	const one = drop(said);
	return one !== null && isQueueSo(numbers, one);
}

function isQueued({ facts, event, message, subscriber }: Said, qos: string | undefined): boolean {
	const one = facts.heldFor(subscriber, message).at(-1);
	return event?.type === "delivery.queued" && one?.sendings === 0 && String(one.qos) === qos;
}
