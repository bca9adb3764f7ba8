import type { InflightDelivery, QueuedDelivery, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import type { ExchangedType } from "./hop-packets.ts";

/** An exchange that its sender has not finished. packetId null: it has not begun, so no id is taken. */
export type Unfinished = {
	readonly qos: QoS;
	readonly packetId: number | null;
	/** The answer that its sender waits for; null: there is none at QoS 0, or nothing is sent yet. */
	readonly awaits: Exclude<ExchangedType, "PUBLISH" | "PUBREL"> | null;
	/** How often the PUBLISH has been sent. */
	readonly attempts: number;
};

/** The connection on which this client speaks; null: it has none. */
export function wireOf({ clients, connections }: Pick<World, "clients" | "connections">, clientId: string) {
	const phase = clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? null : (connections[phase.connection] ?? null);
}

/** The copies of a message that its publisher keeps [MQTT-4.3.2-1, 4.3.3-1], those included that were sent ahead of the CONNACK. */
export function outgoingOf(world: Pick<World, "clients" | "connections">, clientId: string, message: string): readonly Unfinished[] {
	const early = wireOf(world, clientId)?.early ?? [];
	return [...(world.clients[clientId]?.outgoing ?? []), ...early].filter((copy) => copy.message === message);
}

/** What the broker's session of this client holds of a message. */
export function deliveriesOf(
	{ sessions }: Pick<World, "sessions">,
	subscriber: string,
	message: string,
): { readonly inflight: readonly InflightDelivery[]; readonly queued: readonly QueuedDelivery[] } {
	const of = (one: { readonly message: string }) => one.message === message;
	const { inflight = [], queue = [] } = sessions[subscriber] ?? {};
	return { inflight: inflight.filter(of), queued: queue.filter(of) };
}

/**
 * The QoS at which the broker would pass a message on to this client: the highest granted to a filter that matches [MQTT-3.3.5-1], and no
 * higher than the message's own [MQTT-3.8.4-6]. Null: no filter of its session matches.
 */
export function deliveryQos(
	{ sessions }: Pick<World, "sessions">,
	subscriber: string,
	{ topic, qos }: { readonly topic: string; readonly qos: QoS },
): QoS | null {
	const granted = Object.entries(sessions[subscriber]?.subscriptions ?? {}).flatMap(([filter, one]) =>
		matches(filter, topic) ? [one.qos] : [],
	);
	return granted.length === 0 ? null : (Math.min(qos, Math.max(...granted)) as QoS);
}
