import { unreachable } from "#contract/unreachable.ts";
import { type About, aboutOf } from "#model/about.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Fate, World } from "#model/world.ts";
import { clockText, duration, lower } from "./phrases.ts";
import { sayDrop } from "./reasons.ts";
import { sayUnconfirmed } from "./say-given-up.ts";
import { unacknowledgedText } from "./say-waiting.ts";

/** The badge's reason with the names in it: "Still on pub-1’s wire", "Offline, session kept, QoS 1". */
export function sayFateOf(world: World, message: string, subscriber: string): string {
	return sayFate(fateOf(world, message, subscriber), aboutOf(world, message, subscriber));
}

/** The badge's reason: one short sentence without a full stop. */
export function sayFate(fate: Fate, about: About = {}): string {
	switch (fate.fate) {
		case "queued":
			return sayQueued(fate, about) + sayHad(fate, about) + sayLost(fate);
		case "inflight":
			return sayInflight(fate, about) + sayHad(fate, about) + sayLost(fate);
		case "delivered":
			return sayDelivered(fate) + sayLost(fate);
		case "dropped":
			return sayDrop(fate);
		case "unseen":
			return "Nothing of it has crossed this wire; the broker’s own store cannot be seen";
		case "none":
			return sayNone(fate);
		default:
			return unreachable(fate);
	}
}

function sayNone({ nearest, ended }: Extract<Fate, { fate: "none" }>): string {
	if (ended !== undefined) return `No matching subscription: it ended with its session at ${clockText(ended)}. Subscribe again`;
	return nearest === null ? "No matching subscription" : `No matching subscription. Nearest: ${nearest}`;
}

function sayQueued({ why }: Extract<Fate, { fate: "queued" }>, { qos }: About): string {
	switch (why) {
		case "window-full":
		case "window-bytes":
		case "window-count":
			return qos === 0 ? "Waiting behind what was queued before" : `Waiting: ${unacknowledgedText(why)}`;
		case "turn":
			return "Waiting for its turn";
		case "offline":
			if (qos === 0) return "Offline, session kept, QoS 0 queued: queue_qos0_messages";
			return qos === undefined ? "Offline, session kept" : `Offline, session kept, QoS ${qos}`;
		default:
			return unreachable(why);
	}
}

/** Of a message that comes more than once. */
function sayHad({ had }: Extract<Fate, { fate: "queued" | "inflight" }>, { subscriber }: About): string {
	return had === undefined ? "" : `; ${subscriber ?? "it"} has a copy already`;
}

function sayLost({ lost }: Extract<Fate, { fate: "queued" | "inflight" | "delivered" }>): string {
	return lost === undefined ? "" : `. Another copy was dropped: ${lower(sayDrop(lost))}`;
}

function sayInflight(fate: Extract<Fate, { fate: "inflight" }>, about: About): string {
	const publisher = about.publisher ?? "its sender";
	switch (fate.why) {
		case "still-on-wire":
			return `Still on ${publisher}’s wire`;
		case "with-sender":
			return `Lost on the wire; ${publisher} keeps a copy`;
		case "at-broker":
			return "The broker has it";
		case "released":
			return fate.packetId === null ? "Received, no PUBCOMP yet" : `PUBREC #${fate.packetId} received, no PUBCOMP yet`;
		case "sent": {
			const to = about.subscriber === undefined ? "" : ` to ${about.subscriber}`;
			const again = fate.attempt > 1 ? " again" : "";
			if (about.arrived && about.subscriber !== undefined)
				return `Arrived at ${about.subscriber} as #${fate.packetId}, no ${about.awaits ?? "PUBACK"} yet`;
			if (fate.packetId === null) return `Sent${again}${to} at QoS 0`;
			return `Sent${again}${to} as #${fate.packetId}, no ${about.awaits ?? "PUBACK"} yet`;
		}
		default:
			return unreachable(fate.why);
	}
}

function sayDelivered(fate: Extract<Fate, { fate: "delivered" }>): string {
	const { qos, unconfirmed } = fate;
	// "At least once" is what QoS 1 promises [3.1.1 section 4.3.2]; at QoS 0 and 2, another copy has come of another sending of the publisher.
	const allowed = fate.copies > 1 && qos === 1 ? `${fate.copies} copies: QoS 1 allows it. ` : "";
	const copies = fate.copies > 1 && qos !== 1 ? `, delivered ${times(fate.copies)}` : "";
	if (unconfirmed !== undefined) return `${allowed}${sayUnconfirmed({ qos, unconfirmed: unconfirmed.awaited })}${copies}`;
	// The copies before it may have come in another way.
	if (fate.how === "retained" && fate.copies > 1)
		return `Delivered ${times(fate.copies)}, the last time as the retained copy, on subscribe`;
	if (fate.how === "retained") return "Retained copy, on subscribe";
	const from =
		fate.how === "queue"
			? `From the queue${fate.waitedMs === undefined ? "" : ` after ${duration(fate.waitedMs)}`}. `
			: fate.how === "redelivered"
				? "Sent again. "
				: "";
	return `${allowed}${from}${sayReceipt(fate)}${copies}`;
}

function sayReceipt(fate: Extract<Fate, { fate: "delivered" }>): string {
	if (fate.qos === 0) return "Sent at QoS 0, never confirmed";
	if (fate.packetId === null) return `Arrived at QoS ${fate.qos}`;
	return `${fate.qos === 2 ? "PUBCOMP" : "PUBACK"} #${fate.packetId} received`;
}

function times(count: number): string {
	return count === 2 ? "twice" : `${count} times`;
}
