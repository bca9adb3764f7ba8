import type { Fact } from "#contract/event.ts";
import type { RoomClock } from "#engine/clock.ts";

/** Ends sessions whose client stays away for too long (persistent_client_expiration), in room time. */
export type Expiry = {
	/** Every fact of the room: a session that goes offline sets its time, one that comes back or ends takes it back. */
	hears(fact: Fact): void;
	clear(): void;
};

export function openExpiry(clock: RoomClock, expire: (clientId: string) => void): Expiry {
	const away = new Map<string, () => void>();
	const takeBack = (clientId: string) => {
		away.get(clientId)?.();
		away.delete(clientId);
	};
	return {
		hears(fact) {
			if (fact.type === "session.offline" && fact.expiresInMs !== null) {
				const { session, expiresInMs } = fact;
				takeBack(session);
				away.set(
					session,
					clock.after(expiresInMs, () => {
						away.delete(session);
						expire(session);
					}),
				);
			} else if (fact.type === "session.resumed" || fact.type === "session.discarded") takeBack(fact.session);
		},
		clear() {
			for (const clientId of [...away.keys()]) takeBack(clientId);
		},
	};
}
