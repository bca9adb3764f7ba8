import type { EventOf } from "#contract/event.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import { isSubscribedTo } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import type { Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";
import { bytes } from "#story/packet-line.ts";
import { asClause } from "#story/phrases.ts";
import { reachedText } from "#story/reached.ts";

type PublicationFact = "publication.accepted" | "publication.duplicate" | "publication.refused" | "incoming.held" | "incoming.released";

/** A message at the broker, as its publisher sent it: before the broker looks for subscribers. */
export const PUBLICATION_WORDS: Family<PublicationFact> = {
	"publication.accepted": {
		line({ message, publisher, qos, retain, topic, payloadBytes }) {
			const what = `q${qos}, r${retain ? 1 : 0}, '${topic}', ${bytes(payloadBytes)}`;
			return decisionLine(publisher, `Accepted ${message} from ${publisher} (${what})`, "MQTT-4.5.0-1", message);
		},
		narration: narrateAccepted,
		// The fates that follow are what is told; this line stands by itself only when nobody gets the message.
		announcement: ({ message }, { world }) => (isAwaited(world, message) ? "never" : "politely"),
	},
	"publication.duplicate": {
		line: ({ message, publisher, packetId }) =>
			decisionLine(publisher, `${message} came again from ${publisher} as #${packetId}: not published twice`, "MQTT-4.3.3-2", message),
		narration: ({ message, packetId }) => `${message} came again as #${packetId}. The broker knows that id, so it is not published twice.`,
	},
	"publication.refused": {
		line({ message, publisher, acknowledged, says, clause }) {
			const done = acknowledged ? "Acknowledged" : "Did not take";
			return decisionLine(publisher, `${done} ${message} from ${publisher}, not published: ${asClause(says)}`, clause, message);
		},
		narration: ({ message, acknowledged, says }) =>
			acknowledged
				? `The broker acknowledged ${message} but did not publish it: ${asClause(says)}.`
				: `The broker did not take ${message}: ${asClause(says)}.`,
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

function isAwaited(world: World, message: string): boolean {
	return Object.values(world.fates[message] ?? {}).some((fate) => fate.fate === "inflight");
}

/** The fates that follow in the same moment say more; this line stands only when there is none. */
function narrateAccepted({ message, topic }: EventOf<"publication.accepted">, { world }: BothWorlds): string {
	const fates = Object.entries(world.fates[message] ?? {});
	const away = fates.find(([, fate]) => fate.fate === "dropped");
	const reached = reachedText(message, world);
	if (fates.length === 0 && !isSubscribedTo(world)) return `${reached} Nobody has subscribed to ${topic}.`;
	if (isAwaited(world, message)) return reached;
	if (fates.some(([, fate]) => fate.fate === "unseen")) return `${reached} What becomes of it shows on the wires.`;
	if (away !== undefined) {
		const [who, fate] = away;
		const clean = fate.fate === "dropped" && fate.reason === "no-session";
		return `${reached} ${who} ${clean ? "left with clean_session = true: no session was kept" : "has no session any more"}, so it is gone.`;
	}
	return `${reached} No subscription matches ${topic}.`;
}
