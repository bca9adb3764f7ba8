import type { CrowdPlace } from "./place.ts";

/** What a tile says where the queue stands. A client that is away and has nothing waiting shows what it has missed. */
export function cellOf({ lamp, queued, dropped }: Pick<CrowdPlace, "lamp" | "queued" | "dropped">): "queued" | "dropped" | "none" {
	if (queued > 0) return "queued";
	return lamp !== "connected" && dropped > 0 ? "dropped" : "none";
}

/** A count that takes three letters at most: "12", "412", "3k". */
export function shortCount(count: number): string {
	return count < 1_000 ? `${count}` : `${Math.floor(count / 1_000)}k`;
}

/** What a tile of 36 px has room for: one letter where something waits, and none beside a cross. */
export function smallCount(cell: ReturnType<typeof cellOf>, queued: number): string {
	if (cell !== "queued") return "";
	return queued > 9 ? "+" : `${queued}`;
}

/** How many of a tile's glyphs have room beside its numbers: both, the one of the queue, or none. */
export function glyphsBeside(cell: string, received: string): "both" | "first" | "none" {
	const letters = cell.length + received.length;
	return letters <= 3 ? "both" : letters <= 4 ? "first" : "none";
}

/** "Seat 7", "phone-3" */
export function placeName({ seat, client }: Pick<CrowdPlace, "seat" | "client">): string {
	return seat === null ? client : `Seat ${seat}`;
}
