import type { Breach } from "./malformed.ts";

/** How much this host accepts of what the standard would allow. */
export type TopicBounds = { readonly levels: number; readonly characters: number };

export type TopicFault = { readonly says: string; readonly clause: string; readonly breach?: Breach };

/** Why this is not a topic name to publish to, or null if it is one. */
export function topicFault(topic: string, bounds: TopicBounds): TopicFault | null {
	if (topic.length === 0) return { says: "a topic has at least one character", clause: "MQTT-4.7.3-1" };
	if (topic.includes("#") || topic.includes("+"))
		return { says: "a topic to publish to has no wildcards", clause: "MQTT-3.3.2-2", breach: "wildcard-topic" };
	return boundFault(topic, bounds);
}

/** Why this is not a topic filter, or null if it is one. */
export function filterFault(filter: string, bounds: TopicBounds): TopicFault | null {
	if (filter.length === 0) return { says: "a filter has at least one character", clause: "MQTT-4.7.3-1" };
	// First: what follows says the whole filter.
	const tooLong = boundFault(filter, bounds);
	if (tooLong !== null) return tooLong;
	const isPlain = !filter.includes("#") && !filter.includes("+");
	const levels = isPlain ? [] : filter.split("/");
	for (const [index, level] of levels.entries()) {
		if (level.includes("#") && (level !== "#" || index !== levels.length - 1)) {
			return { says: `# stands alone or after a /, and last: ${filter}`, clause: "MQTT-4.7.1-2" };
		}
		if (level.includes("+") && level !== "+") return { says: `+ fills a whole level: ${filter}`, clause: "MQTT-4.7.1-3" };
	}
	return null;
}

function boundFault(topic: string, { levels, characters }: TopicBounds): TopicFault | null {
	const tooMuch = (says: string): TopicFault => ({ says, clause: "MQTT-4.8.0-2", breach: "too-large" });
	if (topic.length > characters) return tooMuch(`a topic or filter here has at most ${characters} characters`);
	if (levelsOf(topic) > levels) return tooMuch(`a topic or filter here has at most ${levels} levels`);
	return null;
}

/** Whether a message on this topic is for this filter. Both are assumed to be valid. [MQTT-4.7.1-2, -3; 4.7.2-1; 4.7.3-4] */
export function matches(filter: string, topic: string): boolean {
	if (filter === topic) return true;
	// A filter that starts with a wildcard does not match topics that start with $ [MQTT-4.7.2-1].
	if (topic.startsWith("$") && (filter.startsWith("#") || filter.startsWith("+"))) return false;
	const wanted = filter.split("/");
	const given = topic.split("/");
	for (const [index, level] of wanted.entries()) {
		if (level === "#") return true;
		if (index >= given.length) return false;
		if (level !== "+" && level !== given[index]) return false;
	}
	if (wanted.length === given.length) return true;
	return false;
}

/** The levels of a topic or filter: one more than it has slashes [3.1.1 section 4.7.1.1]. */
export function levelsOf(topic: string): number {
	let levels = 1;
	for (let at = topic.indexOf("/"); at !== -1; at = topic.indexOf("/", at + 1)) levels += 1;
	return levels;
}
