import { traitsOf } from "#contract/brokers.ts";
import type { FactOf } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import { PRESETS, presetOf, SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { World } from "#model/world.ts";
import { expiryText } from "./expiry-text.ts";
import { list } from "./phrases.ts";

type Name = keyof BrokerSettings;
type SettingWords = {
	/** What applies now. */
	lead(settings: BrokerSettings): string;
	/** What the change leaves as it was: a setting applies to what comes from now on. Null: there is nothing to say about that. */
	stays?(settings: BrokerSettings, before: World): string | null;
};

/** Both without a full stop. */
const SETTING_WORDS: Readonly<Record<Name, SettingWords>> = {
	maxQueuedMessages: {
		lead: ({ maxQueuedMessages }) => (maxQueuedMessages === 0 ? "Queues have no limit now" : `Queue limit is now ${maxQueuedMessages}`),
		stays: overText,
	},
	queueFull: {
		lead: ({ queueFull }) => `A full queue now drops ${queueFull === "drop-oldest" ? "what has waited longest" : "what comes"}`,
		stays: overText,
	},
	queueQos0Messages: {
		lead: ({ queueQos0Messages }) =>
			queueQos0Messages ? "QoS 0 messages now wait for clients that are away" : "QoS 0 messages are not queued now",
		stays({ queueQos0Messages }, { sessions }) {
			if (queueQos0Messages) return null;
			const waiting = Object.values(sessions).reduce((sum, { queue }) => sum + queue.filter(({ qos }) => qos === 0).length, 0);
			return waiting === 0 ? null : `What waits stays: ${many(waiting, "message")}`;
		},
	},
	maxInflightMessages: {
		lead: ({ maxInflightMessages }) =>
			maxInflightMessages === 0 ? "The in-flight window has no limit now" : `In-flight window is now ${maxInflightMessages}`,
		stays({ maxInflightMessages: limit }, { sessions }) {
			const over = limit === 0 ? 0 : Object.values(sessions).filter(({ inflight }) => inflight.length > limit).length;
			return over === 0 ? null : `${many(over, "session")} ${over === 1 ? "has" : "have"} more in flight; those go on`;
		},
	},
	persistentClientExpiration: {
		lead: ({ persistentClientExpiration: seconds }) =>
			seconds === null ? "Sessions never expire now" : `A session now waits ${expiryText(seconds)}`,
		stays(_, { sessions }) {
			const away = Object.values(sessions).filter(({ offline }) => offline !== null).length;
			if (away === 0) return null;
			return away === 1 ? "1 session is away already and keeps its own" : `${away} sessions are away already and keep theirs`;
		},
	},
	retainAvailable: {
		lead: ({ retainAvailable }) =>
			retainAvailable ? "Clients may publish with RETAIN now" : "A client that publishes with RETAIN is now disconnected",
		stays({ retainAvailable }, { retained }) {
			const kept = retainAvailable ? 0 : Object.keys(retained).length;
			if (kept === 0) return null;
			return kept === 1 ? "1 retained message stays and is still delivered" : `${kept} retained messages stay and are still delivered`;
		},
	},
	persistence: {
		lead: ({ persistence }) => (persistence ? "A restart now keeps sessions and retained messages" : "A restart now keeps nothing"),
	},
	broker: { lead: sayBroker },
};

/** What has changed, then what the change leaves alone: "Queue limit is now 4. sub-1 already holds 5; nothing is thrown away." */
export function saySettings({ settings }: FactOf<"settings.changed">, { before }: BothWorlds): string {
	const changed = changedOf(settings, before.settings);
	const [only] = changed;
	if (only === undefined) return "The settings are as they were.";
	if (changed.includes("broker")) return `${sayBroker(settings)}. It starts with nothing.`;
	if (changed.length === 1) {
		const stays = staysOf(only, settings, before);
		return `${SETTING_WORDS[only].lead(settings)}.${stays === null ? "" : ` ${stays}.`}`;
	}
	const preset = presetOf(settings);
	const whose = preset === null ? "Settings" : `Settings of ${PRESETS[preset].label}`;
	const goes = goesOf(changed, settings, before);
	return `${whose}: ${sayPairs(changed, settings)}. ${goes === null ? "What is there already stays." : `${goes}. Everything else stays.`}`;
}

/** The same text for the log, with Mosquitto's names: "Settings: max_queued_messages 4. sub-1 already holds 5; nothing is thrown away". */
export function logSettings({ settings }: FactOf<"settings.changed">, { before }: BothWorlds): string {
	const changed = changedOf(settings, before.settings);
	const [only] = changed;
	const stays = only !== undefined && changed.length === 1 ? staysOf(only, settings, before) : goesOf(changed, settings, before);
	return `Settings: ${sayPairs(changed, settings, changed.length)}${stays === null ? "" : `. ${stays}`}`;
}

/** "Another broker: Aedes as it ships" */
export function sayBroker(settings: BrokerSettings): string {
	return `Another broker: ${traitsOf(settings).label}`;
}

/** Of queues that hold more than the limit allows. */
function overText({ maxQueuedMessages: limit, queueFull }: BrokerSettings, { sessions }: Pick<World, "sessions">): string | null {
	const over = limit === 0 ? [] : Object.values(sessions).filter(({ queue }) => queue.length > limit);
	const [first] = over;
	if (first === undefined) return null;
	const who = over.length === 1 ? `${first.session} already holds ${first.queue.length}` : `${over.length} sessions already hold more`;
	if (queueFull !== "drop-oldest") return `${who}; nothing is thrown away`;
	// A queue that drops its oldest makes room for the next message, however many have to go.
	return `${who}; the next message pushes out ${limit === 1 ? "all of them" : `all but the newest ${limit - 1}`}`;
}

/** What several changes at once do to what is there; null: all of it stays. */
function goesOf(changed: readonly Name[], settings: BrokerSettings, before: World): string | null {
	const touched = changed.includes("maxQueuedMessages") || changed.includes("queueFull");
	return touched && settings.queueFull === "drop-oldest" ? overText(settings, before) : null;
}

function staysOf(name: Name, settings: BrokerSettings, before: World): string | null {
	return SETTING_WORDS[name].stays?.(settings, before) ?? null;
}

function changedOf(settings: BrokerSettings, before: BrokerSettings): readonly Name[] {
	return (Object.keys(SETTINGS) as Name[]).filter((name) => settings[name] !== before[name]);
}

function sayPairs(names: readonly Name[], settings: BrokerSettings, most = 3): string {
	const pairs = names.map((name) => `${SETTINGS[name].name} ${valueText(name, settings)}`);
	return names.length > most ? list(pairs) : pairs.join(", ") || "as they were";
}

function valueText(name: Name, settings: BrokerSettings): string {
	const value = settings[name];
	if (name === "persistentClientExpiration") return expiryText(settings.persistentClientExpiration);
	return value === 0 ? "0 (no limit)" : String(value);
}
