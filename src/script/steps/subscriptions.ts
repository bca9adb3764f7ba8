import type { Session, World } from "#model/world.ts";
import type { Now } from "./verb.ts";

type Subscribing = { readonly client: string; readonly filter: string };

export function subscriptionOf(world: World, { client, filter }: Subscribing): Session["subscriptions"][string] | undefined {
	return world.sessions[client]?.subscriptions[filter];
}

/** Every SUBACK and UNSUBACK that the client waited for has come. */
export function isAnswered(clientId: string, { lab }: Now): boolean {
	return (lab.links[clientId]?.unanswered ?? 0) === 0;
}
