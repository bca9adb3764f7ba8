import { traitsOf } from "#contract/brokers.ts";
import { fateOf } from "#model/fate-of.ts";
import type { InflightDelivery, Message, World } from "#model/world.ts";
import { type OnItsWay, openOnItsWay } from "./on-its-way.ts";
import { comesOfOwn, NONE_TO_COME, ROOM, roomFor, toCome } from "./to-come.ts";
import { deliveriesOf, wireOf } from "./unfinished.ts";
import { type UpCut, upCutOf } from "./up-cut.ts";

/**
 * The same for the wire of a subscriber. copies: how often its application will have the message, if it is away until everything else is done;
 * most: at most, where that is not certain. also: what else has to be said.
 */
export type DownCut = { readonly copies: number; readonly most: number; readonly also: readonly Also[] } & (
	| { readonly does: "nothing" }
	| { readonly does: "lost"; readonly why: "qos-0" | "clean" }
	/** The subscriber has it, and its clean session ends before the broker knows that. */
	| { readonly does: "ends" }
	/** It has not arrived: it is sent again with DUP. */
	| { readonly does: "again"; readonly packetId: number }
	/** It has arrived, and its PUBACK has not: it is sent again, and comes as another copy. */
	| { readonly does: "another"; readonly packetId: number }
	/** It has arrived: it is sent again, and the subscriber knows its QoS 2 id. */
	| { readonly does: "known"; readonly packetId: number }
	| { readonly does: "release"; readonly packetId: number }
	/** In the queue of the session. */
	| { readonly does: "waits" }
	/** It is on its way to the broker: if it comes while the subscriber is away, it waits; finds the queue full; is dropped as QoS 0; finds no session. */
	| { readonly does: "would-wait" | "would-not-fit" | "would-drop" | "would-miss" }
	/** The wire is its publisher's too: nothing of it has come to the broker, or all of it has; it is sent again to the broker, and passed on then. */
	| { readonly does: "own-again" }
	| { readonly does: "unseen" }
);

/**
 * another-waits: what is on its way to the broker waits in the session too. if-room: more is under way to its queue than fits. own-again: the
 * subscriber is its publisher too, and sends it to the broker again; own-if-room: and there may be no room for it in the queue. may-come-again:
 * its publisher may not read the answer, and sends it again if it comes back. ends-again: once back, the subscriber sends a PUBLISH again that
 * ends its connection, and may not get what comes then.
 */
type Also = "another-waits" | "if-room" | "own-again" | "own-if-room" | "may-come-again" | "ends-again";

/** Null: this client has no wire now, or did not send the message over one. */
export function ifPublisherCut(world: World, message: string): UpCut | null {
	return upCutOf(openOnItsWay(world), message);
}

/** Null: this client has no wire now. */
export function ifSubscriberCut(world: World, message: string, subscriber: string): DownCut | null {
	const wire = wireOf(world, subscriber);
	const known = world.messages[message];
	if (wire === null || known === undefined) return null;
	const onItsWay = openOnItsWay(world);
	const copies = world.copies[message]?.[subscriber] ?? 0;
	const sure = (more: number) => ({ copies: copies + more, most: copies + more, also: [] }) as const;
	const { inflight, queued } = deliveriesOf(world, subscriber, message);
	const onWire = onItsWay.isOnWire(wire, message, "down");
	if (!traitsOf(world.settings).storeSeen && (onWire || inflight.length > 0 || fateOf(world, message, subscriber).fate === "unseen"))
		return { does: "unseen", ...sure(0) };
	const isOwnLost = known.publisher === subscriber && isLostForGood(onItsWay, known);
	const comes = ifItComes(onItsWay, known, subscriber);
	if (wire.cleanSession === true) {
		const isLost = (onWire && inflight.every(({ arrived }) => !arrived)) || inflight.some(({ arrived }) => !arrived) || queued.length > 0;
		if (isLost || isOwnLost) return { does: "lost", why: "clean", ...sure(0) };
		if (inflight.length > 0) return { does: "ends", ...sure(0) };
		return { does: comes ?? "nothing", ...sure(0) };
	}
	const own = comesOfOwn(onItsWay, known, subscriber);
	const first = RANK.flatMap((does) => inflight.filter((one) => doesOf(one) === does))[0];
	const all = copiesOf(onItsWay, known, subscriber, { copies, own });
	const beside = comes === "would-wait" ? { ...all, also: ["another-waits" as const, ...all.also] } : all;
	if (first !== undefined) return { does: doesOf(first), packetId: first.packetId, ...beside };
	if (queued.length > 0) return { does: "waits", ...beside };
	// At QoS 1 and 2 it would be in flight, or be sent again.
	if (onWire || isOwnLost) return { does: "lost", why: "qos-0", ...beside };
	if (comes === null && own > 0) return { does: "own-again", ...all, also: all.also.filter((one) => one !== "own-again") };
	return { does: comes ?? "nothing", ...all };
}

