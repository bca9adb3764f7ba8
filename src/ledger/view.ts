import { create } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { subscribersOf } from "#model/fate-of.ts";
import { useWorld } from "#script/playground.ts";
import { NOBODY } from "./rows.ts";

/** No client id contains U+0000 [MQTT-1.5.3-2]. */
export const ALL = "\u0000all";

type View = { readonly chosen: string | null; readonly choose: (subscriber: string) => void };
const useView = create<View>((set) => ({ chosen: null, choose: (chosen) => set({ chosen }) }));

export type Focus = {
	readonly subscribers: readonly string[];
	/** A client id, ALL, or NOBODY. */
	readonly shown: string;
	readonly choose: (subscriber: string) => void;
};

/** The subscriber for whom the ledger is read: the table and the equation follow the same choice. */
export function useFocus(): Focus {
	const subscribers = useWorld(useShallow(subscribersOf));
	const { chosen, choose } = useView();
	const known = chosen === ALL ? subscribers.length > 1 : chosen !== null && subscribers.includes(chosen);
	const shown = known && chosen !== null ? chosen : (subscribers[0] ?? NOBODY);
	return { subscribers, shown, choose };
}
