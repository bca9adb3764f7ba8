import * as z from "zod/mini";
import { LIMITS } from "./limits.ts";

const count = (most: number) => z.number().check(z.int(), z.gte(0), z.lte(most));

/** How the broker of one room behaves where the standard leaves it free. Names and defaults beside each: SETTINGS in presets.ts. */
export const BrokerSettings = z.object({
	/** Messages waiting per session; 0 = no limit of its own (LIMITS.queuedMessages stays). */
	maxQueuedMessages: count(LIMITS.queuedMessages),
	/** Which end a full queue drops: the message that comes, or the one that has waited longest. */
	queueFull: z.enum(["drop-newest", "drop-oldest"]),
	/** Whether QoS 0 messages wait for a client that is away [3.1.1 section 3.1.2.4]. */
	queueQos0Messages: z.boolean(),
	/** Messages sent and unacknowledged per session; 0 = no limit. */
	maxInflightMessages: count(65_535),
	/** Seconds after which the session of a client that is away ends; null = never. */
	persistentClientExpiration: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.expirationSeconds))),
	/** Whether clients may publish with RETAIN 1. */
	retainAvailable: z.boolean(),
	/** Whether sessions, queues and retained messages outlive a restart of the broker. */
	persistence: z.boolean(),
	/** False: as Aedes ships, without the session store of this room; everything above is then Aedes' own. */
	corrections: z.boolean(),
});
export type BrokerSettings = Readonly<z.infer<typeof BrokerSettings>>;

export const SettingChanges = z.partial(z.strictObject(BrokerSettings.shape));
/** Some of the settings, each with its new value. */
export type SettingChanges = Readonly<z.infer<typeof SettingChanges>>;

/** These settings with those changes; what a change leaves out stays. */
export function withChanges(settings: BrokerSettings, changes: SettingChanges): BrokerSettings {
	const named = Object.entries(changes).filter(([, value]) => value !== undefined);
	return { ...settings, ...(Object.fromEntries(named) as Partial<BrokerSettings>) };
}
