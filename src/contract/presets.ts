import type { BrokerSettings } from "./settings.ts";

export type PresetName = "mosquitto-1.6" | "mosquitto-2.0" | "emqx" | "hivemq" | "aedes";

type Preset = {
	readonly label: string;
	readonly settings: BrokerSettings;
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
	},
	"mosquitto-2.0": {
		label: "Mosquitto 2.0",
		settings: MOSQUITTO,
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
	},
	hivemq: {
		label: "HiveMQ",
		settings: { ...MOSQUITTO, maxInflightMessages: 50, persistentClientExpiration: 4_294_967_295, persistence: true },
	},
	aedes: {
		label: "as Aedes ships",
		settings: { ...MOSQUITTO, maxQueuedMessages: 0, maxInflightMessages: 0, broker: "aedes" },
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

/** Each setting with the name that Mosquitto gives it, or our own name, where Mosquitto has none. */
export const SETTINGS = {
	maxQueuedMessages: { name: "max_queued_messages" },
	queueFull: { name: "queue_full" },
	queueQos0Messages: { name: "queue_qos0_messages" },
	maxInflightMessages: { name: "max_inflight_messages" },
	persistentClientExpiration: { name: "persistent_client_expiration" },
	retainAvailable: { name: "retain_available" },
	persistence: { name: "persistence" },
	broker: { name: "broker" },
} as const satisfies Record<keyof BrokerSettings, { readonly name: string }>;
