import type { CloseReason } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Got, Sketch, SketchKey } from "#course/sketch.ts";

/** “21.5, 21.8 and 22.1”. In sentences, messages are named by their payload: names shift when somebody goes on by hand. */
export function list(words: readonly string[]): string {
	if (words.length < 2) return words[0] ?? "";
	return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Words are quoted, so that they are not read as part of the sentence: received “offline”. */
export function sayPayload(payload: string): string {
	if (payload === "") return "an empty message";
	return /^-?[\d.]+$/.test(payload) ? payload : `“${payload}”`;
}

function payloads(all: readonly string[]): string {
	return list(all.map(sayPayload));
}

const ENDED: Readonly<Record<CloseReason, string>> = {
	disconnect: "left with DISCONNECT",
	cut: "cable cut",
	"client-gone": "gone without DISCONNECT",
	takeover: "taken over by a second connection",
	"keep-alive": "given up after 1.5 x keep alive",
	"protocol-error": "ended for breaking the protocol",
	refused: "refused",
	overflow: "ended at a limit",
	"broker-restart": "ended by a restart of the broker",
	"room-closed": "ended with the room",
};
const SESSIONS = { persistent: "session kept", clean: "clean session", none: "no session" } as const;

/** What one field of a sketch says of a client, in a few words; null where the field says nothing that could be seen. */
export function phraseOf(key: SketchKey, sketch: Sketch): string | null {
	switch (key) {
		case "online":
			return sketch.online === undefined ? null : sketch.online ? "connected" : "offline";
		case "ended":
			return sketch.ended === undefined || sketch.ended === null ? null : ENDED[sketch.ended];
		case "session":
			return sketch.session === undefined ? null : SESSIONS[sketch.session];
		case "sessionPresent":
			return typeof sketch.sessionPresent === "boolean" ? `CONNACK sp=${sketch.sessionPresent ? 1 : 0}` : null;
		case "subscriptions":
			return sketch.subscriptions === undefined ? null : saySubscriptions(sketch.subscriptions);
		case "queue":
			return sketch.queue === undefined ? null : sayQueue(sketch.queue);
		case "inflight":
			if (sketch.inflight === undefined) return null;
			return sketch.inflight.length === 0 ? "nothing unacknowledged" : `sent, no acknowledgement yet: ${payloads(sketch.inflight)}`;
		case "received":
			return sketch.received === undefined
				? null
				: sketch.received.length === 0
					? "nothing received"
					: `received ${sayGot(sketch.received)}`;
		case "dropped":
			return sketch.dropped === undefined ? null : sketch.dropped.length === 0 ? "nothing dropped" : `${payloads(sketch.dropped)} dropped`;
		case "unacknowledged":
			if (sketch.unacknowledged === undefined) return null;
			return sketch.unacknowledged.length === 0 ? "keeps no copy" : `keeps a copy of ${payloads(sketch.unacknowledged)}`;
		case "retained":
			return sketch.retained === undefined ? null : sayRetained(sketch.retained);
		case "sessions":
			if (sketch.sessions === undefined) return null;
			return sketch.sessions === 1 ? "1 session at the broker" : `${sketch.sessions} sessions at the broker`;
		default:
			return unreachable(key);
	}
}

function sayQueue(queue: readonly string[]): string {
	if (queue.length === 0) return "nothing waits";
	return queue.length === 1 ? `${payloads(queue)} waits` : `${payloads(queue)} wait`;
}

function saySubscriptions(subscriptions: NonNullable<Sketch["subscriptions"]>): string {
	const all = Object.entries(subscriptions).map(([filter, qos]) => `${filter} at QoS ${qos}`);
	return all.length === 0 ? "no subscription" : `subscribed to ${list(all)}`;
}

function sayRetained(retained: NonNullable<Sketch["retained"]>): string {
	const all = Object.values(retained).map(sayPayload);
	return all.length === 0 ? "nothing retained" : `retained: ${list(all)}`;
}

function sayGot(received: readonly Got[]): string {
	return list(received.map((got) => (typeof got === "string" ? sayPayload(got) : `${sayPayload(got.payload)}${sayBits(got)}`)));
}

function sayBits({ qos, retain, dup }: Exclude<Got, string>): string {
	const bits = [qos === undefined ? null : `QoS ${qos}`, retain === true ? "RETAIN" : null, dup === true ? "DUP" : null];
	const said = bits.filter((bit) => bit !== null);
	return said.length === 0 ? "" : ` (${said.join(", ")})`;
}
