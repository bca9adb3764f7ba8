import type { EventOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import { matches } from "#mqtt/topic.ts";
import type { Family } from "#story/family.ts";
import { decisionLine } from "#story/line-body.ts";

type SubscriptionFact = "subscription.added" | "subscription.replaced" | "subscription.removed" | "subscription.refused";

/** Which topics a session is for. */
export const SUBSCRIPTION_WORDS: Family<SubscriptionFact> = {
	"subscription.added": {
		line: ({ session, filter, qos }) => decisionLine(session, `${session} subscribed to '${filter}', granted QoS ${qos}`, "MQTT-3.8.4-5"),
		narration: ({ session, filter, qos }) => `${session} subscribed to ${filter}. The broker granted QoS ${qos}.`,
	},
	"subscription.replaced": {
		line: ({ session, filter, qos }) =>
			decisionLine(session, `${session} subscribed to '${filter}' again, granted QoS ${qos}`, "MQTT-3.8.4-3"),
		narration({ session, filter, qos }, { world }) {
			const again = Object.keys(world.retained).some((topic) => matches(filter, topic)) ? ", and sends what is retained there again" : "";
			return `${session} subscribed to ${filter} again. The broker granted QoS ${qos}${again}.`;
		},
	},
	"subscription.removed": {
		line: ({ session, filter }) => decisionLine(session, `${session} unsubscribed from '${filter}'`, "MQTT-3.10.4-1"),
		narration: ({ session, filter }) => `${session} unsubscribed from ${filter}. What was queued for it stays.`,
	},
	"subscription.refused": {
		line: ({ session, filter, why }) => decisionLine(session, `Refused ${session} the filter '${filter}'${whyText(why)}`, "MQTT-3.8.4-5"),
		narration: ({ session, filter, why }) => `The broker refused ${session} the filter ${filter}${whyText(why)}.`,
	},
};

function whyText(why: EventOf<"subscription.refused">["why"]): string {
	switch (why) {
		case "session-full":
			return `: a session holds ${LIMITS.subscriptionsPerSession} filters at most`;
		case "room-full":
			return ": this room holds no more filters";
		case "share-full":
			return `: one seat or guest holds ${LIMITS.filterBytesPerShare} bytes of filters at most`;
		case undefined:
			return "";
		default:
			return unreachable(why);
	}
}
