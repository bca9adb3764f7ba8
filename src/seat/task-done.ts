import type { RoomEvent } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { World } from "#model/world.ts";
import { CLASS_FILTER } from "./lay-out-seat.ts";

/** What the phone's client has done since it was given its task. ends: how its connections ended; published: the last message that the broker accepted. */
export type TaskSeen = { readonly ends: readonly CloseReason[]; readonly published: string | null };

export const NOTHING_SEEN: TaskSeen = { ends: [], published: null };

/** The same after one more event; before: the world as it was until then. The same value, if that event says nothing of it. */
export function seeTask(seen: TaskSeen, event: RoomEvent, before: World | null, clientId: string): TaskSeen {
	if (event.type === "connection.closed" && before?.connections[event.connection]?.clientId === clientId)
		return seen.ends.includes(event.reason) ? seen : { ...seen, ends: [...seen.ends, event.reason] };
	if (event.type === "publication.accepted" && event.publisher === clientId && event.kind !== "will")
		return { ...seen, published: event.message };
	return seen;
}

type Facts = { readonly world: World; readonly clientId: string; readonly seen: TaskSeen };

/** That a task is done, where that shows on the phone itself, by the title under which the trainer gives it; null: it is not, or nobody can say. */
export function taskDone(title: string, facts: Facts): string | null {
	return Object.hasOwn(DONE, title) ? (DONE[title]?.(facts) ?? null) : null;
}

const DONE: Readonly<Record<string, (facts: Facts) => string | null>> = {
	"Connect and subscribe": ({ world, clientId }) =>
		isOn(world, clientId) !== null && world.sessions[clientId]?.subscriptions[CLASS_FILTER] !== undefined
			? `Done. You get what is published to ${CLASS_FILTER} now.`
			: null,
	"Leave, then come back": ({ world, clientId, seen }) => {
		const on = isOn(world, clientId);
		if (on === null || !seen.ends.includes("disconnect")) return null;
		return `Done. You are back, and the broker ${on.sessionPresent ? "had kept your session" : "gave you a new session"}.`;
	},
	"Ask for a kept session": ({ world, clientId, seen }) => {
		const isKept = isOn(world, clientId)?.sessionPresent === true && world.sessions[clientId]?.cleanSession === false;
		return isKept && seen.ends.length > 0 ? "Done. The broker had kept your session." : null;
	},
	"Cut your cable": ({ seen }) => (seen.ends.includes("cut") ? "Done. Look for your will at the front." : null),
	"Lock your phone": ({ seen }) => (seen.ends.includes("keep-alive") ? "Done. Look for your will at the front." : null),
	"Publish something": ({ seen }) => (seen.published === null ? null : `Done. The broker has accepted ${seen.published}.`),
};

function isOn({ clients }: World, clientId: string) {
	const phase = clients[clientId]?.phase;
	return phase?.phase === "connected" ? phase : null;
}
