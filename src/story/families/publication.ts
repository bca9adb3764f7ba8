import type { EventOf } from "#contract/event.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { isSubscribedTo } from "#model/fate-of.ts";
import { NO_SESSION } from "#model/no-delivery.ts";
import { wantedOf } from "#model/wanted.ts";
import type { World } from "#model/world.ts";
import type { Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";
import { bytes } from "#story/packet-line.ts";
import { asClause, clockText } from "#story/phrases.ts";
import { reachedText } from "#story/reached.ts";

type PublicationFact = "publication.accepted" | "publication.duplicate" | "publication.refused" | "incoming.held" | "incoming.released";

/** A message at the broker, as its publisher sent it: before the broker looks for subscribers. */
export const PUBLICATION_WORDS: Family<PublicationFact> = {
	"publication.accepted": {
		line({ message, publisher, qos, retain, topic, payloadBytes }, { world }) {
			const what = `QoS ${qos}, RETAIN = ${retain ? 1 : 0}, '${topic}', ${bytes(payloadBytes)}`;
			// A will comes from the broker itself: its client has gone.
			const whence = world.messages[message]?.kind === "will" ? `Published ${message}, the will of` : `Accepted ${message} from`;
			return { ...decisionLine(publisher, `${whence} ${publisher} (${what})`, "MQTT-4.5.0-1", message), namesFields: true };
		},
		narration: narrateAccepted,
		// The fates that follow are what is told; this line stands by itself only when nobody gets the message.
		announcement: ({ message }, { world }) => (isAwaited(world, message) ? "never" : "politely"),
	},
	"publication.duplicate": {
		line({ message, publisher, packetId }, { before }) {
			const text = isNew(before, message)
				? `${message} came from ${publisher} as #${packetId}, an id that is still held: not published`
				: `${message} came again from ${publisher} as #${packetId}: not published twice`;
			return decisionLine(publisher, text, "MQTT-4.3.3-2", message);
		},
		narration: ({ message, packetId }, { before }) =>
			isNew(before, message)
				? `${message} came as #${packetId}. The broker still holds that id, so it takes ${message} for the message before it.`
				: `${message} came again as #${packetId}. The broker knows that id, so it is not published twice.`,
	},
	"publication.refused": {
		line(event, { world }) {
			const { message, publisher, says, clause } = event;
			const done = isAnswered(event, world) ? "Acknowledged" : "Did not take";
			return decisionLine(publisher, `${done} ${message} from ${publisher}, not published: ${asClause(says)}`, clause, message);
		},
		narration(event, { world }) {
			const { message, says } = event;
			if (isAnswered(event, world)) return `The broker acknowledges ${message} but does not publish it: ${asClause(says)}.`;
			return `The broker did not take ${message}: ${asClause(says)}.`;
		},
	},
	"incoming.held": {
		line: ({ session, packetId, message }) =>
			decisionLine(session, `Holding id #${packetId} of ${session} (${message}) until PUBREL`, "MQTT-4.3.3-2", message),
		narration: ({ session, packetId, message }) =>
			`The broker has ${message} from ${session} and holds #${packetId} until PUBREL, so that it is not published twice.`,
	},
	"incoming.released": {
		line: ({ session, packetId }) => decisionLine(session, `Released id #${packetId} of ${session}`, "MQTT-4.3.3-2"),
		narration: () => null,
	},
};

/** Whether the publisher gets an answer: there is none at QoS 0, nor for a will. */
function isAnswered({ acknowledged, qos, message }: EventOf<"publication.refused">, { messages }: World): boolean {
	return acknowledged && qos > 0 && messages[message] !== undefined && messages[message].kind !== "will";
}

/** Whether the broker has never taken this message. */
function isNew({ messages }: World, message: string): boolean {
	return (messages[message]?.publications ?? 0) === 0;
}

function isAwaited(world: World, message: string): boolean {
	return Object.values(world.fates[message] ?? {}).some((fate) => fate.fate === "inflight");
}

/** The fates that follow in the same moment say more; this line stands only when there is none. */
function narrateAccepted({ message, topic }: EventOf<"publication.accepted">, { world }: BothWorlds): string {
	const all = Object.entries(world.fates[message] ?? {});
	const fates = all.filter(([, fate]) => fate.fate !== "none");
	// A message that comes a second time may have been dropped the first time, for a client that has a session by now.
	const away = fates.find(([who, fate]) => fate.fate === "dropped" && world.sessions[who] === undefined);
	const missed = all.find(([, fate]) => fate.fate === "none" && fate.ended !== undefined);
	const reached = reachedText(message, world);
	if (all.length === 0 && !isSubscribedTo(world)) return `${reached} Nobody has subscribed to ${topic}.`;
	if (isAwaited(world, message)) return reached;
	if (fates.some(([, fate]) => fate.fate === "unseen")) return `${reached} What becomes of it shows on the wires.`;
	if (away !== undefined) {
		const [who, fate] = away;
		const gone = world.gone[who];
		// Of the session that had subscribed: the client may have had another one since, which had not.
		const clean =
			gone === undefined
				? fate.fate === "dropped" && fate.reason === "no-session"
				: NO_SESSION[gone.reason] === "no-session" && wantedOf(gone.subscriptions, topic).filter !== null;
		return `${reached} ${who} ${clean ? "had a clean session, which ended with its connection" : "has no session any more"}: nothing is kept for it.`;
	}
	if (missed !== undefined && fates.length === 0) {
		const [who, fate] = missed;
		const at = fate.fate === "none" ? clockText(fate.ended ?? 0) : "";
		return `${reached} No subscription matches ${topic}: that of ${who} ended with its session at ${at}, and it has not subscribed again.`;
	}
	if (fates.some(([, fate]) => fate.fate === "delivered")) return reached;
	return `${reached} No subscription matches ${topic}.`;
}
