import type { Family } from "#story/family.ts";
import { leftStart, leftText } from "#story/leaving.ts";
import { decisionLine } from "#story/line-body.ts";

/** What a client left with the broker, in case the client goes without DISCONNECT. */
export const WILL_WORDS: Family<"will.armed" | "will.disarmed" | "will.fired"> = {
	"will.armed": {
		line({ session, qos, retain, topic }) {
			const text = `Keeping the will of ${session} (QoS ${qos}, RETAIN = ${retain ? 1 : 0}, '${topic}')`;
			return { ...decisionLine(session, text, "MQTT-3.1.2-8"), namesFields: true };
		},
		narration: () => null,
	},
	"will.disarmed": {
		line: ({ session }) => decisionLine(session, `Forgot the will of ${session}`, "MQTT-3.14.4-3"),
		narration: () => null,
	},
	"will.fired": {
		line({ session, message, reason, unpublished }) {
			const what = unpublished ? `The will of ${session}, ${message}, is due` : `Publishing the will of ${session}, ${message}`;
			return decisionLine(session, `${what}: ${leftText(reason)}`, "MQTT-3.1.2-8", message);
		},
		narration({ session, message, reason, unpublished }) {
			const done = unpublished ? `its will ${message} is due` : `the broker publishes its will ${message}`;
			return `${leftStart(reason, session)}, so ${done}.`;
		},
	},
};
