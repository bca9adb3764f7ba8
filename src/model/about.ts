import type { QoS } from "#mqtt/packet.ts";
import type { Awaited } from "./delivered.ts";
import type { World } from "./world.ts";

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
	if (fate?.fate === "queued") return { publisher, subscriber, qos: session && lastBy(session.queue, byMessage).get(message)?.qos };
	if (fate?.fate !== "inflight" || fate.packetId === null) return { publisher, subscriber };
	const inflight = session && lastBy(session.inflight, byPacketId).get(fate.packetId);
	return { publisher, subscriber, qos: inflight?.qos, awaits: inflight?.awaits, arrived: inflight?.arrived };
}

const byMessage = ({ message }: { readonly message: string }) => message;
const byPacketId = ({ packetId }: { readonly packetId: number }) => packetId;

/** By list: a ledger asks for each of its messages with every world, and a list may hold thousands. */
const known = new WeakMap<object, ReadonlyMap<unknown, unknown>>();

/** The entries of a list; of several with one key, the last. A list is always asked for by the same key. */
function lastBy<T extends object, K>(list: readonly T[], keyOf: (entry: T) => K): ReadonlyMap<K, T> {
	let found = known.get(list) as ReadonlyMap<K, T> | undefined;
	if (found === undefined) {
		found = new Map(list.map((entry) => [keyOf(entry), entry]));
		known.set(list, found);
	}
	return found;
}
