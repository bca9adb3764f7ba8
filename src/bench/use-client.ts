import type { ClientSetup, LabClient } from "#lab/setup.ts";
import type { Client, Session } from "#model/world.ts";
import { useLabClients, usePlayground, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";

/** One client of this page as its card needs it: what is set on the card, what the room tells, and the one way to act. */
export type OwnClient = {
	readonly clientId: string;
	readonly setup: ClientSetup;
	readonly everConnected: boolean;
	/** Undefined until its first CONNECT. */
	readonly client: Client | undefined;
	readonly session: Session | undefined;
	readonly act: (step: Step) => void;
	readonly set: (setup: Partial<Omit<ClientSetup, "clientId">>) => void;
};

export function useOwnClient(lab: LabClient): OwnClient {
	const { perform } = usePlayground();
	const clientId = lab.setup.clientId;
	const client = useWorld((world) => world.clients[clientId]);
	const session = useWorld((world) => world.sessions[clientId]);
	// a refused step is told by the narrator
	const act = (step: Step) => void perform(step);
	return {
		clientId,
		setup: lab.setup,
		everConnected: lab.everConnected,
		client,
		session,
		act,
		set: (setup) => act({ do: "set", client: clientId, setup }),
	};
}

export function useLabClient(clientId: string): LabClient | undefined {
	return useLabClients()[clientId];
}
