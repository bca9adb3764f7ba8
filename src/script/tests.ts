import { TOPIC } from "#lab/defaults.ts";
import type { Expectation, SeedTest } from "./runner.ts";

type Bit = 0 | 1;
export type Variant = {
	readonly number: number;
	readonly cleanSession: boolean;
	readonly publishQos: Bit;
	readonly subscribeQos: Bit;
	readonly expects: Omit<Expectation, "subscriber">;
};

const SUBSCRIBER = "sub-1";
const PUBLISHER = "pub-1";
const PAYLOADS = ["21.5", "21.8", "22.1"] as const;
const ORDINALS = ["first", "second", "third"] as const;

export const NO_SESSION = {
	received: [],
	sessionPresent: false,
	why: "With clean_session = true the session ended with the connection, and its subscription with it. The broker had no session to keep the messages in.",
	clause: "MQTT-3.1.2-6",
};

const VARIANTS: readonly Variant[] = [
	{ number: 1, cleanSession: true, publishQos: 0, subscribeQos: 0, expects: NO_SESSION },
	{
		number: 2,
		cleanSession: false,
		publishQos: 0,
		subscribeQos: 0,
		expects: {
			received: [],
			sessionPresent: true,
			why: "The session and its subscription were kept, the messages were not: for a client that is away only QoS 1 and 2 have to be kept.",
			clause: "MQTT-3.1.2-5",
		},
	},
	{ number: 3, cleanSession: true, publishQos: 1, subscribeQos: 1, expects: NO_SESSION },
	{
		number: 4,
		cleanSession: false,
		publishQos: 1,
		subscribeQos: 1,
		expects: {
			received: PAYLOADS,
			sessionPresent: true,
			why: "The session was kept, and both QoS levels were above 0: the broker queued the messages and sent them after CONNACK, without a new SUBSCRIBE.",
			clause: "MQTT-3.1.2-5",
		},
	},
	{
		number: 5,
		cleanSession: false,
		publishQos: 0,
		subscribeQos: 1,
		expects: {
			received: [],
			sessionPresent: true,
			why: "A message is delivered at the lower of its own QoS and the granted one. Published at QoS 0, a message stays at QoS 0, and QoS 0 messages are not queued here.",
			clause: "MQTT-3.8.4-6",
		},
	},
];

/** The seed experiment, five ways: subscribe, go away, let others publish, come back without subscribing again. */
export const TESTS: readonly SeedTest[] = VARIANTS.map((variant) => seedTest(`test-${variant.number}`, `Test ${variant.number}`, variant));

/** A test of the seed experiment, whatever it is called. */
export function seedTest(
	id: string,
	title: string,
	{ cleanSession, publishQos, subscribeQos, expects }: Omit<Variant, "number">,
): SeedTest {
	return {
		id,
		role: { kind: "alone" },
		title,
		asks: `${SUBSCRIBER} subscribes with QoS ${subscribeQos} and clean_session = ${cleanSession}, and goes away. Three messages are published with QoS ${publishQos}. What does ${SUBSCRIBER} have after it comes back?`,
		settings: { cleanSession, publishQos, subscribeQos },
		steps: [
			{
				says: `${SUBSCRIBER} sends CONNECT with clean_session = ${cleanSession}: ${cleanSession ? "it asks for a session that ends with this connection" : "it asks for a session that outlives this connection"}.`,
				step: { do: "connect", client: SUBSCRIBER, cleanSession },
			},
			{
				says: `${SUBSCRIBER} sends SUBSCRIBE for ${TOPIC} and asks for QoS ${subscribeQos}; the answer names the QoS it is granted.`,
				step: { do: "subscribe", client: SUBSCRIBER, filter: TOPIC, qos: subscribeQos },
			},
			{
				says: `${SUBSCRIBER} sends DISCONNECT and goes away. Watch what stays behind at the broker.`,
				step: { do: "disconnect", client: SUBSCRIBER },
			},
			{
				says: `${PUBLISHER} sends CONNECT. Its own clean_session has no effect on what is kept for others.`,
				step: { do: "connect", client: PUBLISHER, cleanSession: true },
			},
			...PAYLOADS.map((payload, index) => ({
				says: `${PUBLISHER} publishes the ${ORDINALS[index]} message, ${payload}, with QoS ${publishQos}: ${publishQos === 0 ? "no answer will come" : "the broker has to answer with PUBACK"}.`,
				step: { do: "publish", client: PUBLISHER, topic: TOPIC, payload, qos: publishQos, retain: false, times: 1 } as const,
			})),
			{
				says: `${SUBSCRIBER} sends CONNECT again, with clean_session = ${cleanSession} as before. It does not subscribe again.`,
				step: { do: "connect", client: SUBSCRIBER, cleanSession },
			},
		],
		expects: { subscriber: SUBSCRIBER, ...expects },
	};
}
