import { curesOf, type Remedy } from "#model/cure.ts";
import type { Fate, Message, World } from "#model/world.ts";
import { lower } from "./phrases.ts";

const SAYS: Readonly<Record<Remedy, string>> = {
	"subscriber-kept": "Connect the subscriber with clean_session = false",
	"return-kept": "Reconnect the subscriber with clean_session = false",
	"publisher-kept": "Connect the publisher with clean_session = false every time",
	"publish-qos": "Publish with QoS 1",
	"will-qos": "Give the will QoS 1",
	"subscribe-qos": "Subscribe with QoS 1",
	"queue-qos-0": "Turn queue_qos0_messages on",
	"queue-room": "Raise max_queued_messages",
	"return-earlier": "Reconnect earlier",
	"return-in-time": "Reconnect within persistent_client_expiration",
	"return-before-others": "Reconnect before other clients fill the room",
	persistence: "Turn persistence on before the restart",
	"release-id": "Finish the exchange of the message before it: send its PUBREL",
	"after-connack": "Publish after CONNACK 0, on a connection that stands",
	"without-retain": "Publish without RETAIN",
};

/** What would have delivered a dropped message, without a full stop. Null: that cannot be told without running everything again. */
export function sayCure(world: World, message: Message, subscriber: string, fate: Extract<Fate, { fate: "dropped" }>): string | null {
	const ways = curesOf(world, message, subscriber, fate).filter((way) => way.length > 0);
	if (ways.length === 0) return null;
	return ways.map((way, at) => sayWay(way, at > 0)).join(", or ");
}

function sayWay(way: readonly Remedy[], goesOn: boolean): string {
	return way.map((remedy, at) => (at > 0 || goesOn ? lower(SAYS[remedy]) : SAYS[remedy])).join(", and ");
}
