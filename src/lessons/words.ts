import type { CloseReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Got, Sketch, SketchKey } from "#course/sketch.ts";
import { joined } from "#story/phrases.ts";

/** Words are quoted, so that they are not read as part of the sentence: received “offline”. */
export function sayPayload(payload: string): string {
	if (payload === "") return "an empty message";
	return /^-?[\d.]+$/.test(payload) ? payload : `“${payload}”`;
}

/** How a message is named in a phrase: by its payload, or by more where the run is known. */
export type SayMessage = (payload: string, bits: readonly string[]) => string;

const byPayload: SayMessage = (payload, bits) => (bits.length === 0 ? sayPayload(payload) : `${sayPayload(payload)} (${bits.join(", ")})`);

const ENDED: Readonly<Record<CloseReason, string>> = {
	disconnect: "left with DISCONNECT",
	cut: "cable cut",
	"client-gone": "gone without DISCONNECT",
	takeover: "taken over by a second connection",
	"keep-alive": "given up after 1.5 x keep alive",
	"no-connect": "no CONNECT in good time",
	unheard: "CONNECT on a silent wire",
	"protocol-error": "ended for breaking the protocol",
	"too-large": "ended at a limit of the broker",
	"not-allowed": "ended for what the broker does not allow",
	"broker-fault": "ended by a fault of the broker",
	unexplained: "ended by the broker",
	refused: "refused",
	overflow: "ended at a limit",
	"broker-restart": "ended by a restart of the broker",
	"room-closed": "ended with the room",
};
const SESSIONS = { persistent: "session kept", clean: "clean session", none: "no session" } as const;

/** What one field of a sketch says of a client, in a few words; null where the field says nothing that could be seen. */
export function phraseOf(key: SketchKey, sketch: Sketch, say: SayMessage = byPayload): string | null {
	const payloads = (all: readonly string[]) => joined(all.map((payload) => say(payload, [])));
	switch (key) {
		case "online":
			return sketch.online === undefined ? null : sketch.online ? "connected" : "offline";
		case "ended":
			return sketch.ended === undefined || sketch.ended === null ? null : ENDED[sketch.ended];
		case "session":
			return sketch.session === undefined ? null : SESSIONS[sketch.session];
		case "sessionPresent":
			return typeof sketch.sessionPresent === "boolean" ? `session present = ${sketch.sessionPresent ? 1 : 0}` : null;
		case "subscriptions":
			return sketch.subscriptions === undefined ? null : saySubscriptions(sketch.subscriptions);
		case "queue":
			return sketch.queue === undefined ? null : sayQueue(sketch.queue.length, payloads(sketch.queue));
		case "inflight":
			if (sketch.inflight === undefined) return null;
			return sketch.inflight.length === 0 ? "nothing unacknowledged" : `sent, no acknowledgement yet: ${payloads(sketch.inflight)}`;
		case "received":
			return sketch.received === undefined
				? null
				: sketch.received.length === 0
					? "nothing received"
					: `received ${joined(sketch.received.map((got) => sayGot(got, say)))}`;
		case "dropped":
			return sketch.dropped === undefined ? null : sketch.dropped.length === 0 ? "nothing dropped" : `${payloads(sketch.dropped)} dropped`;
		case "unacknowledged":
			if (sketch.unacknowledged === undefined) return null;
			return sketch.unacknowledged.length === 0 ? "keeps no copy" : `keeps a copy of ${payloads(sketch.unacknowledged)}`;
		case "retained":
			return sketch.retained === undefined ? null : sayRetained(payloads(Object.values(sketch.retained)));
		case "sessions":
			if (sketch.sessions === undefined) return null;
			return sketch.sessions === 1 ? "1 session at the broker" : `${sketch.sessions} sessions at the broker`;
		default:
			return unreachable(key);
	}
}

function sayQueue(count: number, messages: string): string {
	if (count === 0) return "nothing waits";
	return count === 1 ? `${messages} waits` : `${messages} wait`;
}

function saySubscriptions(subscriptions: NonNullable<Sketch["subscriptions"]>): string {
	const all = Object.entries(subscriptions).map(([filter, qos]) => `${filter} at QoS ${qos}`);
	return all.length === 0 ? "no subscription" : `subscribed to ${joined(all)}`;
}

function sayRetained(messages: string): string {
	return messages === "" ? "nothing retained" : `retained: ${messages}`;
}

function sayGot(got: Got, say: SayMessage): string {
	if (typeof got === "string") return say(got, []);
	const { payload, qos, retain, dup } = got;
	const bit = (name: string, value: boolean | undefined) => (value === undefined ? null : `${name} = ${Number(value)}`);
	const bits = [qos === undefined ? null : `QoS ${qos}`, bit("RETAIN", retain), bit("DUP", dup)];
	return say(
		payload,
		bits.filter((bit) => bit !== null),
	);
}
