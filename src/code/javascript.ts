import { unreachable } from "#contract/unreachable.ts";
import { JAVASCRIPT_END, JAVASCRIPT_FRAME, JAVASCRIPT_RARE } from "./javascript-frame.ts";
import type { Act, Card, Plan } from "./plan.ts";
import { burstPieces, commented, quoted } from "./quote.ts";
import { type BrokerAddress, givenUpAfterMs, numberedLine, type Written } from "./written.ts";

/** For mqtt.js 5 in Node, as an ES module. */
export function asJavaScript(plan: Plan, target: BrokerAddress, title: string): Written {
	const { host, port, userName } = target;
	const rare = Object.entries(JAVASCRIPT_RARE).filter(([does]) => plan.lines.some(({ act }) => act.do === does));
	const text = [
		`// ${commented(title)}`,
		"// Prints a line for each message that a client receives: <client id> <topic> <payload> qos=<q> retain=<0|1>",
		"// The steps are at the end; the functions that they use come first.",
		"// Needs Node 20 and mqtt.js 5: npm install mqtt@5",
		'import mqtt from "mqtt";',
		"",
		...(userName === null ? [] : ["// The user name is the room."]),
		`const BROKER = { host: ${quoted(host)}, port: ${port}${userName === null ? "" : `, username: ${quoted(userName)}`} };`,
		JAVASCRIPT_FRAME + rare.map(([, code]) => code).join(""),
		...beginning(plan),
		...plan.lines.flatMap((line, at) => ["", ...numberedLine(line, at, "//"), ...calls(line.act)]),
		JAVASCRIPT_END,
	];
	return { text: text.join("\n"), remarks: [], faithful: true };
}

function beginning({ persistent, retained }: Plan): readonly string[] {
	if (persistent.length + retained.length === 0) return [];
	const list = (texts: readonly string[]) => `[${texts.map(quoted).join(", ")}]`;
	return [
		"// Begins as a new broker would: without the sessions and the retained messages of an earlier run.",
		`await begin(${list(persistent)}, ${list(retained)});`,
	];
}

function calls(act: Act): readonly string[] {
	switch (act.do) {
		case "connect":
		case "takeover":
			return [`await ${act.do}(${quoted(act.client)}, ${cardCode(act.card)});`];
		case "disconnect":
		case "cut":
		case "mend":
		case "violate":
			return [`await ${act.do}(${quoted(act.client)});`];
		case "silence":
			return [`silence(${quoted(act.client)});`];
		case "subscribe":
			return [`await subscribe(${quoted(act.client)}, ${quoted(act.filter)}, ${act.qos});`];
		case "unsubscribe":
			return [`await unsubscribe(${quoted(act.client)}, ${quoted(act.filter)});`];
		case "publish":
			return publishing(act);
		case "rest":
			return [
				"// The broker gives up on this client after 1.5 times its keep alive, and tells nobody here: the script can only let time pass.",
				`await rest(${givenUpAfterMs(act.keepAlive)});`,
				"await settle();",
			];
		case "cut-all":
			return act.clients.map((client) => `await cut(${quoted(client)});`);
		case "nothing":
			return [];
		default:
			return unreachable(act);
	}
}

function publishing({ client, topic, payload, qos, retain, times, waits }: Extract<Act, { do: "publish" }>): readonly string[] {
	const rest = (what: string) => `(${quoted(client)}, ${quoted(topic)}, ${what}, { qos: ${qos}, retain: ${retain} });`;
	if (times === 1) return [waits ? `await publish${rest(quoted(payload))}` : `send${rest(quoted(payload))}`];
	const numbered = burstPieces(payload).map(quoted).join(" + n + ");
	return [`for (let n = 1; n <= ${times}; n += 1) send${rest(numbered)}`, ...(waits ? ["await settle();"] : [])];
}

function cardCode({ cleanSession, keepAlive, will }: Card): string {
	const parts = [`clean: ${cleanSession}`];
	if (keepAlive > 0) parts.push(`keepalive: ${keepAlive}`);
	if (will !== null)
		parts.push(`will: { topic: ${quoted(will.topic)}, payload: ${quoted(will.payload)}, qos: ${will.qos}, retain: ${will.retain} }`);
	return `{ ${parts.join(", ")} }`;
}
