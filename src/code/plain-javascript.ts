import { unreachable } from "#contract/unreachable.ts";
import { beforeConnect, type PlainAct, type PlainPlan, stillHere } from "./plain.ts";
import { burstPieces, commented, quoted } from "./quote.ts";
import type { BrokerAddress } from "./written.ts";

/** For mqtt.js 5 in Node, short enough to be read from top to bottom. */
export function plainJavaScript(plan: PlainPlan, { host, port, userName, waitSeconds }: BrokerAddress, title: string): string {
	const named = (client: string) => plan.variables.get(client) ?? "client";
	return [
		`// ${commented(title)}. Needs Node 20 and mqtt.js: npm install mqtt@5`,
		'import mqtt from "mqtt";',
		"",
		`const wait = () => new Promise((go) => setTimeout(go, ${waitSeconds * 1_000})); // longer than packets travel`,
		"",
		"async function connect(clientId, { clean }) {",
		"  await wait(); // what others have sent arrives first",
		`  const broker = { host: ${quoted(host)}, port: ${port}${userName === null ? "" : `, username: ${quoted(userName)}`} };${userName === null ? "" : " // the user name is the room"}`,
		"  const client = mqtt.connect({ ...broker, clientId, clean, reconnectPeriod: 0 });",
		'  client.on("message", (topic, payload, { qos, retain }) =>',
		'    console.log(clientId, topic, String(payload), "qos=" + qos, "retain=" + Number(retain)));',
		'  await new Promise((go, stop) => client.once("connect", go).once("error", stop));',
		"  return client;",
		"}",
		"",
		"async function leave(client) {",
		"  await wait();",
		"  await client.endAsync(); // sends DISCONNECT",
		"}",
		"",
		...(plan.variables.size === 0 ? [] : [`let ${[...plan.variables.values()].join(", ")};`]),
		...beginning(plan),
		...plan.acts.map((act) => line(act, named(act.client))),
		...stillHere(plan.acts).map((client) => `await leave(${named(client)});`),
		"",
	].join("\n");
}

/** What an earlier run may have left at the broker would be received as well. */
function beginning({ persistent, retained }: PlainPlan): readonly string[] {
	const forgets = persistent.map(
		(client) => `await leave(await connect(${quoted(client)}, { clean: true })); // forgets an earlier session`,
	);
	if (retained.length === 0) return forgets;
	const clears = retained.map(
		(topic) => `await cleaner.publishAsync(${quoted(topic)}, "", { qos: 1, retain: true }); // clears what is retained`,
	);
	return [...forgets, 'const cleaner = await connect("slow-wire-begin", { clean: true });', ...clears, "await leave(cleaner);"];
}

function line(act: PlainAct, client: string): string {
	switch (act.do) {
		case "connect":
			return [...beforeConnect(act, "//"), `${client} = await connect(${quoted(act.client)}, { clean: ${act.card.cleanSession} });`].join(
				"\n",
			);
		case "disconnect":
			return `await leave(${client});`;
		case "subscribe":
			return `await ${client}.subscribeAsync(${quoted(act.filter)}, { qos: ${act.qos} });`;
		case "unsubscribe":
			return `await ${client}.unsubscribeAsync(${quoted(act.filter)});`;
		case "publish": {
			const { topic, payload, qos, retain, times } = act;
			const what = times === 1 ? quoted(payload) : burstPieces(payload).map(quoted).join(" + n + ");
			const call = `await ${client}.publishAsync(${quoted(topic)}, ${what}, { qos: ${qos}${retain ? ", retain: true" : ""} });`;
			return times === 1 ? call : `for (let n = 1; n <= ${times}; n += 1) ${call}`;
		}
		default:
			return unreachable(act);
	}
}
