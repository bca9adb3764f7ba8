import type { Plan } from "./plan.ts";
import { commented, shellQuoted } from "./quote.ts";
import { SHELL_FRAME, SHELL_RARE } from "./shell-frame.ts";
import { shellLines } from "./shell-lines.ts";
import type { BrokerAddress, Written } from "./written.ts";

/** For mosquitto_pub and mosquitto_sub in any POSIX shell. */
export function asShell(plan: Plan, target: BrokerAddress, title: string): Written {
	const { host, port, userName } = target;
	const rare = Object.entries(SHELL_RARE).filter(([does]) => plan.lines.some(({ act }) => act.do === does));
	const { lines, remarks, faithful } = shellLines(plan);
	const text = [
		"#!/bin/sh",
		`# ${commented(title)}`,
		"# Prints a line for each message that a client receives: <client id> <topic> <payload> qos=<q> retain=<0|1>",
		"# The steps are at the end; the functions that they use come first.",
		"# Needs mosquitto_pub and mosquitto_sub 2.0 or newer.",
		`HOST=${shellQuoted(host)}`,
		`PORT=${port}`,
		...(userName === null ? [] : ["# The user name is the room.", `ROOM=${shellQuoted(userName)}`]),
		SHELL_FRAME.replaceAll("AS_WHOM", userName === null ? "" : ' -u "$ROOM"') + rare.map(([, code]) => code).join(""),
		...beginning(plan),
		...lines,
		"",
	];
	return { text: text.join("\n"), remarks, faithful };
}

function beginning({ persistent, retained }: Plan): readonly string[] {
	if (persistent.length + retained.length === 0) return [];
	return [
		"",
		"# Begins as a new broker would: without the sessions and the retained messages of an earlier run.",
		...persistent.map((client) => `begin ${shellQuoted(client)}`),
		...retained.map((topic) => `pub -i slow-wire-begin -q 1 -r -t ${shellQuoted(topic)} -n`),
	];
}
