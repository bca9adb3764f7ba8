import { unreachable } from "#contract/unreachable.ts";
import type { Act, Card, Plan } from "./plan.ts";
import { hasWildcard } from "./plan.ts";
import { PYTHON_END, PYTHON_FRAME, PYTHON_RARE } from "./python-frame.ts";
import { burstPieces, commented, quoted } from "./quote.ts";
import { type BrokerAddress, givenUpAfterMs, numberedLine, type Written } from "./written.ts";

const REFUSES =
	"paho refuses to publish to a topic with a wildcard: that step is left out, and the broker has no reason to end the connection.";

/** For paho-mqtt 1.6 and 2. */
export function asPython(plan: Plan, target: BrokerAddress, title: string): Written {
	const { host, port, userName } = target;
	const rare = Object.entries(PYTHON_RARE).filter(([does]) => plan.lines.some(({ act }) => act.do === does));
	const refused = plan.lines.some(({ act }) => isRefused(act));
	const text = [
		"#!/usr/bin/env python3",
		// Python looks for an encoding on the first two lines (PEP 263): a title there could name an encoding that turns a comment into code.
		"# -*- coding: utf-8 -*-",
		`# ${commented(title)}`,
		"# Prints a line for each message that a client receives: <client id> <topic> <payload> qos=<q> retain=<0|1>",
		"# The steps are at the end; the functions that they use come first.",
		"# Needs paho-mqtt 1.6 or 2: pip install paho-mqtt",
		"import socket",
		"import struct",
		"import sys",
		"import threading",
		"import time",
		"",
		"import paho.mqtt.client as mqtt",
		"",
		`HOST = ${quoted(host)}`,
		`PORT = ${port}`,
		userName === null ? "USER = None" : `USER = ${quoted(userName)}  # the user name is the room`,
		PYTHON_FRAME + rare.map(([, code]) => code).join(""),
		...beginning(plan),
		...plan.lines.flatMap((line, at) => [
			"",
			...numberedLine(line, at, "#"),
			...(isRefused(line.act) ? [`# ${REFUSES}`] : calls(line.act)),
		]),
		PYTHON_END,
	];
	return { text: text.join("\n"), remarks: refused ? [REFUSES] : [], faithful: !refused };
}

function isRefused(act: Act): boolean {
	return act.do === "publish" && hasWildcard(act.topic);
}

function beginning({ persistent, retained }: Plan): readonly string[] {
	if (persistent.length + retained.length === 0) return [];
	const list = (texts: readonly string[]) => `[${texts.map(quoted).join(", ")}]`;
	return [
		"",
		"# Begins as a new broker would: without the sessions and the retained messages of an earlier run.",
		`begin(${list(persistent)}, ${list(retained)})`,
	];
}

function calls(act: Act): readonly string[] {
	switch (act.do) {
		case "connect":
		case "takeover":
			return [`${act.do}(${quoted(act.client)}, ${cardCode(act.card)})`];
		case "disconnect":
		case "cut":
		case "mend":
		case "violate":
		case "silence":
			return [`${act.do}(${quoted(act.client)})`];
		case "subscribe":
			return [`subscribe(${quoted(act.client)}, ${quoted(act.filter)}, qos=${act.qos})`];
		case "unsubscribe":
			return [`unsubscribe(${quoted(act.client)}, ${quoted(act.filter)})`];
		case "publish":
			return publishing(act);
		case "rest":
			return [
				"# The broker gives up on this client after 1.5 times its keep alive, and tells nobody here: the script can only let time pass.",
				`time.sleep(${givenUpAfterMs(act.keepAlive) / 1_000})`,
				"settle()",
			];
		case "cut-all":
			return act.clients.map((client) => `cut(${quoted(client)})`);
		case "nothing":
			return [];
		default:
			return unreachable(act);
	}
}

function publishing({ client, topic, payload, qos, retain, times, waits }: Extract<Act, { do: "publish" }>): readonly string[] {
	const rest = (what: string) => `(${quoted(client)}, ${quoted(topic)}, ${what}, qos=${qos}, retain=${bool(retain)})`;
	if (times === 1) return [`${waits ? "publish" : "send"}${rest(quoted(payload))}`];
	const numbered = burstPieces(payload).map(quoted).join(" + str(n) + ");
	return [`for n in range(1, ${times + 1}):`, `    send${rest(numbered)}`, ...(waits ? ["settle()"] : [])];
}

function cardCode({ cleanSession, keepAlive, will }: Card): string {
	const parts = [`clean=${bool(cleanSession)}`];
	if (keepAlive > 0) parts.push(`keepalive=${keepAlive}`);
	if (will !== null) parts.push(`will=(${quoted(will.topic)}, ${quoted(will.payload)}, ${will.qos}, ${bool(will.retain)})`);
	return parts.join(", ");
}

function bool(value: boolean): "True" | "False" {
	return value ? "True" : "False";
}
