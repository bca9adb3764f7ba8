import type { ClauseId } from "#mqtt/clauses.ts";

/** One statement that can be seen in a room, and what shows it. */
export type Rule = { readonly clause: ClauseId; readonly shownBy: string };
export type RuleGroup = { readonly title: string; readonly rules: readonly Rule[] };

const rules = (shownBy: Partial<Record<ClauseId, string>>): readonly Rule[] =>
	(Object.entries(shownBy) as [ClauseId, string][]).map(([clause, says]) => ({ clause, shownBy: says }));
const RAW = "A client of your own that sends such bytes over TCP.";

/** Grouped by the subject of the standard's chapters. A statement that no event here could prove is not in the list. */
export const RULE_GROUPS: readonly RuleGroup[] = [
	{
		title: "Connecting",
		rules: rules({
			"MQTT-3.1.0-1": "Connect a client.",
			"MQTT-3.1.4-4": "Connect a client.",
			"MQTT-3.2.2-1": "Connect with clean_session = true.",
			"MQTT-3.2.2-2": "Come back to a session that was kept.",
			"MQTT-3.2.2-3": "Connect with clean_session = false for the first time.",
			"MQTT-3.1.4-2": "Be taken over: in the menu beside Disconnect.",
			"MQTT-3.1.2-2": "A client of your own that speaks MQTT 5.",
			"MQTT-3.1.3-8": "A client of your own with an empty client id and clean_session = false.",
			"MQTT-3.1.3-9": "A client of your own whose client id is longer than this room accepts.",
			"MQTT-3.1.4-5": "Publish with a client of your own before its refused CONNECT is answered.",
			"MQTT-3.2.2-5": "A client of your own whose CONNECT is refused.",
		}),
	},
	{
		title: "Sessions",
		rules: rules({
			"MQTT-3.1.2-4": "Connect with clean_session = false.",
			"MQTT-3.1.2-5": "Publish at QoS 1 while a kept subscriber is away.",
			"MQTT-3.1.2-6": "Disconnect with clean_session = true, or come back with it.",
			"MQTT-4.1.0-1": "Come back to a session with a subscription in it.",
			"MQTT-4.5.0-1": "Publish to a topic that a client has subscribed to.",
			"MQTT-4.4.0-1": "Cut the cable while a QoS 1 message is on it, and come back.",
		}),
	},
	{
		title: "Quality of service",
		rules: rules({
			"MQTT-4.3.1-1": "Publish at QoS 0.",
			"MQTT-4.3.2-1": "Publish at QoS 1.",
			"MQTT-4.3.2-2": "Publish at QoS 1.",
			"MQTT-4.3.3-1": "Publish at QoS 2.",
			"MQTT-4.3.3-2": "Publish at QoS 2, cut before its PUBREC arrives, and come back.",
			"MQTT-3.3.4-1": "Publish at QoS 1.",
			"MQTT-3.8.4-6": "Publish at QoS 1 to a subscription at QoS 0.",
			"MQTT-3.3.5-1": "Subscribe to a topic, and to a wildcard that matches it, at different QoS.",
		}),
	},
	{
		title: "Sending again, and order",
		rules: rules({
			"MQTT-3.3.1-1": "Cut the cable while a QoS 1 message is on it, and come back.",
			"MQTT-3.3.1-2": "Publish at QoS 0.",
			"MQTT-3.3.1-3": "Cut a publisher while its QoS 1 message is on the wire, and let it come back.",
			"MQTT-4.6.0-1": "Cut the cable while two QoS 1 messages are on it, and come back.",
			"MQTT-4.6.0-6": "Publish twice on one topic.",
		}),
	},
	{
		title: "Packet ids",
		rules: rules({
			"MQTT-2.3.1-1": "Subscribe, or publish at QoS 1.",
			"MQTT-2.3.1-3": "Cut a publisher while its QoS 1 message is on the wire, and let it come back.",
			"MQTT-2.3.1-4": "Cut a subscriber while a QoS 1 message is on its wire, and let it come back.",
			"MQTT-2.3.1-5": "Publish at QoS 0.",
			"MQTT-2.3.1-6": "Publish at QoS 1.",
		}),
	},
	{
		title: "Retained messages",
		rules: rules({
			"MQTT-3.3.1-5": "Publish with RETAIN.",
			"MQTT-3.3.1-6": "Subscribe to a topic that has a retained message.",
			"MQTT-3.3.1-7": "Publish twice with RETAIN at QoS 0 on one topic.",
			"MQTT-3.3.1-8": "Subscribe to a topic that has a retained message.",
			"MQTT-3.3.1-9": "Publish with RETAIN to a client that has subscribed already.",
			"MQTT-3.3.1-10": "Publish an empty payload with RETAIN.",
			"MQTT-3.3.1-11": "Publish an empty payload with RETAIN.",
			"MQTT-3.1.2.7": "Publish with RETAIN, and end the session of the publisher.",
		}),
	},
	{
		title: "Subscriptions, topics and filters",
		rules: rules({
			"MQTT-3.8.4-1": "Subscribe.",
			"MQTT-3.8.4-3": "Subscribe again to the same filter.",
			"MQTT-3.8.4-5": "Subscribe.",
			"MQTT-3.9.3-2": "Subscribe.",
			"MQTT-3.10.4-1": "Unsubscribe.",
			"MQTT-3.10.4-4": "Unsubscribe.",
			"MQTT-3.10.4-3": "Unsubscribe while a QoS 1 message is on the wire.",
			"MQTT-3.3.2-3": "Publish to a topic that a client has subscribed to.",
			"MQTT-4.7.1-1": "A client of your own that publishes to a wildcard.",
			"MQTT-4.7.1-2": "Subscribe to a#, with a client of your own.",
			"MQTT-4.7.1-3": "Subscribe to greenhouse/+.",
			"MQTT-4.7.3-1": "A client of your own with an empty topic.",
		}),
	},
	{
		title: "Wills",
		rules: rules({
			"MQTT-3.1.2-8": "Give a client a will, and cut its cable.",
			"MQTT-3.1.2-10": "Give a client a will, and let it leave either way.",
			"MQTT-3.1.2-17": "Give a client a will with RETAIN, and cut its cable.",
			"MQTT-3.14.4-3": "Give a client a will, and disconnect it.",
		}),
	},
	{
		title: "Leaving, and keep alive",
		rules: rules({
			"MQTT-3.14.4-1": "Disconnect.",
			"MQTT-3.14.4-2": "A client of your own that sends something after its DISCONNECT.",
			"MQTT-3.1.2-23": "Connect with a keep alive, and wait.",
			"MQTT-3.12.4-1": "Connect with a keep alive, and wait.",
			"MQTT-3.1.2-24": "Connect with a keep alive, and fall silent.",
		}),
	},
	{
		title: "What ends a connection",
		rules: rules({
			"MQTT-4.8.0-1": "Break the protocol: in the menu beside Disconnect.",
			"MQTT-4.8.0-2": "A client of your own that sends a packet of more than 256 KiB.",
			"MQTT-3.3.1-4": "Break the protocol: in the menu beside Disconnect.",
			"MQTT-3.3.5-2": "Turn retain_available off, and publish with RETAIN.",
			"MQTT-3.3.2-2": "A client of your own that publishes to a wildcard.",
			"MQTT-3.1.0-2": RAW,
			"MQTT-1.5.3-1": RAW,
			"MQTT-1.5.3-2": RAW,
			"MQTT-2.2.2-2": RAW,
			"MQTT-3.1.2-1": RAW,
			"MQTT-3.1.2-3": RAW,
			"MQTT-3.1.2-13": RAW,
			"MQTT-3.1.2-14": RAW,
			"MQTT-3.1.2-15": RAW,
			"MQTT-3.1.2-22": RAW,
			"MQTT-3-8.3-4": RAW,
			"MQTT-3.8.1-1": RAW,
			"MQTT-3.8.3-3": RAW,
			"MQTT-3.10.3-2": RAW,
			"MQTT-6.0.0-1": "A WebSocket client of your own that sends text.",
		}),
	},
];

/** Text of the standard that carries no id: this is not included in the count. */
export const SECTIONS: RuleGroup = {
	title: "Left to the broker",
	rules: rules({
		"3.1.2.4": "Turn queue_qos0_messages on, and publish at QoS 0 while a kept subscriber is away.",
		"3.1.4": "A client of your own that connects over TCP and sends nothing.",
		"4.3.1": "Cut the cable while a QoS 0 message is on it.",
		"4.6": "Publish more at QoS 1 than max_inflight_messages while the subscriber’s answers are on the wire.",
		"4.1": "Fill a queue, or restart the broker.",
	}),
};