/** It is on the wire that its publisher gets it on, too, and nothing of it is left when that wire is cut. */
function isLostForGood(onItsWay: OnItsWay, known: Message): boolean {
	return upCutOf(onItsWay, known.message)?.does === "lost" && onItsWay.qosFor(known.publisher, known) !== null;
}

/** How many copies there will be in a session that is kept, and what that depends on. copies: those that its client has. */
function copiesOf(
	onItsWay: OnItsWay,
	known: Message,
	subscriber: string,
	{ copies, own }: { readonly copies: number; readonly own: 0 | 1 },
): Pick<DownCut, "copies" | "most" | "also"> {
	const { inflight, queued } = deliveriesOf(onItsWay.world, subscriber, known.message);
	const { times, perhaps } = meets(onItsWay, known, subscriber) === "would-wait" ? toCome(onItsWay, known, subscriber) : NONE_TO_COME;
	const certain = copies + inflight.filter((one) => !one.arrived || one.qos === 1).length;
	const { fits, keeps, takesOwn } = times + queued.length + own > 0 ? roomFor(onItsWay, subscriber) : ROOM;
	const also: Also[] = [];
	if ((times > 0 && !fits) || (queued.length > 0 && !keeps)) also.push("if-room");
	if (perhaps > 0) also.push("may-come-again");
	if (own > 0) also.push(takesOwn ? "own-again" : "own-if-room");
	const most = certain + times + queued.length + perhaps + own;
	if (most > copies && onItsWay.endsAgain(subscriber)) return { copies, most, also: [...also, "ends-again"] };
	return { copies: certain + (fits ? times : 0) + (keeps ? queued.length : 0) + (takesOwn ? own : 0), most, also };
}

/** Of several deliveries of one message, that one is told which changes most. */
const RANK = ["another", "again", "known", "release"] as const;

function doesOf({ awaits, arrived, qos }: InflightDelivery): (typeof RANK)[number] {
	if (awaits === "PUBCOMP") return "release";
	if (!arrived) return "again";
	return qos === 1 ? "another" : "known";
}

/** What a copy meets that is still on its way to the broker; null: none is. */
function ifItComes(onItsWay: OnItsWay, known: Message, subscriber: string) {
	return toCome(onItsWay, known, subscriber).times === 0 ? null : meets(onItsWay, known, subscriber);
}

/** What a copy would meet that came while this client is away; null: it is not for it. */
function meets(onItsWay: OnItsWay, known: Message, subscriber: string) {
	const qos = onItsWay.qosFor(subscriber, known);
	if (qos === null) return null;
	if (wireOf(onItsWay.world, subscriber)?.cleanSession === true) return "would-miss";
	if (qos === 0 && !onItsWay.world.settings.queueQos0Messages) return "would-drop";
	return roomFor(onItsWay, subscriber).full ? "would-not-fit" : "would-wait";
}
