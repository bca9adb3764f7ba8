import type { Origin } from "#contract/event.ts";

/** Where a client that is not from this page comes from. */
export function originText(origin: Origin | undefined): string {
	if (origin === undefined) return "Only its session is left";
	if (origin.kind === "lab") return "In another page";
	return origin.transport === "tcp" ? "Guest over TCP" : "Guest over WebSocket";
}

/** "publishes and subscribes" */
export function deedsText(client: { readonly publishes: boolean; readonly subscribes: boolean } | undefined): string {
	if (client === undefined) return "";
	return [...(client.publishes ? ["publishes"] : []), ...(client.subscribes ? ["subscribes"] : [])].join(" and ");
}
