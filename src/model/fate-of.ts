import { unreachable } from "#contract/unreachable.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import { nearestFilter } from "./nearest.ts";
import type { Fate, Message, World } from "./world.ts";

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

function isFilled(record: object | undefined): boolean {
	return record !== undefined && Object.keys(record).length > 0;
}

/** Where this message stands for this subscriber: the decided fate, or what can be said before the broker has decided. */
export function fateOf(world: World, message: string, subscriber: string): Fate {
	const decided = world.fates[message]?.[subscriber];
	if (decided !== undefined) return decided;
	const published = world.messages[message];
	const filters = filtersOf(world, subscriber);
	const filter = published === undefined ? undefined : filters.find((candidate) => matches(candidate, published.topic));
	if (published === undefined || filter === undefined) return { fate: "none", nearest: nearestFilter(filters, published?.topic ?? "") };
	return undecided(world, published, filter, world.sessions[subscriber]?.subscriptions[filter]?.qos ?? null);
}

function undecided(world: World, published: Message, filter: string, grantedQos: QoS | null): Fate {
	switch (published.phase) {
		case "to-broker":
			return {
				fate: "inflight",
				why: "still-on-wire",
				how: "live",
				packetId: packetIdUp(world, published),
				attempt: 1,
				since: published.at,
			};
		case "with-sender":
			return { fate: "inflight", why: "with-sender", how: "live", packetId: packetIdUp(world, published), attempt: 1, since: published.at };
		case "lost":
			return {
				fate: "dropped",
				reason: published.qos === 0 ? "lost-on-wire" : "sender-discarded",
				filter,
				grantedQos,
				limit: null,
				at: published.at,
			};
		case "refused":
			return { fate: "dropped", reason: "refused", filter, grantedQos, limit: null, at: published.at };
		case "accepted":
			// The broker had decided before this filter came: at that time nothing here matched.
			return { fate: "none", nearest: null };
		default:
			return unreachable(published.phase);
	}
}

function packetIdUp(world: World, published: Message): number | null {
	const copy = world.clients[published.publisher]?.outgoing.find((kept) => kept.message === published.message);
	return copy?.packetId ?? null;
}

function filtersOf(world: World, subscriber: string): readonly string[] {
	return Object.keys(world.sessions[subscriber]?.subscriptions ?? {});
}
