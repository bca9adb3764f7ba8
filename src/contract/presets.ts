import type { BrokerSettings } from "./settings.ts";

export type PresetName = "mosquitto-1.6" | "mosquitto-2.0" | "emqx" | "hivemq" | "aedes";

type Preset = {
	readonly label: string;
	readonly settings: BrokerSettings;
	/** What these settings do not show of that broker. */
	readonly remark: string;
};

const MOSQUITTO: BrokerSettings = {
	maxQueuedMessages: 1_000,
	queueFull: "drop-newest",
	queueQos0Messages: false,
	maxInflightMessages: 20,
	persistentClientExpiration: null,
	retainAvailable: true,
	persistence: false,
	broker: "decided",
};

/** The defaults of well-known brokers, as their source code has them; a package may come with others: Debian's of Mosquitto turns persistence on. */
export const PRESETS = {
	"mosquitto-1.6": {
		label: "Mosquitto 1.6",
		settings: { ...MOSQUITTO, maxQueuedMessages: 100 },
		remark: "Mosquitto passes a QoS 2 message on at PUBREL; this room does so at PUBLISH.",
	},
	"mosquitto-2.0": {
		label: "Mosquitto 2.0",
		settings: MOSQUITTO,
		remark:
			"Mosquitto passes a QoS 2 message on at PUBREL; this room does so at PUBLISH. Queues are counted as up to 2.0.12: since 2.0.13, what is in flight no longer counts for a client that is away, and a client that is connected may have max_queued_messages and max_inflight_messages together waiting.",
	},
	emqx: {
		label: "EMQX",
		settings: {
			...MOSQUITTO,
			queueFull: "drop-oldest",
			queueQos0Messages: true,
			maxInflightMessages: 32,
			persistentClientExpiration: 7_200,
			persistence: false,
		},
		remark: "EMQX sends one copy for each matching filter; in this room overlapping filters bring one.",
	},
	hivemq: {
		label: "HiveMQ",
		settings: { ...MOSQUITTO, maxInflightMessages: 50, persistentClientExpiration: 4_294_967_295, persistence: true },
		remark: "HiveMQ’s session expiry, 4,294,967,295 s, is 136 years.",
	},
	aedes: {
		label: "as Aedes ships",
		settings: { ...MOSQUITTO, maxQueuedMessages: 0, maxInflightMessages: 0, broker: "aedes" },
		remark: "Stock Aedes with its memory persistence, without the corrections of this room. The page sees only what crosses the wires.",
	},
} as const satisfies Record<PresetName, Preset>;

/** What new rooms start with, unless their host was told otherwise. */
export const FIRST_SETTINGS: BrokerSettings = PRESETS["mosquitto-2.0"].settings;

/** The preset that matches these settings, or null. */
export function presetOf(settings: BrokerSettings): PresetName | null {
	const names = Object.keys(PRESETS) as PresetName[];
	return names.find((name) => isSame(PRESETS[name].settings, settings)) ?? null;
}

export function isSame(one: BrokerSettings, other: BrokerSettings): boolean {
	return (Object.keys(one) as (keyof BrokerSettings)[]).every((key) => one[key] === other[key]);
}

/** Each setting with the name that Mosquitto gives it (or our own name, where Mosquitto has none), and what is said about it. */
export const SETTINGS = {
	maxQueuedMessages: {
		name: "max_queued_messages",
		says: "Messages that wait per session. Mosquitto: 1000 since 2.0, 100 before; 0 = no limit.",
	},
	queueFull: { name: "queue_full", says: "Which message a full queue drops. Mosquitto and HiveMQ: the newest. EMQX: the oldest." },
	queueQos0Messages: {
		name: "queue_qos0_messages",
		says: "Whether QoS 0 messages wait for a client that is away. Mosquitto: false. EMQX: true.",
	},
	maxInflightMessages: { name: "max_inflight_messages", says: "Sent and unacknowledged per session. Mosquitto: 20; 0 = no limit." },
	persistentClientExpiration: {
		name: "persistent_client_expiration",
		says: "How long a session waits for its client. Mosquitto: never. EMQX: 2 h.",
	},
	retainAvailable: { name: "retain_available", says: "Mosquitto: true. If false, a client that publishes with RETAIN is disconnected." },
	persistence: {
		name: "persistence",
		says: "Whether sessions, queues and retained messages outlive a restart. Mosquitto: false; in Debian’s package: true.",
	},
	broker: { name: "broker", says: "As Aedes ships: stock Aedes decides, faults included." },
} as const satisfies Record<keyof BrokerSettings, { readonly name: string; readonly says: string }>;
