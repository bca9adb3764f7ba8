import { unreachable } from "#contract/unreachable.ts";
import { beforeConnect, type PlainAct, type PlainPlan, stillHere } from "./plain.ts";
import { burstPieces, commented, quoted } from "./quote.ts";
import type { BrokerAddress } from "./written.ts";

/** For paho-mqtt 1.6 and 2, short enough to be read from top to bottom. */
export function plainPython(plan: PlainPlan, { host, port, userName, waitSeconds }: BrokerAddress, title: string): string {
	const named = (client: string) => plan.variables.get(client) ?? "client";
	return [
		"# -*- coding: utf-8 -*-",
		`# ${commented(title)}. Needs paho-mqtt: pip install paho-mqtt`,
		"import time",
		"import paho.mqtt.client as mqtt",
		"",
		`WAIT = ${waitSeconds}  # seconds: longer than packets travel`,
		'version = [mqtt.CallbackAPIVersion.VERSION2] if hasattr(mqtt, "CallbackAPIVersion") else []  # paho 2',
		"",
		"def connect(client_id, clean_session):",
		"    time.sleep(WAIT)  # what others have sent arrives first",
		"    client = mqtt.Client(*version, client_id=client_id, clean_session=clean_session)",
		...(userName === null ? [] : [`    client.username_pw_set(${quoted(userName)})  # the user name is the room`]),
		"    client.on_message = lambda client, own, got: print(",
		'        client_id, got.topic, got.payload.decode(), f"qos={got.qos} retain={int(got.retain)}")',
		`    client.connect(${quoted(host)}, ${port})`,
		"    client.loop_start()",
		"    time.sleep(WAIT)",
		"    return client",
		"",
		"def leave(client):",
		"    time.sleep(WAIT)",
		"    client.disconnect()  # sends DISCONNECT",
		"    client.loop_stop()",
		...beginning(plan),
		...plan.acts.flatMap((act) => lines(act, named(act.client))),
		...stillHere(plan.acts).map((client) => `leave(${named(client)})`),
		"",
	].join("\n");
}

/** What an earlier run may have left at the broker would be received as well. */
function beginning({ persistent, retained }: PlainPlan): readonly string[] {
	const forgets = persistent.map((client) => `leave(connect(${quoted(client)}, clean_session=True))  # forgets an earlier session`);
	if (retained.length === 0) return forgets.length === 0 ? [] : ["", ...forgets];
	const clears = retained.map(
		(topic) => `cleaner.publish(${quoted(topic)}, b"", qos=1, retain=True).wait_for_publish()  # clears what is retained`,
	);
	return ["", ...forgets, 'cleaner = connect("slow-wire-begin", clean_session=True)', ...clears, "leave(cleaner)"];
}

function lines(act: PlainAct, client: string): readonly string[] {
	switch (act.do) {
		case "connect":
			return [
				...beforeConnect(act, "#"),
				`${client} = connect(${quoted(act.client)}, clean_session=${act.card.cleanSession ? "True" : "False"})`,
			];
		case "disconnect":
			return [`leave(${client})`];
		case "subscribe":
			return [`${client}.subscribe(${quoted(act.filter)}, qos=${act.qos})`, "time.sleep(WAIT)"];
		case "unsubscribe":
			return [`${client}.unsubscribe(${quoted(act.filter)})`, "time.sleep(WAIT)"];
		case "publish": {
			const { topic, payload, qos, retain, times } = act;
			const what = times === 1 ? quoted(payload) : burstPieces(payload).map(quoted).join(" + str(n) + ");
			const call = `${client}.publish(${quoted(topic)}, ${what}, qos=${qos}${retain ? ", retain=True" : ""}).wait_for_publish()`;
			return times === 1 ? [call] : [`for n in range(1, ${times + 1}):`, `    ${call}`];
		}
		default:
			return unreachable(act);
	}
}
