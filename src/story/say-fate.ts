import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { type About, sayFate } from "./reasons.ts";

/** The badge's reason with the names in it: "Still on pub-1’s wire", "Offline, session kept, QoS 1". */
export function sayFateOf(world: World, message: string, subscriber: string): string {
	return sayFate(fateOf(world, message, subscriber), aboutOf(world, message, subscriber));
}

export function aboutOf(world: World, message: string, subscriber: string): About {
	const session = world.sessions[subscriber];
	const queued = session?.queue.find((delivery) => delivery.message === message);
	const inflight = session?.inflight.find((delivery) => delivery.message === message);
	return { publisher: world.messages[message]?.publisher, subscriber, qos: queued?.qos ?? inflight?.qos, awaits: inflight?.awaits };
}
