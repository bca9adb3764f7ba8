/** "a, b and c": all of them, however many. */
export function joined(words: readonly string[]): string {
	return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** "m1", "m1 and m3", "m1, m2 and 5 more". more: how many there are besides these. */
export function list(names: readonly string[], more = 0): string {
	if (more > 0) return list(andMore(names.slice(0, 2), names.slice(2).length + more));
	if (names.length > 3) return `${names[0]}, ${names[1]} and ${names.length - 2} more`;
	return names.length === 0 ? "nothing" : joined(names);
}

/** What an event carries of a long list, and in words what it leaves out. */
export function andMore(texts: readonly string[], more: number | undefined): readonly string[] {
	return more === undefined ? texts : [...texts, `${more} more`];
}

/** A sentence as it continues inside another one: no full stop, and no capital unless the first word is a name. */
export function asClause(says: string): string {
	const text = says.endsWith(".") ? says.slice(0, -1) : says;
	return /^[A-Z][a-z]*\b/.test(text) && !/^(?:Aedes|Mosquitto)\b/.test(text) ? lower(text) : text;
}

/** The same text as a sentence of its own. */
export function asSentence(says: string): string {
	const text = `${says.charAt(0).toUpperCase()}${says.slice(1)}`;
	return text.endsWith(".") ? text : `${text}.`;
}

export function lower(text: string): string {
	return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** "2nd", "3rd", "11th" */
export function ordinal(count: number): string {
	const isTeen = count % 100 > 10 && count % 100 < 14;
	return `${count}${(isTeen ? undefined : ["th", "st", "nd", "rd"][count % 10]) ?? "th"}`;
}

/** Ms as seconds with one digit: "1.1". Truncated, not rounded: a packet at 1.97 of 2.0 s has not arrived. */
export function tenthsText(ms: number): string {
	return (Math.floor(Math.max(0, ms) / 100) / 10).toFixed(1);
}

/** Room-clock ms as the transport and the log write them: "0:58.4". Truncated, not rounded: a clock never runs ahead. */
export function timeText(ms: number): string {
	const tenths = Math.floor(Math.max(0, ms) / 100);
	return `${clockText(tenths * 100)}.${tenths % 10}`;
}

/** The same to the millisecond, as the log writes them: "0:36.213". */
export function momentText(ms: number): string {
	const whole = Math.floor(Math.max(0, ms));
	return `${clockText(whole)}.${String(whole % 1_000).padStart(3, "0")}`;
}

/** The same without tenths: "0:44". */
export function clockText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1_000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** 0.4 s, 12 s, 2 min 5 s. */
export function duration(ms: number): string {
	if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`;
	const seconds = Math.round(ms / 1_000);
	return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
