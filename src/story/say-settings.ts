import { traitsOf } from "#contract/brokers.ts";
import type { FactOf } from "#contract/event.ts";
import { NEVER, splitExpiration } from "#contract/expiration.ts";
import { PRESETS, presetOf, SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { Session, World } from "#model/world.ts";
import { list, many, type Sides } from "./told-names.ts";

type Name = keyof BrokerSettings;

/** What has changed, then what it leaves alone: "Queue limit is now 4. sub-1 already holds 5; nothing is thrown away." */
export function saySettings({ settings }: FactOf<"settings.changed">, { before }: Sides): string {
	const changed = changedOf(settings, before.settings);
	const [only] = changed;
	if (only === undefined) return "The settings are as they were.";
	if (changed.includes("broker")) return `${sayBroker(settings)} It starts with nothing.`;
	if (changed.length === 1) return `${leadOf(only, settings)}.${sayStays(only, settings, before)}`;
	const preset = presetOf(settings);
	const whose = preset === null ? "Settings" : `Settings of ${PRESETS[preset].label}`;
	return `${whose}: ${sayPairs(changed, settings)}. What is there already stays.`;
}

/** The same for the log, with Mosquitto's names: "Settings: max_queued_messages 4. sub-1 already holds 5; nothing is thrown away". */
export function logSettings({ settings }: FactOf<"settings.changed">, { before }: Sides): string {
	const changed = changedOf(settings, before.settings);
	const stays = changed.length === 1 ? changed.map((name) => sayStays(name, settings, before)).join("") : "";
	return `Settings: ${sayPairs(changed, settings, changed.length)}${stays === "" ? "" : `.${stays.slice(0, -1)}`}`;
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

function leadOf(name: Name, settings: BrokerSettings): string {
	const { maxQueuedMessages, maxInflightMessages, queueFull, persistentClientExpiration } = settings;
	switch (name) {
		case "maxQueuedMessages":
			return maxQueuedMessages === 0 ? "Queues have no limit now" : `Queue limit is now ${maxQueuedMessages}`;
		case "queueFull":
			return `A full queue now drops ${queueFull === "drop-oldest" ? "what has waited longest" : "what comes"}`;
		case "queueQos0Messages":
			return settings.queueQos0Messages ? "QoS 0 now waits for clients that are away" : "QoS 0 is not queued now";
		case "maxInflightMessages":
			return maxInflightMessages === 0 ? "The in-flight window has no limit now" : `In-flight window is now ${maxInflightMessages}`;
		case "persistentClientExpiration":
			return persistentClientExpiration === null
				? "Sessions never expire now"
				: `A session now waits ${expiryText(persistentClientExpiration)}`;
		case "retainAvailable":
			return settings.retainAvailable ? "Clients may publish with RETAIN now" : "Who publishes with RETAIN is now disconnected";
		case "persistence":
			return settings.persistence ? "A restart now keeps sessions and retained messages" : "A restart now keeps nothing";
		case "broker":
			return "Another broker";
		default:
			return unreachable(name);
	}
}

/** What a setting does not change: it holds for what comes from now on. Empty, or a sentence with a space before it. */
function sayStays(name: Name, settings: BrokerSettings, { sessions, retained }: World): string {
	const all = Object.values(sessions);
	switch (name) {
		case "maxQueuedMessages": {
			const limit = settings.maxQueuedMessages;
			const over = limit === 0 ? [] : all.filter(({ queue }) => queue.length > limit);
			if (over.length === 0) return "";
			const who =
				over.length === 1 ? `${over[0]?.session} already holds ${over[0]?.queue.length}` : `${over.length} sessions already hold more`;
			// A queue that drops its oldest makes room for the next one, however many that takes.
			const next =
				settings.queueFull === "drop-oldest"
					? `the next message pushes out ${limit === 1 ? "all of them" : `all but the newest ${limit - 1}`}`
					: "nothing is thrown away";
			return ` ${who}; ${next}.`;
		}
		case "queueQos0Messages": {
			const waiting = settings.queueQos0Messages ? 0 : queuedIn(all, true);
			return waiting === 0 ? "" : ` What waits stays: ${many(waiting, "message")}.`;
		}
		case "maxInflightMessages": {
			const limit = settings.maxInflightMessages;
			const over = limit === 0 ? 0 : all.filter(({ inflight }) => inflight.length > limit).length;
			return over === 0 ? "" : ` ${many(over, "session")} ${over === 1 ? "has" : "have"} more in flight; those go on.`;
		}
		case "persistentClientExpiration": {
			const away = all.filter(({ offline }) => offline !== null).length;
			if (away === 0) return "";
			return away === 1 ? " 1 session is away already and keeps its own." : ` ${away} sessions are away already and keep theirs.`;
		}
		case "retainAvailable": {
			const kept = settings.retainAvailable ? 0 : Object.keys(retained).length;
			if (kept === 0) return "";
			return kept === 1 ? " 1 retained message stays and is still delivered." : ` ${kept} retained messages stay and are still delivered.`;
		}
		default:
			return "";
	}
}

function queuedIn(sessions: readonly Session[], qos0Only = false): number {
	return sessions.reduce((sum, { queue }) => sum + (qos0Only ? queue.filter(({ qos }) => qos === 0).length : queue.length), 0);
}

function sayBroker(settings: BrokerSettings): string {
	return `Another broker: ${traitsOf(settings).label}.`;
}

/** What a restart took with it, or did not. Told after all of it has gone: the world before knows how much. */
export function sayRestart({ kept }: FactOf<"broker.restarted">, { world, before }: Sides): string {
	const { settings, sessions } = world;
	const { sessions: ended, messages, another } = before.restarting;
	const all = Object.values(sessions);
	const held = kept ? [all.length, queuedIn(all)] : [ended, messages];
	const retained = Object.keys((kept ? world : before).retained).length;
	const counts: readonly (readonly [number, string])[] = [
		[held[0] ?? 0, "session"],
		[held[1] ?? 0, kept ? "queued message" : "undelivered message"],
		[retained, "retained message"],
	];
	const there = counts.filter(([count]) => count > 0);
	const total = there.reduce((sum, [count]) => sum + count, 0);
	const what = total === 0 ? null : list(there.map(([count, word]) => many(count, word)));
	const verb = total === 1 ? "is" : "are";
	if (another) return `${sayBroker(settings)}${what === null ? "" : ` ${what} ${verb} gone.`}`;
	const why = traitsOf(settings).tunable ? `persistence is ${kept ? "on" : "off"}` : `${traitsOf(settings).label} keeps nothing`;
	return `The broker was restarted. ${why}: ${what ?? "nothing was there"}${what === null ? "" : ` ${verb} ${kept ? "back" : "gone"}`}.`;
}

const UNITS = ["s", "min", "h", "d"] as const;
const YEAR = 31_557_600;

/** "2 h", "90 s", "136 years", "never". */
export function expiryText(seconds: number | null): string {
	if (seconds === null) return NEVER;
	if (seconds > 2 * YEAR) return `${Math.round(seconds / YEAR)} years`;
	const { count, unit } = splitExpiration(seconds, UNITS);
	return `${count} ${unit}`;
}
