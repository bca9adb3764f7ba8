import { endAll } from "./end-all.ts";
import type { Verb } from "./verb.ts";

/** A new broker: no connection, session, retained message or message is left. */
type Clear = { readonly do: "clear" };

export const clear: Verb<Clear> = {
	refuse: () => null,
	perform: (_, hands) => endAll({ type: "room.clear" }, (world, before) => world.clearedSeq > before.clearedSeq, hands),
};
