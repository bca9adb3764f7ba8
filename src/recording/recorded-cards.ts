import type { World } from "#model/world.ts";
import type { RoomRecording } from "./recording.ts";

type RecordedCard = { readonly clientId: string; readonly side: "publisher" | "subscriber" };

/**
 * The cards of the page that saved a recording, in their order there: of those of its clients that were ever in the room. As in that page, they
 * stand from the first moment to the last, be their clients here or not. A client that ever subscribes stands among the subscribers, and so does one
 * that says nothing at all where its name is that of a subscriber, as a page names its cards.
 */
export function recordedCards({ own, base, events }: Pick<RoomRecording, "own" | "base" | "events">): readonly RecordedCard[] {
	const came = new Set([...Object.keys(base.clients), ...Object.keys(base.sessions)]);
	const subscribed = new Set([...came].filter((clientId) => subscribes(base, clientId)));
	const published = new Set(Object.keys(base.clients).filter((clientId) => base.clients[clientId]?.publishes));
	const clients = new Map(Object.values(base.connections).map(({ connection, clientId }) => [connection, clientId]));
	for (const event of events) {
		if (event.type !== "packet.entered" && event.type !== "packet.passed") continue;
		if (event.fields.type === "CONNECT") {
			clients.set(event.connection, event.fields.clientId);
			came.add(event.fields.clientId);
		}
		const clientId = clients.get(event.connection);
		if (clientId == null || event.direction === "down") continue;
		if (event.fields.type === "SUBSCRIBE") subscribed.add(clientId);
		if (event.fields.type === "PUBLISH") published.add(clientId);
	}
	const isSubscriber = (clientId: string) => subscribed.has(clientId) || (!published.has(clientId) && clientId.startsWith("sub"));
	return own.flatMap((clientId) => (came.has(clientId) ? [{ clientId, side: isSubscriber(clientId) ? "subscriber" : "publisher" }] : []));
}

function subscribes({ clients, sessions }: World, clientId: string): boolean {
	return clients[clientId]?.subscribes === true || Object.keys(sessions[clientId]?.subscriptions ?? {}).length > 0;
}
