import { LIMITS } from "#contract/limits.ts";
import type { DropReason } from "#contract/reasons.ts";
import type { Draft } from "./draft.ts";
import type { Fallen, Session } from "./world.ts";

/** What is given up for a client lies under the floor of its session; the oldest are only counted. */
export function fall(draft: Draft, subscriber: string, one: Fallen): void {
	const session = draft.edit("sessions", subscriber);
	if (session !== undefined) Object.assign(session, fell(session, one), ending(session, one));
}

const ENDINGS: ReadonlySet<DropReason> = new Set([
	"session-discarded",
	"session-ended",
	"session-limit",
	"session-expired",
	"broker-restarted",
	"broker-replaced",
	"broker-forgets",
]);
/** As many as a sentence names. */
const NAMED = 3;

/** What a session held when it ended: the same message may be in it twice. */
function ending({ ending: before }: Pick<Session, "ending">, { reason, message }: Pick<Fallen, "reason" | "message">): Partial<Session> {
	if (!ENDINGS.has(reason)) return {};
	const { names, count } = before ?? { names: [], count: 0 };
	if (names.includes(message)) return {};
	return { ending: { names: names.length < NAMED ? [...names, message] : names, count: count + 1 } };
}

export function fell({ fallen, fallenBefore = 0 }: Pick<Session, "fallen" | "fallenBefore">, one: Fallen): Partial<Session> {
	if (fallen.length < LIMITS.fallen) return { fallen: [...fallen, one] };
	return { fallen: [...fallen, one].slice(-LIMITS.fallen), fallenBefore: fallenBefore + 1 };
}
