import type { ClientSetup } from "./setup.ts";

/** Topic of the seed experiment, and of every new card. */
export const TOPIC = "greenhouse/temp";

/** A card as it is before a person touches it. */
export function newSetup(clientId: string, changes: Partial<Omit<ClientSetup, "clientId">> = {}): ClientSetup {
	return {
		cleanSession: true,
		keepAlive: 0,
		will: null,
		side: "subscriber",
		publish: { topic: TOPIC, payload: "21.5", qos: 1, retain: false, times: 1 },
		subscribe: { filter: TOPIC, qos: 1 },
		...changes,
		clientId,
	};
}

/** What a fresh room finds: test 4 of the seed experiment is three clicks away. */
export const FIRST_CLIENTS: readonly ClientSetup[] = [
	newSetup("pub-1", { side: "publisher", cleanSession: true }),
	newSetup("sub-1", { side: "subscriber", cleanSession: false }),
];
