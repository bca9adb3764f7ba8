import type { ClientSetup } from "#lab/setup.ts";
import { takenByAnother } from "./refusals.ts";
import type { Verb } from "./verb.ts";

type Add = { readonly do: "add"; readonly client: string; readonly setup?: Partial<Omit<ClientSetup, "clientId">> };

export const add: Verb<Add> = {
	refuse: ({ client }, now) => takenByAnother(client, now),
	perform: ({ client, setup }, { lab }) => lab.add(client, setup),
};
