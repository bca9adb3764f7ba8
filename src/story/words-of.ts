import type { Fact } from "#contract/event.ts";
import { CLOCK_WORDS } from "./families/clock.ts";
import { CONNECTION_WORDS } from "./families/connection.ts";
import { DELIVERY_WORDS } from "./families/delivery.ts";
import { DOOR_WORDS } from "./families/door.ts";
import { FAULT_WORDS } from "./families/fault.ts";
import { HELD_WORDS } from "./families/held-wire.ts";
import { PACKET_WORDS } from "./families/packet.ts";
import { PUBLICATION_WORDS } from "./families/publication.ts";
import { RETAINED_WORDS } from "./families/retained.ts";
import { ROOM_WORDS } from "./families/room.ts";
import { SESSION_WORDS } from "./families/session.ts";
import { SETTINGS_WORDS } from "./families/settings.ts";
import { SUBSCRIPTION_WORDS } from "./families/subscription.ts";
import { WILL_WORDS } from "./families/will.ts";
import type { Family, Words } from "./family.ts";

/** Every event has its words: a missing event type is a type error here. */
const WORDS: Family<Fact["type"]> = {
	...ROOM_WORDS,
	...CLOCK_WORDS,
	...SETTINGS_WORDS,
	...CONNECTION_WORDS,
	...HELD_WORDS,
	...DOOR_WORDS,
	...PACKET_WORDS,
	...FAULT_WORDS,
	...SESSION_WORDS,
	...SUBSCRIPTION_WORDS,
	...WILL_WORDS,
	...PUBLICATION_WORDS,
	...RETAINED_WORDS,
	...DELIVERY_WORDS,
};

/** Everything there is to say about an event of this type. */
export function wordsOf<T extends Fact["type"]>(type: T): Words<T> {
	return WORDS[type];
}
