import * as z from "zod/mini";
import { BrokerName } from "./brokers.ts";
import { LIMITS } from "./limits.ts";

const count = (most: number) => z.number().check(z.int(), z.gte(0), z.lte(most));

/** How the broker of one room behaves where the standard leaves it free. The names and defaults are in SETTINGS in presets.ts. */
export const BrokerSettings = z.object({
	/** Messages waiting per session; 0 = the setting imposes no limit (LIMITS.queuedMessages still applies). */
	maxQueuedMessages: count(LIMITS.queuedMessages),
	/** What a full queue drops: the new message, or the message that has waited longest. */
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
	/** What answers behind the wires. Where that broker is not tunable (brokers.ts), everything above is its own business. */
	broker: BrokerName,
});
export type BrokerSettings = Readonly<z.infer<typeof BrokerSettings>>;

/** For settings read from links, files and storage: what an earlier version wrote there still opens. */
export const SettingChanges = z.pipe(z.transform(renamed), z.partial(z.strictObject(BrokerSettings.shape)));
/** Some of the settings, each with its new value. */
export type SettingChanges = Readonly<z.infer<typeof SettingChanges>>;

/** Before brokers had names, `corrections` said whether this room's own store decides. */
function renamed(written: unknown): unknown {
	if (typeof written !== "object" || written === null || !("corrections" in written) || "broker" in written) return written;
	const { corrections, ...rest } = written;
	return typeof corrections === "boolean" ? { ...rest, broker: corrections ? "decided" : "aedes" } : written;
}

/** These settings with those changes; any setting that the changes leave out stays as it is. */
export function withChanges(settings: BrokerSettings, changes: SettingChanges): BrokerSettings {
	const named = Object.entries(changes).filter(([, value]) => value !== undefined);
	return { ...settings, ...(Object.fromEntries(named) as Partial<BrokerSettings>) };
}
