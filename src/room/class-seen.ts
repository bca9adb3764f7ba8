import { ClassFrame, type ClassTold, type SeatTold, type You } from "#contract/class.ts";

/** A class as a page has been told of it. Without the class frames that come first, there is none. */
export type ClassSeen = {
	readonly you: You;
	readonly told: ClassTold;
	/** By number, the seats that are taken and that this page is told of: for a phone, its own. */
	readonly seats: ReadonlyMap<number, SeatTold>;
};

/** The class after this frame; null: the frame is not about anything that this page knows. Throws when it is not a class frame. */
export function takeClass(seen: ClassSeen | null, frame: unknown): ClassSeen | null {
	const { you = seen?.you, told, seats = [] } = ClassFrame.parse(frame);
	const now = { ...seen?.told, ...told } as ClassTold;
	if (you === undefined || now.stage === undefined) return null;
	const places = new Map(seen?.seats);
	for (const seat of seats) {
		if (seat.presence === "free") places.delete(seat.seat);
		else places.set(seat.seat, seat);
	}
	return { you, told: now, seats: places };
}
