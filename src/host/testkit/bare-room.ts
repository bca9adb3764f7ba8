import type { Fact, RoomEvent } from "#contract/event.ts";
import type { Room } from "#engine/port.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";

/** A room for tests of the host that involve no MQTT: a journal that tells what it is given, and a record of what was asked. */
export type BareRoom = Room & {
	tell(fact: Fact): void;
	/** Forgets all events up to now, as a bounded journal does. */
	forget(): void;
	readonly asked: string[];
	persistentSessions: number;
};

export function openBareRoom(name: string, epoch = `life-of-${name}`): BareRoom {
	let events: RoomEvent[] = [];
	let seq = 0;
	const followers = new Set<(event: RoomEvent) => void>();
	const asked: string[] = [];
	let closing = false;
	const from = () => seq - events.length;
	const at = (wanted: number) => ({ ...EMPTY_WORLD, room: name, seq: wanted });
	return {
		name,
		epoch,
		asked,
		persistentSessions: 0,
		journal: {
			get from() {
				return from();
			},
			since(after) {
				if (after === null || after < from()) return { base: at(from()), events };
				return { base: null, events: events.filter((event) => event.seq > after) };
			},
			follow(tell) {
				followers.add(tell);
				return () => followers.delete(tell);
			},
			get seq() {
				return seq;
			},
		},
		tell(fact) {
			seq += 1;
			const event = { ...fact, seq, at: seq };
			events.push(event);
			for (const follower of followers) follower(event);
		},
		forget() {
			events = [];
		},
		now: () => seq,
		attach() {
			throw new Error("no MQTT in here");
		},
		command(command) {
			asked.push(command.type);
			if (command.type === "wire.cut") return { ok: false, says: "there is no such connection" };
			this.tell({ type: "clock.paused" });
			return { ok: true };
		},
		shares() {},
		refuseFrame: (says) => void asked.push(`refused: ${says}`),
		knocked: ({ why, outcome }) => void asked.push(`${outcome} at the door: ${why}`),
		closing(inMs) {
			if (closing || this.persistentSessions === 0) return;
			closing = true;
			asked.push(`closing in ${inMs / 60_000} minutes`);
		},
		kept() {
			if (closing) asked.push("kept");
			closing = false;
		},
		counts: () => ({ connections: 0 }),
		holds() {
			return this.persistentSessions > 0;
		},
		bytes: () => 0,
		bytesOf: () => null,
		forgetBytes: () => void asked.push("forget bytes"),
		shrink: () => void asked.push("shrink"),
		sessions: () => [],
		save() {
			throw new Error("nothing to keep in here");
		},
		timers: () => 0,
		close: async () => void asked.push("closed"),
	};
}
