import { traitsOf } from "#contract/brokers.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import { isKept } from "./keeping.ts";
import type { Fate, Message, World } from "./world.ts";

/** One thing that could have been otherwise. */
export type Remedy =
	| "subscriber-kept" // clean_session = false in every CONNECT of the subscriber
	| "return-kept" // the same in the CONNECT with which it came back
	| "publisher-kept"
	| "publish-qos"
	| "will-qos"
	| "subscribe-qos"
	| "queue-qos-0"
	| "queue-room"
	| "return-earlier"
	| "return-in-time"
	| "return-before-others"
	| "persistence"
	| "release-id"
	| "after-connack"
	| "without-retain";

type Dropped = Extract<Fate, { fate: "dropped" }>;
type Case = {
	readonly world: World;
	readonly message: Message;
	readonly subscriber: string;
	readonly fate: Dropped;
	/** The QoS that the subscriber has been granted for this topic. */
	readonly granted: QoS;
	/** Whether a message waits at QoS 0 too. */
	readonly keepsQos0: boolean;
};

/**
 * What would have delivered a dropped message: each list is one way to it, with every change that is needed together. The subscriber comes back
 * in the end, as it has to. None: that cannot be told from what the room remembers, and only running it again shows it.
 */
export function curesOf(world: World, message: Message, subscriber: string, fate: Dropped): readonly (readonly Remedy[])[] {
	const granted = grantedTo(world, message.topic, subscriber) ?? fate.grantedQos;
	if (granted === null) return [];
	const { settings } = world;
	const one: Case = { world, message, subscriber, fate, granted, keepsQos0: traitsOf(settings).tunable && settings.queueQos0Messages };
	switch (fate.reason) {
		case "no-session":
		case "session-ended":
			return endedClean(one) ? waiting(one, ["subscriber-kept", ...qosOf(one)], restartAround(one, true)) : [];
		case "publish-qos-0":
		case "subscription-qos-0":
			return notQueued(one);
		case "queue-full":
		case "pushed-out":
			return queueFull(one);
		case "session-discarded":
			return qosOf(one).length > 0 ? [] : [["return-kept"]];
		case "session-limit":
			return [["return-before-others"]];
		case "session-expired":
			return qosOf(one).length > 0 ? [] : [["return-in-time"]];
		case "broker-restarted":
			return restarted(one);
		case "broker-replaced":
		case "broker-forgets":
			return [];
		case "lost-on-wire":
			return message.publications > 0 ? lostDown(one) : sentAgain(one, message.qos === 0 ? ["publish-qos"] : []);
		case "slow-reader":
			return isSameSession(one) ? [qosOf(one)] : [];
		case "sender-discarded":
			return sentAgain(one, []);
		case "id-held":
			return reaching(one, ["release-id"], message.qos);
		case "connection-refused":
			return reaching(one, ["after-connack"], message.qos);
		case "refused":
			return message.retain && !settings.retainAvailable ? reaching(one, ["without-retain"], message.qos) : [];
		default:
			return unreachable(fate.reason);
	}
}

/** The highest QoS of those that match [MQTT-3.3.5-1], in the session that is there or in the last one that had any subscription. */
function grantedTo({ sessions, gone }: World, topic: string, subscriber: string): QoS | null {
	const last = sessions[subscriber] ?? gone[subscriber];
	for (const subscriptions of [last?.subscriptions, last?.formerly?.subscriptions]) {
		const found = Object.entries(subscriptions ?? {}).flatMap(([filter, { qos }]) => (matches(filter, topic) ? [qos] : []));
		if (found.length > 0) return Math.max(...found) as QoS;
	}
	return null;
}

/** What it takes for the message to wait for a client that is away: the lower of both QoS decides [MQTT-3.8.4-6]. */
function qosOf({ message, granted, keepsQos0 }: Case): readonly Remedy[] {
	if (keepsQos0) return [];
	const publish: readonly Remedy[] = message.qos > 0 ? [] : [message.kind === "will" ? "will-qos" : "publish-qos"];
	return granted > 0 ? publish : [...publish, "subscribe-qos"];
}

