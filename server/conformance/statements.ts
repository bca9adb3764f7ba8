import { CONNECT } from "./connect.ts";
import { CUTS } from "./cuts.ts";
import { DELIVERY } from "./delivery.ts";
import { LEAVING } from "./leaving.ts";
import { MALFORMED } from "./malformed.ts";
import { ORDER } from "./order.ts";
import { DUP, PACKET_IDS } from "./packet-ids.ts";
import { PUBLISHING } from "./publishing.ts";
import { RETAINED } from "./retain.ts";
import { ROBUST } from "./robust.ts";
import { SESSION } from "./session.ts";
import type { Section } from "./statement.ts";
import { SUBSCRIBING } from "./subscribing.ts";
import { TOPICS } from "./topics.ts";
import { WEBSOCKET } from "./websocket.ts";
import { WILL } from "./will.ts";

/** Everything that is asked, in the order of the standard as far as a reader is served by it. */
export const SECTIONS: readonly Section[] = [
	CONNECT,
	SESSION,
	LEAVING,
	WILL,
	PACKET_IDS,
	DUP,
	RETAINED,
	PUBLISHING,
	SUBSCRIBING,
	DELIVERY,
	CUTS,
	ORDER,
	TOPICS,
	WEBSOCKET,
	MALFORMED,
	ROBUST,
];
