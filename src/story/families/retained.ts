import type { Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";

/** What a broker keeps for a topic, and what it sends of that when a client subscribes. */
export const RETAINED_WORDS: Family<"retained.set" | "retained.cleared" | "retained.awaited" | "retained.decided"> = {
	"retained.set": {
		line: ({ message, topic, replaced }) =>
			decisionLine(null, `Retained ${message} for '${topic}'${insteadOf(replaced)}`, "MQTT-3.3.1-5", message),
		narration: ({ message, topic, replaced }) => `The broker keeps ${message} as the retained message of ${topic}${insteadOf(replaced)}.`,
	},
	"retained.cleared": {
		line: ({ message, topic, noRoom }) =>
			noRoom
				? decisionLine(null, `Removed the retained message of '${topic}': no room for ${message} in its place`, null, message)
				: decisionLine(null, `Removed the retained message of '${topic}': empty payload`, "MQTT-3.3.1-10", message),
		narration: ({ message, topic, noRoom }) =>
			`${noRoom ? `There is no room for ${message}` : "An empty retained message"}: the broker keeps nothing for ${topic} now.`,
	},
	"retained.awaited": {
		line: ({ session }) =>
			decisionLine(session, `Retained messages for ${session} follow a few at a time: the broker is busy`, "MQTT-3.3.1-6"),
		narration: () => null,
	},
	"retained.decided": {
		line({ session, unsent }) {
			const rest = unsent ? "the rest are not sent" : "all are sent, queued or dropped";
			return decisionLine(session, `Retained messages for ${session}: ${rest}`, "MQTT-3.3.1-6");
		},
		narration: () => null,
	},
};

function insteadOf(replaced: string | null): string {
	return replaced === null ? "" : `, in place of ${replaced}`;
}
