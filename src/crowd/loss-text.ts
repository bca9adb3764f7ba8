import { many } from "#contract/many.ts";
import { outlivesRestart } from "#model/keeping.ts";
import type { Session, World } from "#model/world.ts";

/** What takes something from everybody in a room. load: a test or a lesson, which begins in an empty room. replace: another broker, which keeps nothing. */
export type Losing = "clear" | "load" | "restart" | "replace";

/** seats: those of a class whose phone answers, as the strip counts them. clients: others that are connected. */
export type OthersHere = { readonly seats: number; readonly clients: number };

/** What would be lost, in two sentences, before it is; null: nobody else is here, or nothing at all would be lost: then nobody is asked. */
export function lossText(
	world: Pick<World, "sessions" | "connections" | "settings" | "restarting" | "retained">,
	others: OthersHere,
	by: Losing,
): string | null {
	if (others.seats + others.clients === 0) return null;
	const who = `${whoText(others)}.`;
	const sessions = Object.values(world.sessions);
	const open = Object.keys(world.connections).length;
	if (by === "restart" && outlivesRestart(world)) return restartText(who, open, sessions);
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

/** All that is kept is kept in sessions that are not clean [MQTT-3.1.2-6]. */
function restartText(who: string, open: number, sessions: readonly Pick<Session, "cleanSession">[]): string | null {
	const clean = sessions.filter(({ cleanSession }) => cleanSession).length;
	if (open + clean === 0) return null;
	const ends = named([
		[open, "connection"],
		[clean, "clean session"],
	]);
	if (clean === sessions.length && clean > 0) return `${who} This ends ${ends}.`;
	return `${who} This ends ${ends}; ${clean === 0 ? "sessions" : "the other sessions"} and messages that wait in them are kept.`;
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
