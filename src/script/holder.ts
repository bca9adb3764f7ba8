import type { Origin } from "#contract/event.ts";
import type { LabState } from "#lab/lab.ts";
import type { Client, World } from "#model/world.ts";

/** Who currently holds a client id: nobody (it is offline), this page, or another page or a guest. */
export type Holder = "nobody" | "here" | "elsewhere";
type Known = Pick<Client, "clientId" | "origin" | "phase">;
type Page = Pick<LabState, "page" | "reloaded">;

export function holderOf(client: Known | undefined, { page, reloaded }: Page): Holder {
	if (client === undefined || client.phase.phase === "offline") return "nobody";
	if (isOfPage(client.origin, page)) return "here";
	// The reload cut the page's cable, and the end of that connection is still on the wire.
	return client.phase.phase === "leaving" && reloaded.includes(client.clientId) ? "here" : "elsewhere";
}

/** Whether the connection that ended when this id connected elsewhere [MQTT-3.1.4-2] was the one that this page had. */
export function wasTakenFrom(client: (Known & Pick<Client, "tookOver">) | undefined, page: Page): boolean {
	if (client === undefined || client.tookOver === null || holderOf(client, page) !== "elsewhere") return false;
	return isOfPage(client.tookOver, page.page);
}

/** Whether the room knows a client from elsewhere by this name: live, offline, or only by the session that the client left. */
export function isAnothers(world: Pick<World, "clients" | "sessions">, clientId: string, page: string): boolean {
	const client = world.clients[clientId];
	return client === undefined ? world.sessions[clientId] !== undefined : !isOfPage(client.origin, page);
}

function isOfPage(origin: Origin, page: string): boolean {
	return origin.kind === "lab" && origin.page === page;
}
