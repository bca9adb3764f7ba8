import { queueNumbers } from "#model/queue-limit.ts";
import type { Connection, Message } from "#model/world.ts";
import type { OnItsWay } from "./on-its-way.ts";
import { wireOf } from "./unfinished.ts";
import { takenOf, upCutOf } from "./up-cut.ts";

/**
 * How often the broker is still to take a message. times: if its publisher goes on as it is. perhaps: once more when the publisher is back,
 * because it does not, or may not, read the answer.
 */
export type ToCome = { readonly times: 0 | 1; readonly perhaps: 0 | 1 };
export const NONE_TO_COME: ToCome = { times: 0, perhaps: 0 };

/** away: the client whose wire is cut. What it has sent itself comes only if it has arrived. */
export function toCome(onItsWay: OnItsWay, known: Message, away: string): ToCome {
	const { world } = onItsWay;
	const { message, publisher, publications, qos, phase, kind } = known;
	if (onItsWay.isRefused(known)) return NONE_TO_COME;
	const isOwn = publisher === away && kind !== "will";
	if (isOwn) return phase === "at-broker" ? { times: 1, perhaps: 0 } : NONE_TO_COME;
	const wire = wireOf(world, publisher);
	const isOn = wire !== null && onItsWay.isOnWire(wire, message, "up");
	const isAgain = isSentAgain(onItsWay, known, wire);
	// Sent again at QoS 1: the broker cannot tell it from another message [MQTT-4.3.2-2].
	const perhaps = qos === 1 && (isAgain || mayMissAnswer(onItsWay, known, wire)) ? 1 : 0;
	if (isOn && onItsWay.isCutOff(wire, message)) return isKept(onItsWay, known, wire) ? { times: 1, perhaps } : NONE_TO_COME;
	if (phase === "at-broker" || phase === "to-broker") return { times: 1, perhaps };
	if (phase !== "with-sender" && (qos !== 1 || publications === 0)) return NONE_TO_COME;
	if (isOn) return { times: 1, perhaps };
	return isAgain ? { times: 1, perhaps: onItsWay.endsAgain(publisher) ? perhaps : 0 } : { times: 0, perhaps };
}

/** Whether its publisher has the message still when it comes back, and gets as far as to send it. */
function isKept(onItsWay: OnItsWay, known: Message, wire: Connection | null): boolean {
	const copies = onItsWay.outgoing(known.publisher, known.message);
	return wire?.cleanSession !== true && copies.some(({ awaits }) => awaits !== "PUBCOMP") && !onItsWay.isStopped(known);
}

/** Whether the connection of its publisher ends by something else that it sends, now or when it is back, maybe before the answer has come. */
function mayMissAnswer(onItsWay: OnItsWay, known: Message, wire: Connection | null): boolean {
	const ends = onItsWay.endsAgain(known.publisher) || (wire !== null && onItsWay.endsSoon(wire));
	return ends && isKept(onItsWay, known, wire);
}

/** Whether its publisher does not read answers any more on the wire that it used, and sends the message again as soon as it is back, in a session that goes on. */
function isSentAgain(onItsWay: OnItsWay, known: Message, wire: Connection | null): boolean {
	const { message, publisher } = known;
	if (onItsWay.outgoing(publisher, message).length === 0 || onItsWay.isStopped(known)) return false;
	if (wire === null) return true;
	if (wire.early?.some((copy) => copy.message === message) === true || wire.cleanSession === true) return false;
	return wire.accepted === null || onItsWay.world.clients[publisher]?.phase.phase === "leaving";
}

/** How often this client sends the message to the broker again once it is back, and gets it then. */
export function comesOfOwn(onItsWay: OnItsWay, known: Message, away: string): 0 | 1 {
	const wire = wireOf(onItsWay.world, away);
	if (known.publisher !== away || wire === null || onItsWay.qosFor(away, known) === null) return 0;
	const own = upCutOf(onItsWay, known.message);
	return own?.does === "again" && own.taken > takenOf(onItsWay, known, wire) ? 1 : 0;
}

/**
 * Room in the queue of a session whose client is away, and then comes back. fits: all that comes while it is away has room. keeps: nothing pushes
 * out what waits. takesOwn: there is room, too, for what it sends to the broker again itself.
 */
type QueueRoom = { readonly full: boolean; readonly fits: boolean; readonly keeps: boolean; readonly takesOwn: boolean };
export const ROOM: QueueRoom = { full: false, fits: true, keeps: true, takesOwn: true };

export function roomFor(onItsWay: OnItsWay, subscriber: string): QueueRoom {
	const { settings, sessions } = onItsWay.world;
	const session = sessions[subscriber];
	if (session === undefined) return ROOM;
	const { free, limit, full } = queueNumbers(settings, { ...session, connection: null });
	if (free === null || limit === null) return ROOM;
	const { away, own } = countsOf(onItsWay, subscriber);
	const { maxInflightMessages: window, queueFull } = settings;
	// Once it is back the window takes what it can, and the queue counts only itself.
	const takesOwn = window === 0 || session.inflight.length + session.queue.length + away + own <= window + limit;
	if (queueFull === "drop-newest") return { full, fits: away <= free, keeps: true, takesOwn };
	return { full: false, fits: away <= limit && takesOwn, keeps: away <= free && takesOwn, takesOwn };
}

/** away: what comes for its session while it is away, and would wait. own: what it sends again itself. */
function countsOf(onItsWay: OnItsWay, subscriber: string): { readonly away: number; readonly own: number } {
	const { messages, settings } = onItsWay.world;
	let [away, own] = [0, 0];
	for (const known of Object.values(messages)) {
		own += comesOfOwn(onItsWay, known, subscriber);
		const { times, perhaps } = toCome(onItsWay, known, subscriber);
		if (times + perhaps === 0) continue;
		const qos = onItsWay.qosFor(subscriber, known);
		if (qos !== null && (qos > 0 || settings.queueQos0Messages)) away += times + perhaps;
	}
	return { away, own };
}
