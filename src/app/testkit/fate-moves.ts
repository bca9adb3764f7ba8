import type { RoomEvent } from "#contract/event.ts";
import { fateOf, subscribersOf } from "#model/fate-of.ts";
import type { SampleMoment } from "#model/testkit/sample.ts";
import type { Fate, World } from "#model/world.ts";
import { momentsOf } from "./moments.ts";

type FateOf = (world: World, message: string, subscriber: string) => Fate;

/** The first fate that changed at an event that does not explain it; null: there is none. */
export function firstUnexplained(events: readonly RoomEvent[], fate: FateOf = fateOf): string | null {
	let stood = new Map<string, Fate>();
	for (const moment of momentsOf(events)) {
		const { event, world } = moment;
		const stands = fatesOf(world, fate);
		for (const [key, after] of stands) {
			const was = stood.get(key);
			if (was === undefined || JSON.stringify(was) === JSON.stringify(after)) continue;
			const [message = "", subscriber = ""] = key.split(" ");
			if (explains(moment, message, subscriber, was)) continue;
			return `after ${JSON.stringify(event)}: ${message} for ${subscriber} was ${JSON.stringify(was)}, is ${JSON.stringify(after)}`;
		}
		stood = stands;
	}
	return null;
}

function fatesOf(world: World, fate: FateOf): Map<string, Fate> {
	const subscribers = subscribersOf(world);
	const all = Object.keys(world.messages).flatMap((message) => subscribers.map((subscriber) => [message, subscriber] as const));
	return new Map(all.map(([message, subscriber]) => [`${message} ${subscriber}`, fate(world, message, subscriber)]));
}

/**
 * Whether the event is about this message, its subscriber or the subscriber's session. A message that goes on is not a reason to become something
 * else for a client that it was not meant for, unless it had seemed to be over.
 */
function explains(moment: SampleMoment, message: string, subscriber: string, was: Fate): boolean {
	const { event, before } = moment;
	if (clientsOf(moment).includes(subscriber)) return true;
	// With the broker goes whatever it held, for anybody.
	if (event.type === "broker.restarted" || event.type === "broker.failed") return was.fate !== "none";
	// The number that may be in flight is a setting.
	if (event.type === "settings.changed") return was.fate === "queued";
	const known = before.messages[message];
	if (known === undefined) return true;
	const isAbout = messagesOf(moment).includes(message) || clientsOf(moment).includes(known.publisher);
	return isAbout && (was.fate !== "none" || known.decided !== null);
}

function messagesOf({ event, before }: SampleMoment): readonly (string | null)[] {
	const fields = "fields" in event ? event.fields : "packet" in event ? before.packets[event.packet ?? ""]?.fields : undefined;
	return ["message" in event ? event.message : null, fields !== undefined && "message" in fields ? fields.message : null];
}

/** The clients that the event is about. */
function clientsOf({ event, world, before }: SampleMoment): readonly (string | null | undefined)[] {
	const connection =
		"connection" in event
			? event.connection
			: "packet" in event
				? (before.packets[event.packet] ?? world.packets[event.packet])?.connection
				: null;
	const sides = typeof connection === "string" ? [before.connections[connection]?.clientId, world.connections[connection]?.clientId] : [];
	return ["session" in event ? event.session : null, "publisher" in event ? event.publisher : null, ...sides];
}
