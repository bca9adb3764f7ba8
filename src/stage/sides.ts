import type { CardForm } from "#kit/card-form.ts";
import type { Client, World } from "#model/world.ts";

export type Side = "publisher" | "subscriber";
export type Sides = { readonly publisher: readonly string[]; readonly subscriber: readonly string[] };

/** Stands for all the clients that are drawn as one. No client can have this id: it is not one that MQTT can carry. */
export const CROWD = "\u0000crowd";

/** The same sides, with many clients drawn as one, which stands below the subscribers. */
export function withCrowd({ publisher, subscriber }: Sides, isOne: (clientId: string) => boolean): Sides {
	const others = (clientId: string) => !isOne(clientId);
	return { publisher: publisher.filter(others), subscriber: [...subscriber.filter(others), CROWD] };
}

type OwnClients = Readonly<Record<string, { readonly setup: { readonly side: Side } }>>;

/** Which clients stand left and right: this page's own in their order, then every other client that is here or has left a session. */
export function placeClients(own: OwnClients, world: Pick<World, "clients" | "sessions">): Sides {
	const sides: Record<Side, string[]> = { publisher: [], subscriber: [] };
	for (const [clientId, client] of Object.entries(own)) sides[client.setup.side].push(clientId);
	for (const client of Object.values(world.clients)) {
		if (own[client.clientId] !== undefined) continue;
		if (client.phase.phase === "offline" && world.sessions[client.clientId] === undefined) continue;
		sides[guestSide(client, world)].push(client.clientId);
	}
	for (const session of Object.keys(world.sessions)) {
		if (own[session] === undefined && world.clients[session] === undefined) sides.subscriber.push(session);
	}
	return sides;
}

/** A client from elsewhere stands on the right as soon as it subscribes. */
function guestSide(client: Client, world: Pick<World, "sessions">): Side {
	const session = world.sessions[client.clientId];
	const subscribed = session !== undefined && Object.keys(session.subscriptions).length > 0;
	return client.subscribes || subscribed ? "subscriber" : "publisher";
}

/** The number key that focuses a client: 1 to 9 in the order publishers, subscribers; null past nine. */
export function clientIndex(sides: Sides, clientId: string): number | null {
	const at = [...sides.publisher, ...sides.subscriber].indexOf(clientId);
	return at === -1 || at > 8 ? null : at + 1;
}

/** Heights in CSS px that a card of each form needs, including its gap. */
const NEEDS = { full: 400, compact: 200, row: 74 } as const;
/** What the button below rows takes. */
const ADD = 36;

/** Up to 2 full cards a side, up to 4 compact ones, then rows of two lines or of one; and never more than fit in the column. */
export function cardForm(count: number, columnHeight: number): CardForm {
	if (count <= 1 || (count === 2 && count * NEEDS.full <= columnHeight)) return "full";
	if (count <= 4 && count * NEEDS.compact <= columnHeight) return "compact";
	return count * NEEDS.row <= columnHeight - ADD ? "row" : "line";
}

/** Sessions in the order of their clients, so that no two wires of a side cross. */
export function sessionOrder(sides: Sides, sessions: World["sessions"], gone: readonly string[]): readonly string[] {
	return [...sides.publisher, ...sides.subscriber].filter((id) => sessions[id] !== undefined || gone.includes(id));
}

/** On a tall stage, which shows one client a side, the sessions of others are folded away from 4 on: they would push the subscriber off the screen. */
export function foldAway(
	order: readonly string[],
	shown: readonly string[] | null,
): { readonly near: readonly string[]; readonly others: number } {
	const near = shown === null || order.length < LINES_FROM ? order : order.filter((id) => shown.includes(id));
	return { near, others: order.length - near.length };
}

/**
 * From 4 sessions on (thin plates not counted), one line each; with fewer sessions, only if they do not fit the case, and with two of them,
 * only if they are far from fitting.
 */
export function sessionForm(boxes: number, plates: number, height: number): "box" | "line" {
	if (boxes >= LINES_FROM) return "line";
	const over = boxes * BOX + plates * (boxes + plates < LINES_FROM ? PLATE : LINE) - height;
	return boxes > 1 && over > (boxes === 3 ? 0 : SCROLLED) ? "line" : "box";
}
/** From this many sessions on, a session that holds nothing is a line too. */
export const LINES_FROM = 4;
/** Px of two boxes that may lie out of view before the boxes become lines. */
const SCROLLED = 80;
/** Heights in CSS px, including the gap. */
const BOX = 165;
const PLATE = 46;
const LINE = 38;
