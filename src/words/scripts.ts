import { TOPIC } from "#lab/defaults.ts";
import type { ScriptLine } from "#script/runner.ts";
import type { ScriptedStep } from "#script/step.ts";

/** A few steps that show one word. They are laid out in a room of their own, and wait there for a press. */
type WordScript = { readonly title: string; readonly steps: readonly Omit<ScriptLine, "says">[] };

const PUBLISHER = "pub-1";
const SUBSCRIBER = "sub-1";
const line = (step: ScriptedStep) => ({ step });
const publish = (qos: 0 | 1 | 2, payload: string) =>
	line({ do: "publish", client: PUBLISHER, topic: TOPIC, payload, qos, retain: false, times: 1 });

export const SCRIPTS = {
	twice: {
		title: "Connect, leave, connect again",
		steps: [
			line({ do: "connect", client: SUBSCRIBER, cleanSession: false }),
			line({ do: "disconnect", client: SUBSCRIBER }),
			line({ do: "connect", client: SUBSCRIBER, cleanSession: false }),
		],
	},
	"three-qos": {
		title: "One message at QoS 0, 1 and 2",
		steps: [line({ do: "connect", client: PUBLISHER, cleanSession: true }), publish(0, "21.5"), publish(1, "21.8"), publish(2, "22.1")],
	},
	"there-and-back": {
		title: "Subscribe, then unsubscribe",
		steps: [
			line({ do: "connect", client: SUBSCRIBER, cleanSession: true }),
			line({ do: "subscribe", client: SUBSCRIBER, filter: TOPIC, qos: 1 }),
			line({ do: "unsubscribe", client: SUBSCRIBER, filter: TOPIC }),
		],
	},
	pings: {
		title: "A client with a keep alive of 5 seconds, and nothing to say",
		steps: [line({ do: "connect", client: SUBSCRIBER, cleanSession: true, keepAlive: 5 })],
	},
	"pause-it": {
		title: "Pause while a message travels",
		steps: [
			line({ do: "connect", client: PUBLISHER, cleanSession: true }),
			line({ do: "pause" }),
			{ ...publish(1, "21.5"), goesOn: "sent" },
			line({ do: "step" }),
		],
	},
	cut: {
		title: "Cut a cable",
		steps: [
			line({
				do: "connect",
				client: SUBSCRIBER,
				cleanSession: false,
				will: { topic: `status/${SUBSCRIBER}`, payload: "gone", qos: 0, retain: false },
			}),
			line({ do: "cut", client: SUBSCRIBER }),
		],
	},
	silence: {
		title: "A wire falls silent",
		steps: [line({ do: "connect", client: SUBSCRIBER, cleanSession: false, keepAlive: 5 }), line({ do: "silence", client: SUBSCRIBER })],
	},
} as const satisfies Record<string, WordScript>;
