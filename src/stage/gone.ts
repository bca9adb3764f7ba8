import type { GoneSession, World } from "#model/world.ts";

export type GoneShown = { readonly gone: GoneSession; readonly shownSince: number };

/** Ended sessions that something was lost with, or that ended just now; a message that would have come shows the outline again. */
export function goneShown(gone: World["gone"], sessions: World["sessions"]): readonly GoneShown[] {
	return Object.values(gone)
		.filter((one) => sessions[one.session] === undefined)
		.map((one) => ({ gone: one, shownSince: Math.max(one.endedAt, ...one.fallen.map((fallen) => fallen.at)) }));
}
