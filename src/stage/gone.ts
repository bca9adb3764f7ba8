import type { GoneSession, World } from "#model/world.ts";

/** Ended sessions that no new session has replaced. */
export function goneSessions(gone: World["gone"], sessions: World["sessions"]): readonly GoneSession[] {
	return Object.values(gone).filter((one) => sessions[one.session] === undefined);
}

/** Sessions that something fell through: the message lies where it fell until the session's client is back. The latest first. */
export function fellThrough(gone: World["gone"], sessions: World["sessions"]): readonly GoneSession[] {
	const last = (one: GoneSession) => one.fallen.at(-1)?.at ?? 0;
	return goneSessions(gone, sessions)
		.filter((one) => one.fallen.length > 0)
		.sort((a, b) => last(b) - last(a));
}
