import type { ClientSetup, LabClient } from "./setup.ts";

/** The topic of the seed experiment, and of every new card. */
export const TOPIC = "greenhouse/temp";

/** What everybody in a class subscribes to, and what whoever leads it publishes to at first. */
export const IN_CLASS = { filter: "class/+", topic: "class/temp" } as const;

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

/** What a page finds on its first visit: test 4 of the seed experiment is three clicks away. Both cards get the first number that is free for both. */
export function firstClients(isTaken: (clientId: string) => boolean): readonly ClientSetup[] {
	for (let number = 1; ; number += 1) {
		const pair = firstPair(number);
		if (!pair.some(({ clientId }) => isTaken(clientId))) return pair;
	}
}

function firstPair(number: number): readonly ClientSetup[] {
	return [
		newSetup(`pub-${number}`, { side: "publisher", cleanSession: true }),
		newSetup(`sub-${number}`, { side: "subscriber", cleanSession: false }),
	];
}

/** Whether this card is still exactly as the page laid it out. */
export function isUntouched({ setup, everConnected }: LabClient): boolean {
	if (everConnected) return false;
	const number = Number(/^(?:pub|sub)-(\d{1,6})$/.exec(setup.clientId)?.[1]);
	const laid = firstPair(number).find(({ clientId }) => clientId === setup.clientId);
	if (laid === undefined) return false;
	return Object.entries(laid).every(([key, value]) => JSON.stringify(setup[key as keyof ClientSetup]) === JSON.stringify(value));
}
