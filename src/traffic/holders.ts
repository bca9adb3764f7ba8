import type { Awaited } from "#model/delivered.ts";
import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import type { ExchangeHop } from "./exchange.ts";
import { deliveriesOf, outgoingOf, type Unfinished } from "./unfinished.ts";

/** Something that the broker has of a message. */
export type BrokerHolds =
	/** It has arrived, and the broker has not looked at it yet. */
	| { readonly as: "unread" }
	| { readonly as: "queued"; readonly session: string }
	/** awaits PUBCOMP: only the packet id is kept [MQTT-4.3.3-1]. */
	| { readonly as: "in-flight"; readonly session: string; readonly packetId: number; readonly awaits: Awaited }
	/** A QoS 2 id of its publisher, until PUBREL [MQTT-4.3.3-2]. */
	| { readonly as: "held-id"; readonly packetId: number }
	/** Queued or in flight for others than the one that is chosen: the first of them, and how many more. */
	| { readonly as: "for-others"; readonly session: string; readonly more: number }
	| { readonly as: "retained"; readonly topic: string }
	/** With stock Aedes: what the broker keeps cannot be seen. */
	| { readonly as: "unseen" };

/** Who has a copy of a message, as the world has it. */
export type CopyHolders = {
	readonly publisher: { readonly clientId: string; readonly keeps: readonly Pick<Unfinished, "packetId" | "awaits">[] } | null;
	readonly broker: readonly BrokerHolds[];
	/** Null: nobody is chosen. copies: how often its application got the message. */
	readonly subscriber: { readonly clientId: string; readonly copies: number } | null;
};

export function holdersOf(world: World, message: string, subscriber: string | null): CopyHolders {
	const known = world.messages[message];
	const isWill = known?.kind === "will";
	return {
		publisher: known === undefined || isWill ? null : { clientId: known.publisher, keeps: outgoingOf(world, known.publisher, message) },
		broker: brokerHolds(world, message, subscriber),
		subscriber: subscriber === null ? null : { clientId: subscriber, copies: world.copies[message]?.[subscriber] ?? 0 },
	};
}

function brokerHolds(world: World, message: string, subscriber: string | null): readonly BrokerHolds[] {
	const known = world.messages[message];
	const held = (known && world.sessions[known.publisher]?.incoming.filter((one) => one.message === message)) ?? [];
	const isRetained = known !== undefined && world.retained[known.topic]?.message === message;
	const isUnseen = subscribersTo(world, message, subscriber).some((one) => fateOf(world, message, one).fate === "unseen");
	const { inflight, queued } = subscriber === null ? NOTHING : deliveriesOf(world, subscriber, message);
	return [
		...(known?.phase === "at-broker" ? [{ as: "unread" } as const] : []),
		...queued.map(() => ({ as: "queued", session: subscriber as string }) as const),
		...inflight.map(({ packetId, awaits }) => ({ as: "in-flight", session: subscriber as string, packetId, awaits }) as const),
		...forOthers(world, message, subscriber),
		...held.map(({ packetId }) => ({ as: "held-id", packetId }) as const),
		...(isRetained ? [{ as: "retained", topic: known.topic } as const] : []),
		...(isUnseen ? [{ as: "unseen" } as const] : []),
	];
}

/** The chosen one alone, if there is one: what is not seen of the others is told where they are chosen. */
function subscribersTo({ fates }: World, message: string, chosen: string | null): readonly string[] {
	return chosen === null ? Object.keys(fates[message] ?? {}) : [chosen];
}

/** The message itself: of an exchange that awaits PUBCOMP only the packet id is kept [MQTT-4.3.3-1]. */
function forOthers(world: World, message: string, chosen: string | null): readonly BrokerHolds[] {
	const others = Object.keys(world.fates[message] ?? {}).filter((session) => {
		if (session === chosen) return false;
		const { inflight, queued } = deliveriesOf(world, session, message);
		return queued.length > 0 || inflight.some(({ awaits }) => awaits !== "PUBCOMP");
	});
	const [session] = others;
	return session === undefined ? [] : [{ as: "for-others", session, more: others.length - 1 }];
}

const NOTHING: ReturnType<typeof deliveriesOf> = { inflight: [], queued: [] };

/** Whether the receiver at the end of this hop still has a QoS 2 id of the message [MQTT-4.3.3-2]. Another message takes the id once its exchange is over. */
export function isIdHeld(world: World, { clientId, sends }: Pick<ExchangeHop, "clientId" | "sends">, message: string): boolean {
	if (sends === "up") return world.sessions[clientId]?.incoming.some((one) => one.message === message) === true;
	const held = world.clients[clientId]?.incoming ?? [];
	return deliveriesOf(world, clientId, message).inflight.some(({ packetId }) => held.includes(packetId));
}
