import { traitsOf } from "#contract/brokers.ts";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS, type PresetName, presetOf } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Choice } from "#kit/segmented.tsx";
import type { History } from "#model/history.ts";
import { narrate } from "#story/narrate.ts";

/** The upper end of each number; 0 means no limit. */
export const MOST = { maxQueuedMessages: LIMITS.queuedMessages, maxInflightMessages: 65_535 } as const;

/** What is said about each setting. */
export const SAID = {
	maxQueuedMessages: "Messages that wait per session. Mosquitto: 1000 since 2.0, 100 before; 0 = no limit.",
	queueFull: "Which message a full queue drops. Mosquitto and HiveMQ: the newest. EMQX: the oldest.",
	queueQos0Messages: "Whether QoS 0 messages wait for a client that is away. Mosquitto: false. EMQX: true.",
	maxInflightMessages: "Sent and unacknowledged per session. Mosquitto: 20; 0 = no limit.",
	persistentClientExpiration: "How long a session waits for its client. Mosquitto: never. EMQX: 2 h.",
	retainAvailable: "Mosquitto: true. If false, a client that publishes with RETAIN is disconnected.",
	persistence: "Whether sessions, queues and retained messages outlive a restart. Mosquitto: false; in Debian’s package: true.",
} as const satisfies Record<Exclude<keyof BrokerSettings, "broker">, string>;

const LOCKED = "Stock Aedes decides all of this by itself";

type PresetChoice = PresetName | "own";

/** What the settings of each preset do not show of the broker that they are named after. */
export const REMARKS: Readonly<Record<PresetChoice, string>> = {
	"mosquitto-1.6": "Mosquitto passes a QoS 2 message on at PUBREL; this room does so at PUBLISH.",
	"mosquitto-2.0":
		"Mosquitto passes a QoS 2 message on at PUBREL; this room does so at PUBLISH. Queues are counted as up to 2.0.12: since 2.0.13, what is in flight no longer counts for a client that is away, and a client that is connected may have max_queued_messages and max_inflight_messages together waiting.",
	emqx: "EMQX sends one copy for each matching filter; in this room overlapping filters bring one.",
	hivemq: "HiveMQ’s session expiry, 4,294,967,295 s, is 136 years.",
	aedes: `Stock Aedes with its memory persistence, without the corrections of this room. The page sees only what crosses the wires. ${LOCKED}: another preset lets it be changed.`,
	own: "Not a preset: these numbers are this room’s own.",
};

/** The preset in force. */
export function choiceOf(settings: BrokerSettings): PresetChoice {
	return presetOf(settings) ?? "own";
}

/** The presets, and settings that match no preset: always there, so that no choice moves when somebody else changes a number. */
export function presetChoices(settings: BrokerSettings): readonly Choice<PresetChoice>[] {
	const presets = (Object.keys(PRESETS) as PresetName[]).map((value) => ({ value, label: capital(PRESETS[value].label) }));
	const disabled = choiceOf(settings) === "own" ? undefined : "Change a number or a switch below";
	return [...presets, { value: "own", label: "Your own", disabled }];
}

/** What has to be said before a second press: the change would start another broker. Null: a change like any other. */
export function otherBroker(now: BrokerSettings, next: BrokerSettings): { readonly says: string; readonly start: string } | null {
	if (now.broker === next.broker) return null;
	return {
		says: "Another broker: every connection ends; sessions, queues and retained messages are gone.",
		start: traitsOf(next).conforms ? "Start the corrected broker" : "Start stock Aedes",
	};
}

/** Why a row cannot be changed; undefined: the row can be changed. */
export function lockedBy(settings: BrokerSettings): string | undefined {
	return traitsOf(settings).tunable ? undefined : LOCKED;
}

export function restartHint(settings: BrokerSettings): string {
	const what = "Sessions, queues and retained messages will be";
	if (!traitsOf(settings).tunable) return `${what} gone: stock Aedes keeps them in memory.`;
	return settings.persistence ? `${what} back.` : `${what} gone: persistence is off.`;
}

/** A whole number from 0 to `most`; null for anything else. */
export function countFrom(text: string, most: number): number | null {
	const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
	return number <= most ? number : null;
}

/** What the last change or restart after seq did, and what it left alone; null: there was none. */
export function lastChange(history: History, after: number): string | null {
	const change = history
		.after(after)
		.findLast(({ type }) => type === "settings.changed" || type === "broker.restarted" || type === "broker.failed");
	if (change === undefined) return null;
	const { world, before } = history.sides(change);
	return narrate(change, world, before);
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
