import { many } from "#contract/many.ts";
import type { FullSketch, SketchKey } from "#course/sketch.ts";
import { joined } from "#story/phrases.ts";

/** In which order a difference is told: what is kept, before what comes of it. */
const ORDER: readonly SketchKey[] = [
	"session",
	"sessionPresent",
	"subscriptions",
	"queue",
	"inflight",
	"received",
	"dropped",
	"unacknowledged",
	"retained",
	"sessions",
	"ended",
	"online",
];

const SESSIONS = {
	persistent: "the broker keeps the session of",
	clean: "a clean session serves",
	none: "the broker has no session of",
} as const;

/** What was so of this client, in the first of these that says something. */
export function sayState(keys: readonly SketchKey[], seen: FullSketch, clientId: string): string {
	const key = ORDER.find((one) => keys.includes(one)) ?? "online";
	switch (key) {
		case "session":
			return `${SESSIONS[seen.session]} ${clientId}`;
		case "sessionPresent":
			return seen.sessionPresent === null ? `${clientId} is not connected` : `session present = ${Number(seen.sessionPresent)}`;
		case "subscriptions":
			return Object.keys(seen.subscriptions).length === 0
				? `${clientId} has no subscription`
				: `${clientId} has ${many(Object.keys(seen.subscriptions).length, "subscription")}`;
		case "queue":
			return waits(seen.queue, clientId);
		case "inflight":
			return seen.inflight.length === 0 ? `nothing is in flight to ${clientId}` : `${payloads(seen.inflight)} in flight to ${clientId}`;
		case "received":
			return received(seen, clientId);
		case "dropped":
			return seen.dropped.length === 0 ? `nothing is dropped for ${clientId}` : `${payloads(seen.dropped)} dropped for ${clientId}`;
		case "unacknowledged":
			return seen.unacknowledged.length === 0
				? `${clientId} has its acknowledgements`
				: `${clientId} keeps a copy of ${payloads(seen.unacknowledged)}`;
		case "retained":
			return Object.keys(seen.retained).length === 0 ? "nothing is retained" : `${payloads(Object.values(seen.retained))} retained`;
		case "sessions":
			return `the broker has ${many(seen.sessions, "session")}`;
		default:
			return `${clientId} is ${seen.online ? "connected" : "offline"}`;
	}
}

function waits(queue: readonly string[], clientId: string): string {
	if (queue.length === 0) return `nothing waits for ${clientId}`;
	return queue.length === 1 ? `${payloads(queue)} waits for ${clientId}` : `${payloads(queue)} wait for ${clientId}`;
}

/** The bits are told, because answers may differ in nothing else. */
function received({ received: got }: FullSketch, clientId: string): string {
	if (got.length === 0) return `${clientId} has received nothing`;
	const each = got.map(({ payload, qos, retain, dup }) =>
		[`${said(payload)} at QoS ${qos}`, ...(retain ? ["with RETAIN = 1"] : []), ...(dup ? ["with DUP = 1"] : [])].join(" "),
	);
	return `${clientId} has received ${joined(each)}`;
}

function payloads(all: readonly string[]): string {
	return joined(all.map(said));
}

function said(payload: string): string {
	return payload === "" ? "an empty message" : /^-?[\d.]+$/.test(payload) ? payload : `“${payload}”`;
}
