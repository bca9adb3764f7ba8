import { traitsOf } from "#contract/brokers.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import { whyQueued } from "#model/given-up.ts";
import { isKept } from "#model/keeping.ts";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Fallen, GoneSession, InflightDelivery, Session, World } from "#model/world.ts";
import { clockText } from "#story/phrases.ts";
import { queueMark } from "#story/queue-numbers.ts";
import { sayEnd, sayGivenUp } from "#story/say-given-up.ts";
import { unacknowledgedShort } from "#story/say-waiting.ts";

/** Whether a session has nothing to show, which makes it a thin plate. */
export function isPlate(session: Session): boolean {
	return (
		Object.keys(session.subscriptions).length === 0 &&
		session.queue.length === 0 &&
		session.inflight.length === 0 &&
		session.incoming.length === 0 &&
		session.will === null &&
		session.fallen.length === 0
	);
}

export function kindText(session: Pick<Session, "cleanSession">): string {
	return session.cleanSession ? "Clean session" : "Persistent session";
}

export function stayText(session: Pick<Session, "cleanSession" | "connection" | "subscriptions">, settings: BrokerSettings): string {
	if (session.cleanSession) return "forgotten when it leaves";
	const away = session.connection === null;
	if (!isKept(session, { settings })) return away ? "not kept: no subscription" : "kept once it subscribes";
	return away ? "kept while offline" : "kept when it leaves";
}

/** The text beside the queue's legend: what the queue waits for, or what becomes of the next message. */
export function queueText(session: Session, { settings, messages }: Pick<World, "settings" | "messages">): string {
	const { full: isFull, waiting, limit } = queueNumbers(settings, session);
	if (isFull) {
		const full = limit !== null && waiting < limit ? "full with what is in flight" : "full";
		return `${full}: the ${settings.queueFull === "drop-oldest" ? "oldest" : "next one"} is dropped`;
	}
	if (session.connection === null) return `waiting for ${session.session}`;
	const why = whyQueued(session, settings, messages);
	const isClosed = why !== "turn" && why !== "offline";
	if (session.queue.length === 0) return isClosed ? `the next one waits: ${unacknowledgedShort(why)}` : "goes straight out";
	return isClosed ? `waiting: ${unacknowledgedShort(why)}` : `waiting for its turn`;
}

/** How full a session is, for one of many. */
export function fillText(session: Session, settings: BrokerSettings): string {
	if (!traitsOf(settings).storeSeen || (session.cleanSession && session.queue.length === 0)) return "";
	return queueMark(queueNumbers(settings, session));
}

export function inflightText(inflight: InflightDelivery): string {
	const attempt = inflight.attempt > 1 ? `, sent ${inflight.attempt} times` : "";
	return `#${inflight.packetId} awaits ${inflight.awaits}${attempt}`;
}

/** For several deliveries that await the same packet: "#1 to #3 await PUBACK". Null where they await different ones. */
export function inflightTogether(all: readonly InflightDelivery[]): string | null {
	const [first] = all;
	if (first === undefined || all.length < 2) return null;
	if (all.some((one) => one.awaits !== first.awaits || one.attempt > 1)) return null;
	const inOrder = all.every((one, index) => one.packetId === first.packetId + index);
	const ids = inOrder ? `#${first.packetId} to #${first.packetId + all.length - 1}` : `${all.length}`;
	return `${ids} await ${first.awaits}`;
}

/** "m1 dropped." */
export function fallenHead(fallen: Fallen): string {
	return `${sayEnd(fallen.message, fallen)}.`;
}

/** "Published at QoS 0, so not queued." */
export function fallenText(fallen: Fallen): string {
	return `${sayGivenUp(fallen)}.${fallen.former ? " That was before this session." : ""}`;
}

/** The name of the list: nothing in it may be called what it is not. */
export function fallenLabel(fallen: readonly Fallen[]): string {
	return fallen.every(({ unconfirmed }) => unconfirmed === null) ? "Dropped" : "Given up";
}

export function goneText(gone: GoneSession): string {
	const at = clockText(gone.endedAt);
	switch (gone.reason) {
		case "clean-connect":
			return `discarded by a clean connect at ${at}`;
		case "limit":
			return `discarded at ${at}: too many sessions`;
		case "expired":
			return `expired at ${at}`;
		case "restart":
			return `gone with the restart at ${at}`;
		case "not-present":
			return `not present at ${at}`;
		case "connection-closed":
			return `discarded at ${at}`;
		default:
			return unreachable(gone.reason);
	}
}

/** The last few messages, newest first, and how many came before them. */
export function lastFallen(of: HasFallen, most: number): { readonly shown: readonly Fallen[]; readonly before: number } {
	return { shown: of.fallen.slice(-most).reverse(), before: Math.max(0, countFallen(of) - most) };
}

/** All that ever fell, of which only the last are listed. */
export function countFallen({ fallen, fallenBefore = 0 }: HasFallen): number {
	return fallen.length + fallenBefore;
}

type HasFallen = Pick<Session, "fallen" | "fallenBefore">;
