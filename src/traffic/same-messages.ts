import { commonOf } from "./common.ts";
import type { Traffic } from "./traffic.ts";

/** One message as each of two runs calls it; null: that run does not have it. */
export type SameMessage = { readonly one: string | null; readonly other: string | null };

/** A message where it is first seen: its name there, and what it says. */
type Born = { readonly message: string; readonly says: string };

/**
 * Which messages of two runs are the same, in order of the first run: each room gives names of its own, and m3 here may be m1 there. Messages of
 * one client are the same if they say the same in the same order; what then remains between two of these is the same in its place.
 */
export function sameMessages(one: Traffic, other: Traffic): readonly SameMessage[] {
	const [ones, others] = [bornIn(one), bornIn(other)];
	return [...new Set([...ones.keys(), ...others.keys()])].flatMap((source) => paired(ones.get(source) ?? [], others.get(source) ?? []));
}

/** By where they come from, in order. What no client is seen to send is the broker's: a will, or what has waited since before. */
function bornIn({ packets, count }: Traffic): ReadonlyMap<string, readonly Born[]> {
	const known = new Set<string>();
	const born = new Map<string, Born[]>();
	for (let at = 0; at < count; at += 1) {
		const packet = packets[at];
		if (packet?.fields?.type !== "PUBLISH" || known.has(packet.fields.message)) continue;
		const { message, kind, topic, payload, payloadBytes } = packet.fields;
		known.add(message);
		const source = packet.direction === "up" ? `from ${packet.clientId}` : `the broker's ${kind}`;
		const one = { message, says: JSON.stringify([topic, payload, payloadBytes]) };
		const list = born.get(source);
		if (list === undefined) born.set(source, [one]);
		else list.push(one);
	}
	return born;
}

function paired(ones: readonly Born[], others: readonly Born[]): readonly SameMessage[] {
	const pairs: SameMessage[] = [];
	const take = (one: Born | undefined, other: Born | undefined) => pairs.push({ one: one?.message ?? null, other: other?.message ?? null });
	const said = (born: readonly Born[]) => born.map(({ says }) => says);
	let [i, j] = [0, 0];
	for (const [a, b] of [...commonOf(said(ones), said(others)), [ones.length, others.length] as const]) {
		const [left, right] = [ones.slice(i, a), others.slice(j, b)];
		for (let at = 0; at < Math.max(left.length, right.length); at += 1) take(left[at], right[at]);
		if (a < ones.length) take(ones[a], others[b]);
		[i, j] = [a + 1, b + 1];
	}
	return pairs;
}
