import { ownConnectionOf } from "#script/client-phase.ts";
import type { Verb } from "./verb.ts";

type Remove = { readonly do: "remove"; readonly client: string };

export const remove: Verb<Remove> = {
	refuse: ({ client }, { world, lab }) =>
		ownConnectionOf(world, lab, client) !== null && Object.hasOwn(lab.clients, client)
			? `${client} still has a connection. Disconnect or cut it first.`
			: null,
	perform: ({ client }, { lab }) => lab.remove(client),
};
