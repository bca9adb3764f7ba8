import { useStore } from "zustand";
import type { ClientSetup, LabClient } from "#lab/setup.ts";
import type { Client, Session } from "#model/world.ts";
import { isHeld, isSilent } from "#script/client-phase.ts";
import { type Holder, holderOf } from "#script/holder.ts";
import { type PhaseText, usePhase } from "#script/phase-text.ts";
import { useLabClients, usePlayground, useReviewing, useWorld } from "#script/playground.ts";
import type { Step } from "#script/step.ts";

/** One client of this page as its card needs the client: what is set on the card, what the room tells, and the one way to act. */
export type OwnClient = {
	readonly clientId: string;
	readonly setup: ClientSetup;
	readonly everConnected: boolean;
	/** The room was cleared while the client was connected, and the client has not connected since. */
	readonly thrownOut: boolean;
	/** Undefined until the client's first CONNECT. */
	readonly client: Client | undefined;
	readonly session: Session | undefined;
	readonly phase: PhaseText;
	/** Whether nothing passes on the client's wire. */
	readonly silent: boolean;
	/** Whether what is on the client's wire has to be let go. */
	readonly held: boolean;
	readonly act: (step: Step) => void;
	readonly set: (setup: Partial<Omit<ClientSetup, "clientId">>) => void;
};

export function useOwnClient(lab: LabClient): OwnClient {
	const { perform, lab: store } = usePlayground();
	const clientId = lab.setup.clientId;
	const reviewing = useReviewing();
	const thrownOut = useStore(store, (state) => state.thrownOut.includes(clientId)) && !reviewing;
	const client = useWorld((world) => world.clients[clientId]);
	const session = useWorld((world) => world.sessions[clientId]);
	const silent = useWorld((world) => isSilent(world, clientId));
	const held = useWorld((world) => isHeld(world, clientId));
	const phase = usePhase(clientId);
	// the narrator tells of a refused step
	const act = (step: Step) => void perform(step);
	return {
		clientId,
		setup: lab.setup,
		everConnected: lab.everConnected,
		thrownOut,
		client,
		session,
		phase,
		silent,
		held,
		act,
		set: (setup) => act({ do: "set", client: clientId, setup }),
	};
}

/** Who currently holds this id: this page's own card shows buttons only while nobody else does. */
export function useHolder(clientId: string): Holder {
	const { lab } = usePlayground();
	const reloaded = useStore(lab, (state) => state.reloaded);
	return useWorld((world) => holderOf(world.clients[clientId], { page: lab.getState().page, reloaded }));
}

export function useLabClient(clientId: string): LabClient | undefined {
	return useLabClients()[clientId];
}
