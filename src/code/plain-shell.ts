import type { PlainAct, PlainPlan } from "./plain.ts";
import { commented, formatQuoted, shellQuoted } from "./quote.ts";
import { pubCommands } from "./shell-commands.ts";
import type { BrokerAddress } from "./written.ts";

type Act<Does extends PlainAct["do"]> = Extract<PlainAct, { do: Does }>;

/**
 * For mosquitto_pub and mosquitto_sub, one command after the other. Null where that is not enough: a command ends before the next one begins,
 * so nothing may be published while a subscriber is there, and mosquitto_sub asks for all of its filters at one QoS.
 */
export function plainShell(plan: PlainPlan, { host, port, userName, waitSeconds }: BrokerAddress, title: string): string | null {
	const commands = commandsOf(plan, waitSeconds);
	if (commands === null) return null;
	return [
		"#!/bin/sh",
		`# ${commented(title)}. Needs mosquitto_pub and mosquitto_sub 2.0 or newer.`,
		"# -c means clean_session = false. -E leaves when the subscription stands, -W after so many seconds.",
		`HOST=${shellQuoted(host)}`,
		...(userName === null ? [] : [`ROOM=${shellQuoted(userName)}  # the user name is the room`]),
		`sub() { mosquitto_sub -h "$HOST" -p ${port}${asWhom(userName)} "$@"; }`,
		`pub() { mosquitto_pub -h "$HOST" -p ${port}${asWhom(userName)} "$@"; }`,
		"",
		...plan.persistent.map((client) => `sub -i ${shellQuoted(client)} -t nothing -E  # forgets an earlier session`),
		...plan.retained.map((topic) => `pub -q 1 -r -n -t ${shellQuoted(topic)}  # clears what is retained`),
		...commands,
		"exit 0  # -W ends a command with a code of its own",
		"",
	].join("\n");
}

function asWhom(userName: string | null): string {
	return userName === null ? "" : ' -u "$ROOM"';
}

function commandsOf({ acts }: PlainPlan, waitSeconds: number): readonly string[] | null {
	const subscribers = new Set(acts.flatMap((act) => (act.do === "subscribe" || act.do === "unsubscribe" ? [act.client] : [])));
	const commands: string[] = [];
	const cards = new Map<string, Act<"connect">["card"]>();
	let here: { readonly connect: Act<"connect">; readonly asks: Act<"subscribe">[] } | null = null;
	let published = false;
	const leave = () => {
		if (here?.connect.again) commands.push(`# ${commented(here.connect.client)} comes back.`);
		if (here !== null) commands.push(subCommand(here.connect, here.asks, published ? `-W ${waitSeconds * 2}` : "-E"));
		here = null;
	};
	for (const act of acts) {
		const subscribes = subscribers.has(act.client);
		if (act.do === "unsubscribe" || (act.do === "publish" && (here !== null || subscribes))) return null;
		if (act.do === "connect") cards.set(act.client, act.card);
		if (act.do === "connect" && subscribes) {
			if (here !== null) return null;
			here = { connect: act, asks: [] };
		} else if (act.do === "subscribe") {
			if (here === null || here.asks.some(({ qos }) => qos !== act.qos)) return null;
			here.asks.push(act);
		} else if (act.do === "disconnect" && subscribes) leave();
		else if (act.do === "publish") {
			commands.push(...pubCommands(act, act.client, cards.get(act.client)?.cleanSession ?? true));
			published = true;
		}
	}
	leave();
	return commands;
}

function subCommand({ client, card }: Act<"connect">, asks: readonly Act<"subscribe">[], until: string): string {
	// mosquitto_sub always asks for something: a client that does not subscribe asks for a topic to which nothing is published.
	const filters = asks.length === 0 ? ["-t nothing"] : [`-q ${asks[0]?.qos}`, ...asks.map(({ filter }) => `-t ${shellQuoted(filter)}`)];
	const format = `-F ${shellQuoted(`${formatQuoted(client)} %t %p qos=%q retain=%r`)}`;
	return ["sub", `-i ${shellQuoted(client)}`, ...(card.cleanSession ? [] : ["-c"]), ...filters, until, format].join(" ");
}
