import type { Client, World } from "#model/world.ts";

/** Those who are connected here and are not of this page (guests, and clients of other pages), whom a clearing of the room would disconnect. */
export function clientsOfOthers({ clients }: Pick<World, "clients">, page: string): readonly Client[] {
	return Object.values(clients).filter(
		({ origin, phase }) => phase.phase !== "offline" && (origin.kind === "guest" || origin.page !== page),
	);
}

export function othersAtWork(world: Pick<World, "clients">, page: string): boolean {
	return clientsOfOthers(world, page).length > 0;
}
