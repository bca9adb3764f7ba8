import type { Fact } from "#contract/event.ts";
import type { RoomClock } from "#engine/clock.ts";
import type { Work } from "#engine/work.ts";

/** Ends sessions whose clients stay away for too long (persistent_client_expiration), in room time. */
export type Expiry = {
	/** Takes every fact of the store: a session that goes offline starts its timer, a session that comes back or ends cancels it. */
	hears(fact: Fact): void;
	/** Client ids of sessions that are due to end, each with the room-clock ms of the end. */
	save(): [string, number][];
	/** Takes what save() returned. */
	restore(saved: readonly (readonly [string, number])[]): void;
	clear(): void;
};

type Away = { readonly at: number; readonly cancel: () => void };

/** Many sessions may expire at once, and each may hold thousands of messages: one after the other, as the room's work. */
export function openExpiry(clock: RoomClock, work: Pick<Work, "do">, expire: (clientId: string) => void): Expiry {
	const away = new Map<string, Away>();
	const takeBack = (clientId: string) => {
		away.get(clientId)?.cancel();
		away.delete(clientId);
	};
	const set = (clientId: string, at: number) => {
		takeBack(clientId);
		const end = () => {
			// The client may have come and gone again in the meantime.
			if (away.get(clientId) === one && away.delete(clientId)) expire(clientId);
			return false;
		};
		const one: Away = { at, cancel: clock.after(at - clock.now(), () => work.do(end)) };
		away.set(clientId, one);
	};
	return {
		hears(fact) {
			if (fact.type === "session.offline" && fact.expiresInMs !== null) set(fact.session, clock.now() + fact.expiresInMs);
			else if (fact.type === "session.resumed" || fact.type === "session.discarded") takeBack(fact.session);
		},
		save: () => [...away].map(([clientId, { at }]) => [clientId, at]),
		restore(saved) {
			for (const [clientId, at] of saved) set(clientId, at);
		},
		clear() {
			for (const clientId of [...away.keys()]) takeBack(clientId);
		},
	};
}
