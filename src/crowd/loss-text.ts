import { many } from "#contract/many.ts";
import type { World } from "#model/world.ts";
import type { ClassSeen } from "#room/class-seen.ts";

/** What takes something from everybody in a room. load: a test or a lesson, which begins in an empty room. */
export type Losing = "clear" | "load" | "restart";

/**
 * What would be lost, in two sentences, before it is; null: nobody else is here, so that nobody has to be asked for.
 * seats: those whose phone answers, or whose client is connected.
 */
export function lossText(
	world: Pick<World, "sessions" | "connections" | "settings">,
	{ seats }: Pick<ClassSeen, "seats">,
	by: Losing,
): string | null {
	const here = [...seats.values()].filter(({ presence }) => presence === "here").length;
	if (here === 0) return null;
	const who = here === 1 ? "1 seat is here." : `${here} seats are here.`;
	const sessions = Object.values(world.sessions);
	if (by === "restart" && world.settings.persistence) {
		const open = Object.keys(world.connections).length;
		return `${who} This ends ${many(open, "connection")}; sessions and messages that wait are kept.`;
	}
	const waiting = sessions.reduce((sum, { queue }) => sum + queue.length, 0);
	const thrown = waiting === 0 ? "" : ` and throws away ${many(waiting, "waiting message")}`;
	return `${who} This ends ${many(sessions.length, "session")}${thrown}.`;
}
