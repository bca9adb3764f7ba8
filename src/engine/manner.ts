import type { CloseReason } from "#contract/event.ts";
import type { Frame } from "#mqtt/split.ts";
import { arrivesDown, brokerWrote } from "./decided/wire-down.ts";
import { arrivesUp, fromClient, settleWaiting } from "./decided/wire-up.ts";
import { stockArrivesUp, stockBrokerWrote, stockFromClient, stockLeft } from "./observed/stock-wire.ts";
import type { Wire } from "./wire/wire.ts";
import type { Load } from "./wire/wire-send.ts";

/** How a connection is dealt with: by the session store of this room, or as Aedes ships. */
export type Manner = {
	/** One whole packet has left the client. */
	readonly fromClient: (wire: Wire, frame: Frame) => void;
	readonly arrivesUp: (wire: Wire, load: Load) => void;
	readonly arrivesDown: (wire: Wire, load: Load) => void;
	readonly brokerWrote: (wire: Wire, frames: readonly Frame[]) => void;
	/** The connection has ended. */
	readonly left: (wire: Wire, reason: CloseReason) => void;
};

export const CORRECTED: Manner = {
	fromClient,
	arrivesUp,
	arrivesDown,
	brokerWrote,
	left(wire, reason) {
		settleWaiting(wire);
		wire.room.store.leave(wire.connection, reason);
	},
};

export const STOCK: Manner = {
	fromClient: stockFromClient,
	arrivesUp: stockArrivesUp,
	arrivesDown,
	brokerWrote: stockBrokerWrote,
	left: stockLeft,
};
