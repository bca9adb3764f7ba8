import type { ClientSetup } from "#lab/setup.ts";
import type { Verb } from "./verb.ts";

/** Changes the card, sends nothing. */
type SetCard = { readonly do: "set"; readonly client: string; readonly setup: Partial<Omit<ClientSetup, "clientId">> };

export const set: Verb<SetCard> = {
	refuse: () => null,
	perform: ({ client, setup }, { lab }) => lab.set(client, setup),
};
