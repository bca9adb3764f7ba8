import { useStore } from "zustand";
import { holderOf } from "#script/holder.ts";
import { usePlayground, useWorld } from "#script/playground.ts";

/** Whether another page of this seat holds the client's connection: a phone may have two. */
export function useElsewhere(clientId: string): boolean {
	const { lab } = usePlayground();
	const reloaded = useStore(lab, (state) => state.reloaded);
	return useWorld((world) => holderOf(world.clients[clientId], { page: lab.getState().page, reloaded }) === "elsewhere");
}
