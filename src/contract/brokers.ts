import * as z from "zod/mini";

/** What answers behind the wires of a room: Aedes with the session store of this room, or Aedes as it ships. */
export const BrokerName = z.enum(["decided", "aedes"]);
export type BrokerName = z.infer<typeof BrokerName>;

type BrokerTraits = {
	/** "Aedes with …": for sentences. */
	readonly label: string;
	/** Its queues and fates are told by the broker itself; otherwise only what crosses the wires is known of them. */
	readonly storeSeen: boolean;
	/** It follows the settings of its room. */
	readonly tunable: boolean;
	/** It keeps to the standard in every statement: what another one does is held against it. */
	readonly conforms: boolean;
};

/** Nobody outside the engine asks which broker it is: they ask what is so of it. */
const BROKERS = {
	decided: { label: "Aedes with this room’s corrections", storeSeen: true, tunable: true, conforms: true },
	aedes: { label: "Aedes as it ships", storeSeen: false, tunable: false, conforms: false },
} as const satisfies Record<BrokerName, BrokerTraits>;

export function traitsOf({ broker }: { readonly broker: BrokerName }): BrokerTraits {
	return BROKERS[broker];
}
