import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Names } from "#engine/names.ts";
import type { Turn } from "#engine/turn.ts";
import type { BrokerEnd } from "#engine/wire/broker-end.ts";
import { guard, type Wire } from "#engine/wire/wire.ts";
import type { BrokerHooks } from "./broker.ts";
import type { SessionStore } from "./session-store.ts";
import { goOn, isBrokersOwn } from "./wire-up.ts";

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
			if (wire.connect.clientId.length > LIMITS.clientIdCharacters) return 2;
			turn.run(() => takeOver(wire));
			return 0;
		},
		ready(end) {
			const wire = wireOf(end);
			if (wire !== undefined && wire.closed === null) guard(wire, () => goOn(wire));
		},
		willFires(end, clientId, will) {
			const wire = wireOf(end);
			if (wire === undefined || wire.willMuted || wire.generation !== wire.room.generation()) return;
			guard(wire, () => {
				const named = names.will();
				const { message } = named;
				tell({ type: "will.fired", session: clientId, message, reason: wire.closed?.reason ?? "client-gone" });
				// RETAIN may have been forbidden since its CONNECT: then it is a message like any other.
				const retain = will.retain && wire.room.settings().retainAvailable;
				if (!isBrokersOwn(will.topic)) return store.publish({ ...named, publisher: clientId, ...will, retain });
				const says = "Topics that begin with $ are the broker's own: the will is not published.";
				tell({
					type: "publication.refused",
					message,
					publisher: clientId,
					qos: will.qos,
					acknowledged: true,
					why: "brokers-own-topic",
					says,
					clause: "MQTT-3.3.5-2",
				});
			});
		},
	};
}