/** The message waits in the session, whatever else happens: the queue has room, and the session lives until its client is back. */
function waiting(one: Case, needs: readonly Remedy[], restart: Restart): readonly (readonly Remedy[])[] {
	if (restart === "unknown" || isCrowded(one) || mayExpire(one)) return [];
	return [restart === "none" ? needs : [...needs, "persistence"]];
}

function notQueued(one: Case): readonly (readonly Remedy[])[] {
	const also: readonly Remedy[] = comesClean(one) ? ["return-kept"] : [];
	const [first] = waiting(one, [...qosOf(one), ...also], restartAround(one, false));
	if (first === undefined || first.length === 0) return [];
	const alone = traitsOf(one.world.settings).tunable && also.length === 0 && !first.includes("persistence");
	return alone ? [first, ["queue-qos-0"]] : [first];
}

function queueFull(one: Case): readonly (readonly Remedy[])[] {
	const restart = restartAround(one, false);
	const also: readonly Remedy[] = [
		...(comesClean(one) ? (["return-kept"] as const) : []),
		...(restart === "persistence" ? ([restart] as const) : []),
	];
	const room: readonly (readonly Remedy[])[] = one.fate.full === null || restart === "unknown" ? [] : [["queue-room", ...also]];
	return isAwaySince(one, one.fate.at) ? [...room, ["return-earlier"]] : room;
}

function restarted(one: Case): readonly (readonly Remedy[])[] {
	const { world, subscriber, fate } = one;
	const { forgetful, restarting, settings } = world;
	const from = Math.min(fate.at, world.gone[subscriber]?.endedAt ?? fate.at);
	const replaced = restarting.another || (forgetful !== null && forgetful.replacedAt !== null && forgetful.replacedAt >= from);
	// A session that ended before, of a client that has been back since: which restart that was is not known any more.
	const before = forgetful !== null && fate.at > forgetful.at && world.gone[subscriber] === undefined;
	if (replaced || before || !traitsOf(settings).tunable) return [];
	return waiting(one, ["persistence", ...qosOf(one), ...(comesClean(one) ? (["return-kept"] as const) : [])], "none");
}

/** At QoS 0, on the subscriber's own wire. */
function lostDown(one: Case): readonly (readonly Remedy[])[] {
	const { world, subscriber, fate } = one;
	const gone = world.gone[subscriber];
	const known = isSameSession(one) ? world.sessions[subscriber] : gone !== undefined && gone.endedAt >= fate.at ? gone : undefined;
	const kept: readonly Remedy[] = known?.cleanSession === false ? (comesClean(one) ? ["return-kept"] : []) : ["subscriber-kept"];
	// What is on a wire is not kept by any setting of the queue.
	const qos = qosOf({ ...one, keepsQos0: false });
	const restart = restartAround(one, known?.cleanSession !== false);
	// Whether that session was clean, or has ended with the restart, is not known any more.
	if (known === undefined && restart !== "none" && !comesClean(one)) return [];
	// A publisher that keeps its copy may have sent it again, and then a queue that takes QoS 0 would have taken it.
	const comesAgain = world.clients[one.message.publisher]?.cleanSession === false;
	if (comesAgain && one.keepsQos0 && qos.includes("subscribe-qos")) return [];
	return waiting(one, [...kept, ...qos], restart);
}

/** The publisher keeps a copy, and sends it again on its next connection [MQTT-4.4.0-1]. */
function sentAgain(one: Case, needs: readonly Remedy[]): readonly (readonly Remedy[])[] {
	const { world, message, subscriber } = one;
	const sender = world.clients[message.publisher];
	if (sender === undefined || message.publisher === subscriber) return [];
	const qos = message.qos === 0 ? 1 : message.qos;
	if (sender.cleanSession) return reaching(one, [...needs, "publisher-kept"], qos);
	// Whether its connection of then was clean as well is not known once the publisher is back.
	return sender.phase.phase === "offline" && needs.length > 0 ? reaching(one, needs, qos) : [];
}

