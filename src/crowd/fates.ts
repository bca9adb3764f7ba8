import { fateOf } from "#model/fate-of.ts";
import type { Fate, Message, World } from "#model/world.ts";

type FateKind = Fate["fate"];
/** How one message stands with many clients: their numbers, and who is in each. */
export type CrowdFates = { readonly message: string; readonly of: number; readonly by: Readonly<Record<FateKind, readonly string[]>> };

/** Messages that are looked at, from the newest back, for one that is for any of these clients. */
const LOOKED_AT = 40;

/** The newest message that is for any of these clients; null: there is none. */
export function newestTo(world: World, clients: ReadonlySet<string>): string | null {
	const names = Object.keys(world.messages);
	const oldest = Math.max(0, names.length - LOOKED_AT);
	for (let at = names.length - 1; at >= oldest; at -= 1) {
		const message = world.messages[names[at] ?? ""];
		if (message !== undefined && isFor(world, message, clients)) return message.message;
	}
	return null;
}

function isFor(world: World, { message, decided }: Message, clients: ReadonlySet<string>): boolean {
	const fates = world.fates[message];
	for (const client in fates) if (clients.has(client) && fates[client]?.fate !== "none") return true;
	if (decided !== null) return false;
	for (const client of clients) if (fateOf(world, message, client).fate !== "none") return true;
	return false;
}

/** The fate of this message for each of these clients. */
export function fatesIn(world: World, message: string, clients: Iterable<string>): CrowdFates {
	const by: Record<FateKind, string[]> = { delivered: [], queued: [], inflight: [], dropped: [], unseen: [], none: [] };
	let of = 0;
	for (const client of clients) {
		by[fateOf(world, message, client).fate].push(client);
		of += 1;
	}
	return { message, of, by };
}
