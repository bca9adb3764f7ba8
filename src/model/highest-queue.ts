import type { Session } from "./world.ts";

/** The most messages that ever waited in this session. A world that an earlier version of this program saved knows only what waits now. */
export function highestQueue({ queue, highest }: Pick<Session, "queue" | "highest">): number {
	return Math.max(queue.length, highest?.count ?? 0);
}
