import { CONNECT } from "./sections/connect.ts";
import { CUTS } from "./sections/cuts.ts";
import { DELIVERY } from "./sections/delivery.ts";
import { LEAVING } from "./sections/leaving.ts";
import { MALFORMED } from "./sections/malformed.ts";
import { ORDER } from "./sections/order.ts";
import { DUP, PACKET_IDS } from "./sections/packet-ids.ts";
import { PUBLISHING } from "./sections/publishing.ts";
import { RETAINED } from "./sections/retain.ts";
import { ROBUST } from "./sections/robust.ts";
import { SESSION } from "./sections/session.ts";
import { SUBSCRIBING } from "./sections/subscribing.ts";
import { TOPICS } from "./sections/topics.ts";
import { WEBSOCKET } from "./sections/websocket.ts";
import { WILL } from "./sections/will.ts";
import type { Section } from "./statement.ts";

/** Everything that is checked, in the order of the standard as far as that helps a reader. */
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
