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
	const queued = session && deliveryOf(session.queue, message);
	const inflight = session && deliveryOf(session.inflight, message);
	return { publisher: world.messages[message]?.publisher, subscriber, qos: queued?.qos ?? inflight?.qos, awaits: inflight?.awaits };
}

type Delivery = { readonly message: string };
/** By list, then by message: a ledger asks for each of its messages with every world, and a list may hold thousands. */
const known = new WeakMap<readonly Delivery[], ReadonlyMap<string, Delivery>>();

/** The first delivery of this message in the list. */
function deliveryOf<T extends Delivery>(list: readonly T[], message: string): T | undefined {
	let byMessage = known.get(list) as ReadonlyMap<string, T> | undefined;
	if (byMessage === undefined) {
		byMessage = new Map(list.map((delivery) => [delivery.message, delivery] as const).reverse());
		known.set(list, byMessage);
	}
	return byMessage.get(message);
}
