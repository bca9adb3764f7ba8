import type { QoS } from "#mqtt/packet.ts";
import type { World } from "./world.ts";

/** What there is to name besides a fate itself. */
export type About = {
	readonly publisher?: string | undefined;
	readonly subscriber?: string | undefined;
	/** The QoS at which the broker holds or sends the message. */
	readonly qos?: QoS | undefined;
	/** The acknowledgement still missing from the subscriber. */
	readonly awaits?: "PUBACK" | "PUBREC" | "PUBCOMP" | undefined;
};

export function aboutOf(world: World, message: string, subscriber: string): About {
	const session = world.sessions[subscriber];
	const queued = session?.queue.find((delivery) => delivery.message === message);
	const inflight = session?.inflight.find((delivery) => delivery.message === message);
	return { publisher: world.messages[message]?.publisher, subscriber, qos: queued?.qos ?? inflight?.qos, awaits: inflight?.awaits };
}
