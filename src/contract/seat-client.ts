import { LIMITS } from "./limits.ts";

/** The client ids of a seat. */
export function seatClient(seatNumber: number, client: "pub" | "sub"): string {
	return `s${String(seatNumber).padStart(2, "0")}-${client}`;
}

/** The seat whose client id this is; null: no seat's. */
export function seatOf(clientId: string): number | null {
	const digits = /^s(\d{2})-(?:pub|sub)$/.exec(clientId)?.[1];
	const number = Number(digits ?? 0);
	return number >= 1 && number <= LIMITS.seats ? number : null;
}
