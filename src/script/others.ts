import type { World } from "#model/world.ts";

/** Whether somebody else is connected here (a guest, or a client of another page) whom a clearing of the room would disconnect. */
export function othersAtWork({ clients }: Pick<World, "clients">, page: string): boolean {
	return Object.values(clients).some(({ origin, phase }) => phase.phase !== "offline" && (origin.kind === "guest" || origin.page !== page));
}
