import type { Lesson } from "#course/lesson.ts";

/** What a newcomer has to know before the first question of the course. */
export const FIRST_WORDS: NonNullable<Lesson["words"]> = [
	{
		term: "broker, client",
		says: "Clients do not talk to each other. Each one connects to the broker, and the broker passes messages on.",
	},
	{
		term: "publish, topic",
		says: "A client publishes a message to a topic, which is a name such as greenhouse/temp. The packet for it is PUBLISH.",
	},
	{
		term: "subscribe, filter",
		says: "A client sends SUBSCRIBE with a filter: the topics that it wants. The broker answers with SUBACK, and from then on sends that client every message that matches.",
	},
	{
		term: "CONNECT, CONNACK, DISCONNECT",
		says: "CONNECT is the first packet on a connection, and CONNACK is the broker’s answer to it. With DISCONNECT a client says goodbye.",
	},
	{ term: "session", says: "What the broker remembers about one client: its subscriptions, and messages for it." },
	{
		term: "clean_session",
		says: "A field of CONNECT. With false the client asks for a session that is kept when it leaves, with true for a clean session.",
	},
	{
		term: "QoS",
		says: "Quality of service. 0: sent once. 1: acknowledged, may come twice. 2: acknowledged, never taken twice. The publisher picks one for each message, a subscriber one for each subscription.",
	},
];
