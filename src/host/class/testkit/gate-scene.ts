import { beforeEach } from "vitest";
import { connect, openRawClient } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";
import { openClientIds } from "#host/class/client-ids.ts";
import { type Gates, openGates } from "#host/class/gates.ts";
import type { Owner } from "#host/class/owner.ts";

export const SEAT: Owner = { of: "seat", seat: 7 };
export const GUEST: Owner = { of: "guest", source: "10.0.0.7" };
export const HERE: Owner = { of: "guest", source: null };
export const HOST: Owner = { of: "host" };
const IDS = new Map<Owner, string>([
	[SEAT, "s07-pub"],
	[GUEST, "guest"],
	[HERE, "here"],
	[HOST, "pub-1"],
]);

/** For each test, a room whose time stands still, and the gates of a class in it. */
export function eachAtGates() {
	const still = eachInStillRoom();
	const isFrozen = { now: false };
	let gates: Gates;
	beforeEach(() => {
		isFrozen.now = false;
		const ids = openClientIds();
		const unfollow = still.room.journal.follow(ids.note);
		gates = openGates({ time: still.time, isFrozen: () => isFrozen.now, isRemoved: () => false, ids });
		return () => {
			unfollow();
			gates.close();
		};
	});

	function open(owner: Owner) {
		const gate = gates.open(owner);
		if (typeof gate === "string") throw new Error(gate);
		return gate;
	}
	return {
		still,
		/** What is said where one more socket is not let in; null: it is. */
		refusal(owner: Owner): string | null {
			const gate = gates.open(owner);
			return typeof gate === "string" ? gate : null;
		},
		open,
		async enter(owner: Owner, keepalive = 0, { id = IDS.get(owner) ?? "", clean = true } = {}) {
			const client = openRawClient(still.room, { kind: "guest", transport: "tcp" }, open(owner));
			client.send(connect(id, clean, { keepalive }));
			await client.next();
			await still.settled();
			return client;
		},
		freeze(frozen: boolean): void {
			isFrozen.now = frozen;
			gates.changed();
		},
	};
}
