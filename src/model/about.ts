import type { QoS } from "#mqtt/packet.ts";
import type { Awaited, World } from "./world.ts";

/** What there is to name besides a fate itself. */
export type About = {
	readonly publisher?: string | undefined;
	readonly subscriber?: string | undefined;
	/** The QoS at which the broker holds or sends the message. */
	readonly qos?: QoS | undefined;
	/** The acknowledgement still missing from the subscriber. */
	readonly awaits?: Awaited | undefined;
	/** Whether the message has reached the subscriber, which has not acknowledged it. */
	readonly arrived?: boolean | undefined;
};

export function aboutOf(world: World, message: string, subscriber: string): About {
	const session = world.sessions[subscriber];
	const { publisher } = world.messages[message] ?? {};
	const fate = world.fates[message]?.[subscriber];
	// A message can be there twice, as one of its own and as a retained copy: the fate is that of the last one.
	if (fate?.fate === "queued") return { publisher, subscriber, qos: session && deliveryOf(session.queue, message)?.qos };
	if (fate?.fate !== "inflight" || fate.packetId === null) return { publisher, subscriber };
	const inflight = session && deliveryOf(session.inflight, message);
	return { publisher, subscriber, qos: inflight?.qos, awaits: inflight?.awaits, arrived: inflight?.arrived };
}

type Delivery = { readonly message: string };
/** By list, then by message: a ledger asks for each of its messages with every world, and a list may hold thousands. */
const known = new WeakMap<readonly Delivery[], ReadonlyMap<string, Delivery>>();

/** The last delivery of this message in the list. */
function deliveryOf<T extends Delivery>(list: readonly T[], message: string): T | undefined {
	let byMessage = known.get(list) as ReadonlyMap<string, T> | undefined;
	if (byMessage === undefined) {
		byMessage = new Map(list.map((delivery) => [delivery.message, delivery] as const));
		known.set(list, byMessage);
	}
	return byMessage.get(message);
}
