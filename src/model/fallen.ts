import { LIMITS } from "#contract/limits.ts";
import type { Draft } from "./draft.ts";
import type { Fallen, Session } from "./world.ts";

/** What is given up for a client lies under the floor of its session; the oldest are only counted. */
export function fall(draft: Draft, subscriber: string, one: Fallen): void {
	const session = draft.edit("sessions", subscriber);
	if (session !== undefined) Object.assign(session, fell(session, one));
}

export function fell({ fallen, fallenBefore = 0 }: Pick<Session, "fallen" | "fallenBefore">, one: Fallen): Partial<Session> {
	if (fallen.length < LIMITS.fallen) return { fallen: [...fallen, one] };
	return { fallen: [...fallen, one].slice(-LIMITS.fallen), fallenBefore: fallenBefore + 1 };
}
