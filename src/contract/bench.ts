import { LIMITS } from "./limits.ts";

/** The room in which a seat works by itself: "k7q2-07" beside the class in "k7q2". */
export function benchRoom(room: string, seat: number): string {
	return `${room}-${String(seat).padStart(2, "0")}`;
}

/** The class to which a room of this name would belong as the bench of a seat; null: it cannot be a bench. */
export function benchOf(room: string): { readonly room: string; readonly seat: number } | null {
	const [, name = "", digits = ""] = /^(.+)-(\d\d)$/.exec(room) ?? [];
	const seat = Number(digits);
	return seat >= 1 && seat <= LIMITS.seats ? { room: name, seat } : null;
}

export function isBench(room: string): boolean {
	return benchOf(room) !== null;
}
