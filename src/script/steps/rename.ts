import { takenByAnother } from "./refusals.ts";
import type { Verb } from "./verb.ts";

type Rename = { readonly do: "rename"; readonly client: string; readonly to: string };

export const rename: Verb<Rename> = {
	refuse: ({ to }, now) => takenByAnother(to, now),
	perform: ({ client, to }, { lab }) => lab.rename(client, to),
};
