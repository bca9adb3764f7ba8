import { sayPayloads } from "#course/made/made-answers.ts";
import type { Sketch } from "#course/sketch.ts";
import { leftText } from "#story/leaving.ts";

/** What is seen of one client, as sentences for paper. */
export function saySketch(clientId: string, sketch: Sketch): readonly string[] {
	const says: string[] = [];
	const say = (text: string) => says.push(`${text}.`);
	const { online, ended, session, sessionPresent, subscriptions, queue, inflight, received, dropped, unacknowledged, retained, sessions } =
		sketch;
	if (online !== undefined) say(`${clientId} is ${online ? "connected" : "away"}`);
	if (ended !== undefined) say(`Its connection ended: ${leftText(ended, clientId)}`);
	if (session !== undefined) say(SESSION[session](clientId));
	if (sessionPresent !== undefined) say(`Its CONNACK said session present = ${sessionPresent ? 1 : 0}`);
	const granted = Object.entries(subscriptions ?? {}).map(([filter, qos]) => `${filter} at QoS ${qos}`);
	if (subscriptions !== undefined)
		say(granted.length === 0 ? `${clientId} has no subscription` : `${clientId} subscribes to ${granted.join(", ")}`);
	if (queue !== undefined)
		say(queue.length === 0 ? `No message waits for ${clientId}` : `${sayPayloads(queue)} ${verb(queue, "waits", "wait")} for ${clientId}`);
	if (inflight !== undefined && inflight.length > 0)
		say(`${sayPayloads(inflight)} ${verb(inflight, "is", "are")} in flight to ${clientId}, unacknowledged`);
	if (dropped !== undefined && dropped.length > 0) say(`${sayPayloads(dropped)} ${verb(dropped, "was", "were")} dropped for ${clientId}`);
	if (unacknowledged !== undefined && unacknowledged.length > 0)
		say(`${clientId} keeps a copy of ${sayPayloads(unacknowledged)} until it is acknowledged`);
	const kept = Object.entries(retained ?? {}).map(([topic, payload]) => `“${payload}” on ${topic}`);
	if (retained !== undefined) say(kept.length === 0 ? "No message is retained" : `The broker retains ${kept.join(", ")}`);
	if (received !== undefined)
		say(`${clientId} has received ${sayPayloads(received.map(sayGot).map(({ payload }) => payload))}${marks(received)}`);
	if (sessions !== undefined) say(sessions === 1 ? "The broker holds one session" : `The broker holds ${sessions} sessions`);
	return says;
}

type Got = NonNullable<Sketch["received"]>[number];

const SESSION = {
	persistent: (clientId: string) => `The broker keeps a session of ${clientId}`,
	clean: (clientId: string) => `${clientId} has a clean session, which ends with its connection`,
	none: (clientId: string) => `The broker has no session of ${clientId}`,
} as const;

function verb(payloads: readonly string[], one: string, more: string): string {
	return payloads.length === 1 ? one : more;
}

function sayGot(got: Got): Exclude<Got, string> {
	return typeof got === "string" ? { payload: got } : got;
}

/** Flags that distinguish copies: "(the first with RETAIN = 1)". */
function marks(received: readonly Got[]): string {
	const said = received.map(sayGot).flatMap(({ payload, retain, dup }) => {
		const flags = [...(retain === true ? ["RETAIN = 1"] : []), ...(dup === true ? ["DUP = 1"] : [])];
		return flags.length === 0 ? [] : [`“${payload}” with ${flags.join(" and ")}`];
	});
	return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
