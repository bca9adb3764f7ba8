import type { Fact } from "#contract/event.ts";
import type { BrokerHooks } from "./broker.ts";
import type { BrokerEnd } from "./broker-end.ts";
import type { Names } from "./names.ts";
import type { SessionStore } from "./session-store.ts";
import type { Turn } from "./turn.ts";
import type { Wire } from "./wire.ts";
import { goOn } from "./wire-up.ts";

type Hooked = {
	readonly wireOf: (end: BrokerEnd) => Wire | undefined;
	readonly wires: ReadonlyMap<string, Wire>;
	readonly names: Names;
	readonly store: SessionStore;
	readonly tell: (fact: Fact) => void;
	readonly turn: Turn;
};

/** What this room answers to its broker. */
export function openHooks({ wireOf, wires, names, store, tell, turn }: Hooked): BrokerHooks {
	/** The older connection of a client closes before the newer one is answered [MQTT-3.1.4-2]. */
	const takeOver = (wire: Wire) => {
		wire.admitted = true;
		for (const other of [...wires.values()]) {
			if (other === wire || !other.admitted || other.clientId !== wire.clientId) continue;
			other.close("takeover", `${wire.clientId} connected again: the newer connection wins.`, "MQTT-3.1.4-2");
		}
	};
	return {
		clientIdOf: (end) => wireOf(end)?.clientId ?? "",
		connects(end) {
			const wire = wireOf(end);
			// A client that leaves its name to the broker has to ask for a clean session [MQTT-3.1.3-8].
			if (wire?.connect == null || (wire.connect.clientId === "" && !wire.connect.cleanSession)) return 2;
			turn.run(() => takeOver(wire));
			return 0;
		},
		ready(end) {
			const wire = wireOf(end);
			if (wire !== undefined && wire.closed === null) turn.run(() => goOn(wire));
		},
		willFires(end, clientId, will) {
			const wire = wireOf(end);
			if (wire === undefined || wire.willMuted) return;
			turn.run(() => {
				const message = names.will();
				tell({ type: "will.fired", session: clientId, message, reason: wire.closed?.reason ?? "client-gone" });
				store.publish({ message, publisher: clientId, ...will });
			});
		},
	};
}
