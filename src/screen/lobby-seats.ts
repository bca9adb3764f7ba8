import type { SeatTold } from "#contract/class.ts";

/** The seats of the lobby, in rows: as many as are taken, rounded up to whole rows of 15, and 30 at least. */
export type LobbySeats = { readonly seats: readonly { readonly seat: number; readonly here: boolean }[]; readonly perRow: number };

export function lobbySeats(told: ReadonlyMap<number, SeatTold>, places: number): LobbySeats {
	const last = Math.max(0, ...told.keys());
	const count = Math.min(Math.max(30, Math.ceil(last / 15) * 15), Math.max(places, last));
	const seats = Array.from({ length: count }, (_, at) => ({ seat: at + 1, here: told.get(at + 1)?.presence === "here" }));
	return { seats, perRow: count > 30 ? 20 : 15 };
}
