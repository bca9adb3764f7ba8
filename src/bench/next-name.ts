import { messageName } from "#contract/message-name.ts";
import type { LabState } from "#lab/lab.ts";
import type { World } from "#model/world.ts";

/** What the next press of Publish will send: "m4", "r1" with retain, "m4 to m13" for a burst. */
export function nextName(named: World["named"], retain: boolean, times: number): string {
	const kind = retain ? "retained" : "plain";
	const first = named[kind] + 1;
	const name = messageName(kind, first);
	return times > 1 ? `${name} to ${messageName(kind, first + times - 1)}` : name;
}

/** The first name of its kind that no client has, neither on this page nor in the room: pub-1, pub-2, sub-1. */
export function freeClientId(
	kind: "pub" | "sub",
	{ clients: own }: Pick<LabState, "clients">,
	{ clients }: Pick<World, "clients">,
): string {
	for (let number = 1; ; number++) {
		const clientId = `${kind}-${number}`;
		if (own[clientId] === undefined && clients[clientId] === undefined) return clientId;
	}
}

/** A whole number between the bounds, from the text that a person typed; null: the text is not one. */
export function wholeNumber(text: string, least: number, most: number): number | null {
	if (!/^\d{1,6}$/.test(text.trim())) return null;
	const value = Number(text);
	return value >= least && value <= most ? value : null;
}
