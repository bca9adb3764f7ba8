import type { Fact } from "#contract/event.ts";
import type { RoomClock } from "#engine/clock.ts";

/** Ends sessions whose clients stay away for too long (persistent_client_expiration), in room time. */
export type Expiry = {
	/** Takes every fact of the store: a session that goes offline starts its timer, a session that comes back or ends cancels it. */
	hears(fact: Fact): void;
	/** Whether the end of this client's session is still ahead. */
	isAhead(clientId: string): boolean;
	/** Client ids of sessions that are due to end, each with the room-clock ms of the end. */
	save(): [string, number][];
	/** Takes what save() returned. */
	restore(saved: readonly (readonly [string, number])[]): void;
	clear(): void;
};

export function openExpiry(clock: RoomClock, expire: (clientId: string) => void): Expiry {
	const away = new Map<string, { readonly at: number; readonly cancel: () => void }>();
	const takeBack = (clientId: string) => {
		away.get(clientId)?.cancel();
		away.delete(clientId);
	};
	const set = (clientId: string, at: number) => {
		takeBack(clientId);
		const cancel = clock.after(at - clock.now(), () => {
			away.delete(clientId);
			expire(clientId);
		});
		away.set(clientId, { at, cancel });
	};
	return {
		hears(fact) {
			if (fact.type === "session.offline" && fact.expiresInMs !== null) set(fact.session, clock.now() + fact.expiresInMs);
			else if (fact.type === "session.resumed" || fact.type === "session.discarded") takeBack(fact.session);
		},
		isAhead: (clientId) => away.has(clientId),
		save: () => [...away].map(([clientId, { at }]) => [clientId, at]),
		restore(saved) {
			for (const [clientId, at] of saved) set(clientId, at);
		},
		clear() {
			for (const clientId of [...away.keys()]) takeBack(clientId);
		},
	};
}
