import type { Client, World } from "#model/world.ts";

/** Clients that are connected here and are not of this page: guests, and clients of other pages. A clearing of the room would disconnect them. */
export function clientsOfOthers({ clients }: Pick<World, "clients">, page: string): readonly Client[] {
	return Object.values(clients).filter(
		({ origin, phase }) => phase.phase !== "offline" && (origin.kind === "guest" || origin.page !== page),
	);
}

export function othersAtWork(world: Pick<World, "clients">, page: string): boolean {
	return clientsOfOthers(world, page).length > 0;
}
