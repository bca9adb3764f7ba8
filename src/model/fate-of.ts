import { whyWaits } from "./given-up.ts";
import { wantedOf } from "./wanted.ts";
import type { Fate, Message, Session, World } from "./world.ts";

/** Every client id that subscribes or ever subscribed, in order of first CONNECT, followed by those of forgotten clients. */
export function subscribersOf(world: World): readonly string[] {
	const found = new Set<string>();
	for (const client of Object.values(world.clients)) if (subscribes(world, client.clientId)) found.add(client.clientId);
	for (const clientId of Object.keys(world.sessions)) if (subscribes(world, clientId)) found.add(clientId);
	for (const clientId of Object.keys(world.gone)) if (subscribes(world, clientId)) found.add(clientId);
	return [...found];
}

function subscribes(world: World, clientId: string): boolean {
	return (
		world.clients[clientId]?.subscribes === true ||
		isFilled(world.sessions[clientId]?.subscriptions) ||
		isFilled(world.gone[clientId]?.subscriptions)
	);
}

/** Whether anybody at all has subscribed to anything, now or in a session that has ended. */
export function isSubscribedTo({ sessions, gone }: World): boolean {
	return [sessions, gone].some((all) => Object.values(all).some(({ subscriptions }) => isFilled(subscriptions)));
}

function isFilled(record: object | undefined): boolean {
	for (const _key in record) return true;
	return false;
}

/** The room-clock time, in ms, since which a message has this fate, or at which it came to it; null: it has no fate yet. */
export function sinceOf(fate: Fate): number | null {
	if ("since" in fate) return fate.since;
	return "at" in fate ? fate.at : null;
}

/** Where this message stands for this subscriber: the decided fate, or what can be said before the broker has decided. */
export function fateOf(world: World, message: string, subscriber: string): Fate {
	const decided = world.fates[message]?.[subscriber];
	const published = world.messages[message];
	if (decided?.fate === "queued") return { ...decided, why: whyWaits(world, subscriber) };
	if (decided?.fate === "none" && published?.decided != null)
		return { ...decided, nearest: nearestOf(world, published, published.decided, subscriber) };
	if (decided !== undefined) return decided;
	if (published === undefined) return { fate: "none", nearest: null };
	// Whom the message reaches was decided then, and this subscriber was not among them. A filter that came later says nothing about that.
	if (published.decided !== null) return { fate: "none", nearest: nearestOf(world, published, published.decided, subscriber) };
	const { subscriptions = NONE, formerly = null } = world.sessions[subscriber] ?? world.gone[subscriber] ?? {};
	const { filter, nearest } = wantedOf(subscriptions, published.topic);
	// A client whose session has ended may be back before the broker takes the message: nothing is decided before that.
	if (filter !== null) return onItsWay(world, published);
	const isEnded = formerly !== null && wantedOf(formerly.subscriptions, published.topic).filter !== null;
	return isEnded ? { fate: "none", nearest, ended: formerly.endedAt } : { fate: "none", nearest };
}

const NONE: Session["subscriptions"] = Object.freeze(Object.create(null));

/** Of the filters that were there at that time and still are, or were when the session ended. */
function nearestOf({ sessions, gone }: World, { topic }: Message, decided: number, subscriber: string): string | null {
	const subscriptions = sessions[subscriber]?.subscriptions ?? gone[subscriber]?.subscriptions;
	if (subscriptions === undefined) return null;
	const { filter, nearest } = wantedOf(subscriptions, topic, decided);
	// What matches was there when its session had ended already: that is not a near miss.
	return filter === null ? nearest : null;
}

function onItsWay(world: World, { message, publisher, phase, at }: Message): Fate {
	const copy = world.clients[publisher]?.outgoing.find((kept) => kept.message === message);
	const why = phase === "with-sender" || phase === "at-broker" ? phase : "still-on-wire";
	return { fate: "inflight", why, how: "live", packetId: copy?.packetId ?? null, attempt: 1, since: at };
}
