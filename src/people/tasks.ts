import type { ClassTask } from "#contract/class.ts";

/** What a trainer asks of all phones most often; each takes one of a seat's clients, and says which buttons to press. */
export const TASKS: readonly ClassTask[] = [
	{
		title: "Connect and subscribe",
		says: "Press Connect, then Subscribe. From then on you get what is published to class/+ at the front.",
		client: "sub",
	},
	{ title: "Leave, then come back", says: "Press Disconnect. Wait for a message at the front. Press Connect.", client: "sub" },
	{
		title: "Ask for a kept session",
		says: "Turn clean_session off, connect and subscribe. Leave, wait for a message at the front, and come back.",
		client: "sub",
	},
	{ title: "Cut your cable", says: "Connect, then press Cut the cable. Your will appears at the front.", client: "sub" },
	{ title: "Lock your phone", says: "Connect, then lock the phone for 20 seconds. Your will appears at the front.", client: "sub" },
	{
		title: "Publish something",
		says: "Press Connect, write a word, and publish it. Everybody that has subscribed gets it.",
		client: "pub",
	},
];
