import { LIMITS } from "#contract/limits.ts";

/** Numbers that are bounded more closely than others, by the names that they have. */
const MOST: ReadonlyMap<string, number> = new Map([
	["at", LIMITS.recorded.ms],
	["now", LIMITS.recorded.ms],
	["delayMs", LIMITS.delayMs],
	["ownDelayMs", LIMITS.delayMs],
	// What a host says of a packet that is too long is a little more than the longest packet.
	["bytes", 2 * LIMITS.packetBytes],
	["whole", 2 * LIMITS.packetBytes],
]);

/** How deep a world nests, and a little more. */
const DEPTH = 16;

/**
 * Whether no number in what a file has is wilder, and no list longer, than any room tells them: whatever draws or exports a recording may count
 * on that, and what is wrong with a list can be gathered.
 */
export function isWithin(part: unknown, list: number, depth = DEPTH): boolean {
	if (typeof part !== "object" || part === null) return true;
	if (depth === 0 || (Array.isArray(part) && part.length > list)) return false;
	for (const key of Object.keys(part)) {
		const one = (part as Readonly<Record<string, unknown>>)[key];
		if (typeof one === "number" ? Math.abs(one) > (MOST.get(key) ?? LIMITS.recorded.number) : !isWithin(one, list, depth - 1)) return false;
	}
	return true;
}

const [QUOTE, ESCAPE, COMMA, LIST, MAP] = [...'"\\,[{'].map((one) => one.charCodeAt(0));

/** Whether a text has so few values and lists that it is worth parsing: a small packed file can have millions of them. */
export function isCountable(text: string): boolean {
	let [values, lists] = [0, 0];
	let quoted = false;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) quoted = !quoted;
		else if (quoted) at += Number(code === ESCAPE);
		else if (code === COMMA) values += 1;
		else if (code === LIST || code === MAP) lists += 1;
		if (lists > LIMITS.recorded.lists || values > LIMITS.recorded.values) return false;
	}
	return true;
}
