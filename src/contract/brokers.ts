import * as z from "zod/mini";

/** What answers behind the wires of a room: Aedes with this room's session store, or stock Aedes. */
export const BrokerName = z.enum(["decided", "aedes"]);
export type BrokerName = z.infer<typeof BrokerName>;

type BrokerTraits = {
	/** "Aedes with …": for sentences. */
	readonly label: string;
	/** Whether the broker itself tells its queues and fates; otherwise only what crosses the wires is known of them. */
	readonly storeSeen: boolean;
	/** Whether the broker follows the settings of its room. */
	readonly tunable: boolean;
	/** Whether the broker keeps to the standard in every statement; where another broker does not, that is held against it. */
	readonly conforms: boolean;
	/** Whether the broker keeps a session that has no subscription [MQTT-3.1.2-4]. */
	readonly keepsBare: boolean;
};

/** Code outside the engine never asks which broker it is, only for one of these traits. */
const BROKERS = {
	decided: { label: "Aedes with this room’s corrections", storeSeen: true, tunable: true, conforms: true, keepsBare: true },
	aedes: { label: "Aedes as it ships", storeSeen: false, tunable: false, conforms: false, keepsBare: false },
} as const satisfies Record<BrokerName, BrokerTraits>;

export function traitsOf({ broker }: { readonly broker: BrokerName }): BrokerTraits {
	return BROKERS[broker];
}