/** The message would have reached the broker later. Whether it reaches the subscriber from there can be told only of a session that has been there ever since. */
function reaching(one: Case, needs: readonly Remedy[], qos: QoS): readonly (readonly Remedy[])[] {
	const { world, subscriber, fate, granted, keepsQos0 } = one;
	const session = world.sessions[subscriber];
	const { forgetful } = world;
	if (session === undefined || !isSameSession(one) || (forgetful !== null && forgetful.at >= fate.at)) return [];
	const phase = world.clients[subscriber]?.phase;
	if (phase?.phase === "connected" && phase.since <= fate.at) return [needs];
	if (session.cleanSession || !isKept(session, world)) return [];
	const away: readonly Remedy[] = keepsQos0 || granted > 0 ? [] : ["subscribe-qos"];
	return qos === 0 && !keepsQos0 ? [] : waiting(one, [...needs, ...away], "none");
}

type Restart = "none" | "persistence" | "unknown";

/** Whether a restart that kept nothing would have taken the message from a session that is kept. clean: the session itself was not to be kept. */
function restartAround(one: Case, clean: boolean): Restart {
	const { world, subscriber, fate } = one;
	const { forgetful } = world;
	if (forgetful === null) return "none";
	const needs = (from: number): Restart => (forgetful.replacedAt !== null && forgetful.replacedAt >= from ? "unknown" : "persistence");
	const inIt = fate.at >= forgetful.since && fate.at <= forgetful.at;
	if (inIt || (forgetful.at > fate.at && isAwaySince(one, fate.at))) return needs(fate.at);
	if (forgetful.at >= fate.at) return "unknown";
	// A session that was kept until then has begun after the restart.
	if (!clean) return "none";
	const gone = world.gone[subscriber];
	if (gone === undefined) return isSameSession(one) ? "none" : "unknown";
	return gone.endedAt > forgetful.at ? "none" : needs(gone.endedAt);
}

/** With stock Aedes, a session may be missing that was not clean. */
function endedClean({ world, subscriber }: Case): boolean {
	const gone = world.gone[subscriber];
	return gone === undefined ? traitsOf(world.settings).tunable : gone.cleanSession && gone.reason !== "not-present";
}

function isSameSession({ world, subscriber, fate }: Case): boolean {
	const session = world.sessions[subscriber];
	return session !== undefined && session.createdAt <= fate.at;
}

/** Whether the client has not been back since. */
function isAwaySince({ world, subscriber }: Case, at: number): boolean {
	const phase = world.clients[subscriber]?.phase;
	return phase?.phase === "offline" && phase.since <= at;
}

/** Whether the client came back with a clean session, or is about to. */
function comesClean({ world, subscriber }: Case): boolean {
	return world.clients[subscriber]?.cleanSession === true;
}

/** Whether the queue may have had no room for it, with everything else that would have waited then. */
function isCrowded(one: Case): boolean {
	const { world, subscriber, fate } = one;
	const { maxQueuedMessages: most } = world.settings;
	const ever = Object.values(world.named).reduce((sum, count) => sum + count, 0);
	if (!traitsOf(world.settings).tunable || most === 0 || ever <= most) return false;
	const session = world.sessions[subscriber];
	const { fallen = [], fallenBefore = 0 } = session ?? world.gone[subscriber] ?? {};
	const held = (session?.queue.length ?? 0) + (session?.inflight.length ?? 0);
	// What waited then, and has been delivered since, is not counted anywhere.
	return held + fallen.length + fallenBefore > most || !isAwaySince(one, fate.at);
}

/** Whether the session may have expired before its client was back: its time runs from when the client left. */
function mayExpire(one: Case): boolean {
	const { world, subscriber, fate } = one;
	const seconds = world.settings.persistentClientExpiration;
	const phase = world.clients[subscriber]?.phase;
	const left = isAwaySince(one, fate.at) && phase?.phase === "offline" ? phase.since : fate.at;
	const since = Math.min(left, world.gone[subscriber]?.endedAt ?? left);
	return traitsOf(world.settings).tunable && seconds !== null && world.at - since > seconds * 1_000;
}
