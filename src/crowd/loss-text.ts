import { many } from "#contract/many.ts";
import type { World } from "#model/world.ts";

/** What takes something from everybody in a room. load: a test or a lesson, which begins in an empty room. replace: another broker, which keeps nothing. */
export type Losing = "clear" | "load" | "restart" | "replace";

/** seats: those of a class whose phone answers, or whose client is connected. clients: others that are connected, and have no seat. */
export type OthersHere = { readonly seats: number; readonly clients: number };

/** What would be lost, in two sentences, before it is; null: nobody else is here, or nothing at all would be lost: then nobody is asked. */
export function lossText(
	world: Pick<World, "sessions" | "connections" | "settings" | "retained">,
	others: OthersHere,
	by: Losing,
): string | null {
	if (others.seats + others.clients === 0) return null;
	const who = `${whoText(others)}.`;
	const sessions = Object.values(world.sessions);
	const open = Object.keys(world.connections).length;
	if (by === "restart" && world.settings.persistence)
		return open === 0 ? null : `${who} This ends ${many(open, "connection")}; sessions and messages that wait are kept.`;
	const waiting = sessions.reduce((sum, { queue }) => sum + queue.length, 0);
	const thrown = named([
		[waiting, "waiting message"],
		[Object.keys(world.retained).length, "retained message"],
	]);
	// A connection whose CONNECT is on its way has no session yet.
	const ends = sessions.length > 0 ? many(sessions.length, "session") : named([[open, "connection"]]);
	const does = [ends === "" ? "" : `ends ${ends}`, thrown === "" ? "" : `throws away ${thrown}`].filter((part) => part !== "");
	return does.length === 0 ? null : `${who} This ${does.join(" and ")}.`;
}

/** "27 seats are here and 2 other clients are connected" */
function whoText({ seats, clients }: OthersHere): string {
	const here = seats === 0 ? [] : [`${many(seats, "seat")} ${seats === 1 ? "is" : "are"} here`];
	const connected = clients === 0 ? [] : [`${many(clients, "other client")} ${clients === 1 ? "is" : "are"} connected`];
	return [...here, ...connected].join(" and ");
}

function named(all: readonly (readonly [count: number, one: string])[]): string {
	return all
		.filter(([count]) => count > 0)
		.map(([count, one]) => many(count, one))
		.join(" and ");
}
