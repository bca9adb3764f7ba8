import type { World } from "#model/world.ts";

/** What the next press of Publish will send: "m4", "r1" with retain, "m4 to m13" for a burst. */
export function nextName(named: World["named"], retain: boolean, times: number): string {
	const letter = retain ? "r" : "m";
	const first = named[letter] + 1;
	return times > 1 ? `${letter}${first} to ${letter}${first + times - 1}` : `${letter}${first}`;
}

/** The first free name of its kind: pub-1, pub-2, sub-1. */
export function nextClientId(kind: "pub" | "sub", taken: (clientId: string) => boolean): string {
	for (let number = 1; ; number++) {
		const clientId = `${kind}-${number}`;
		if (!taken(clientId)) return clientId;
	}
}

/** A whole number between the bounds, from what somebody typed; null: not one. */
export function wholeNumber(text: string, least: number, most: number): number | null {
	if (!/^\d{1,6}$/.test(text.trim())) return null;
	const value = Number(text);
	return value >= least && value <= most ? value : null;
}
