import type { EventOf, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { openRows } from "./rows.ts";
import type { At, TapeSession, TrafficGap } from "./traffic.ts";

type Rows = ReturnType<typeof openRows>;

type Sessions = Map<string, TapeSession[]>;

function forgetOldest(all: Sessions): void {
	const over = [...all].filter(([, list]) => list.at(-1)?.ended !== null);
	for (const [name] of over.slice(0, Math.ceil(LIMITS.tapeClients / 16))) all.delete(name);
}

function forgetOver(all: Sessions, since: number): void {
	for (const [name, list] of all) {
		const kept = list.filter(({ ended }) => ended === null || ended.seq >= since);
		if (kept.length === 0) all.delete(name);
		else if (kept.length < list.length) all.set(name, kept);
	}
}

/** The sessions of a room by client, in order of creation. Past LIMITS.tapeSteps, the older half of all steps goes. */
export function openKeptSessions(base: World | null) {
	const all: Sessions = new Map();
	const rows = new Map<string, Rows>();
	let count = 0;
	const told = () => ++count > LIMITS.tapeSteps && halve();
	const halve = () => {
		for (const list of all.values()) for (const [index, one] of list.entries()) if (one.ended !== null) list[index] = { ...one, steps: [] };
		count = 0;
		for (const [name, one] of rows) {
			one.forget(0.5);
			count += one.steps().length;
			change(name, { steps: one.steps() });
		}
	};
	const change = (name: string, changes: Partial<TapeSession>) => {
		const list = all.get(name);
		const last = list?.at(-1);
		if (list !== undefined && last !== undefined && last.ended === null) list[list.length - 1] = { ...last, ...changes };
	};
	const create = (name: string, cleanSession: boolean, created: At) => {
		const own = openRows(told);
		rows.set(name, own);
		const session: TapeSession = { session: name, cleanSession, created, subscribed: null, ended: null, steps: own.steps() };
		const list = all.get(name);
		if (list === undefined) {
			all.set(name, [session]);
			if (all.size > LIMITS.tapeClients) forgetOldest(all);
		} else if (list.push(session) > LIMITS.tapeSessions) list.shift();
	};
	const end = (name: string, ended: At) => {
		rows.get(name)?.releaseAll(ended);
		change(name, { ended });
		rows.delete(name);
	};
	for (const one of Object.values(base?.sessions ?? {})) begin(one, { seq: base?.seq ?? 0, at: base?.at ?? 0 });
	function begin(one: World["sessions"][string], start: At): void {
		create(one.session, one.cleanSession, { seq: start.seq, at: one.createdAt });
		holds(one, start);
		if (one.connection === null) rows.get(one.session)?.leave(start, true);
	}
	function holds(one: World["sessions"][string], start: At): void {
		const subscribed = Object.values(one.subscriptions)[0];
		if (subscribed !== undefined && all.get(one.session)?.at(-1)?.subscribed === null)
			change(one.session, { subscribed: { seq: start.seq, at: subscribed.at } });
		const own = rows.get(one.session);
		for (const { delivery, message, qos, since } of one.queue)
			own?.keep({ seq: start.seq, at: since }, delivery, { message, qos, sent: false, packetId: null });
		for (const { delivery, message, qos, packetId } of one.inflight) own?.keep(start, delivery, { message, qos, sent: true, packetId });
	}
	function stays(one: World["sessions"][string], now: At): void {
		// Steps are in order of time: since when it waits was not seen.
		holds({ ...one, queue: one.queue.map((waits) => ({ ...waits, since: now.at })) }, now);
		rows.get(one.session)?.leave(now, one.connection === null);
	}
	return {
		all: all as ReadonlyMap<string, readonly TapeSession[]>,
		/** A session that is still there goes on, with what is in it now; of any other it is only known that it was there before the gap. */
		skip({ sessions }: World, { after, until }: TrafficGap): void {
			for (const name of [...rows.keys()]) {
				const still = sessions[name];
				if (still !== undefined && still.createdAt === all.get(name)?.at(-1)?.created.at) rows.get(name)?.releaseAll(after);
				else end(name, after);
			}
			for (const one of Object.values(sessions)) rows.has(one.session) ? stays(one, until) : begin(one, until);
		},
		/** Sessions that were over before this seq go. */
		forget: (since: number) => forgetOver(all, since),
		take(event: RoomEvent): void {
			const now = { seq: event.seq, at: event.at };
			switch (event.type) {
				case "session.created":
					return create(event.session, event.cleanSession, now);
				case "session.resumed":
					return rows.get(event.session)?.leave(now, false);
				case "session.offline":
					return rows.get(event.session)?.leave(now, true);
				case "session.discarded":
					return end(event.session, now);
				case "subscription.added":
					if (all.get(event.session)?.at(-1)?.subscribed === null) change(event.session, { subscribed: now });
					return;
				case "delivery.queued":
					return rows.get(event.session)?.keep(now, event.delivery, rowOf(event, null));
				case "delivery.sent":
					// At QoS 0 nothing is kept once it is sent [4.3.1].
					if (event.qos === 0) return rows.get(event.session)?.release(now, event.delivery);
					return rows.get(event.session)?.keep(now, event.delivery, rowOf(event, event.packetId));
				case "delivery.acked":
				case "delivery.dropped":
					return rows.get(event.session)?.release(now, event.delivery);
				case "room.cleared":
					for (const name of [...rows.keys()]) end(name, now);
					return;
				default:
					return;
			}
		},
	};
}

function rowOf({ type, message, qos }: EventOf<"delivery.queued" | "delivery.sent">, packetId: number | null) {
	return { message, qos, packetId, sent: type === "delivery.sent" };
}
