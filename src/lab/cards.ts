import { LIMITS } from "#contract/limits.ts";
import { clientIdFault } from "./client-id.ts";
import { newSetup } from "./defaults.ts";
import type { LabState } from "./lab.ts";
import { OK, refused, unknown } from "./outcomes.ts";
import type { ClientSetup, LabClient, Outcome } from "./setup.ts";

type Changes = Partial<Omit<ClientSetup, "clientId">>;
type CardsOptions = {
	readonly state: () => LabState;
	readonly change: (to: Partial<LabState>) => void;
	/** The client is gone: nothing of it is needed any longer. */
	readonly removed: (clientId: string) => void;
};

/** What a person does to cards without sending anything over a wire. */
export function openCards({ state, change, removed }: CardsOptions) {
	const put = (clientId: string, client: LabClient) => change({ clients: { ...state().clients, [clientId]: client } });
	return {
		add(clientId: string, setup?: Changes): Outcome {
			const { clients } = state();
			const fault = nameFault(clients, clientId);
			if (fault !== null) return refused(fault);
			if (Object.keys(clients).length >= LIMITS.labClients) return refused(`One page holds at most ${LIMITS.labClients} clients.`);
			put(clientId, { setup: newSetup(clientId, setup), everConnected: false, plugged: false });
			return OK;
		},
		remove(clientId: string): Outcome {
			const { clients, reloaded, thrownOut } = state();
			const client = clients[clientId];
			if (client === undefined) return unknown(clientId);
			if (client.plugged) return refused(`${clientId} still holds a connection. Disconnect or cut it first.`);
			removed(clientId);
			const others = (id: string) => id !== clientId;
			change({ clients: without(clients, clientId), reloaded: reloaded.filter(others), thrownOut: thrownOut.filter(others) });
			return OK;
		},
		rename(clientId: string, to: string): Outcome {
			const { clients } = state();
			const client = clients[clientId];
			if (client === undefined) return unknown(clientId);
			if (clientId === to) return OK;
			if (client.everConnected) {
				return refused(`${clientId} has connected under this name, and the broker knows the client by it. Add a new client instead.`);
			}
			const fault = nameFault(clients, to);
			if (fault !== null) return refused(fault);
			const renamed = { ...client, setup: { ...client.setup, clientId: to } };
			// The card keeps its place in the order.
			change({ clients: Object.fromEntries(Object.entries(clients).map((entry) => (entry[0] === clientId ? [to, renamed] : entry))) });
			return OK;
		},
		set(clientId: string, setup: Changes): Outcome {
			const client = state().clients[clientId];
			if (client === undefined) return unknown(clientId);
			put(clientId, { ...client, setup: { ...client.setup, ...setup, clientId } });
			return OK;
		},
	};
}

function nameFault(clients: LabState["clients"], clientId: string): string | null {
	if (Object.hasOwn(clients, clientId)) return `${clientId} is in this page already: client ids are unique.`;
	return clientIdFault(clientId);
}

export function without<T>(from: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
	return Object.fromEntries(Object.entries(from).filter(([name]) => name !== key));
}
