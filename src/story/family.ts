import type { EventOf, Fact } from "#contract/event.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { Direction } from "#mqtt/packet.ts";

/** One line of the log, without the stamp of its event. */
export type LineBody = {
	readonly kind: "packet" | "decision" | "room" | "door";
	readonly clientIds: readonly string[];
	readonly message: string | null;
	readonly text: string;
	readonly clause: string | null;
	readonly direction?: Direction;
	/** The packet that the line is about, as events name it. */
	readonly packet?: string;
	/** The packet says only that its end is still there: it is a PINGREQ or a PINGRESP. */
	readonly ping?: true;
	/** The text names the fields of a packet, as the line of that packet does: "(QoS 0, RETAIN = 0, ...)". */
	readonly namesFields?: true;
};

/** What is drawn bold before a narration: the state that a wire, a client or the room is in now. */
export type Lead = "Paused." | "Running." | "Unplugged." | "Closed by the broker." | "Cable cut." | "Silent." | "Held." | "Half open.";
export type Narration = { readonly lead: Lead | null; readonly rest: string };

/** How a screen reader is told of an event: by its narration, after what is being said or interrupting it; not at all; or in words of its own. */
type Announced = "politely" | "at-once" | "never" | { readonly politely: string };

/** Everything that is said about one type of event. */
export type Words<T extends Fact["type"]> = {
	/** Null: there is nothing to read in the log. */
	line(event: EventOf<T>, worlds: BothWorlds): LineBody | null;
	/** The narrator's one sentence: who did what, then why. Null: another event of the same moment says it better. */
	narration(event: EventOf<T>, worlds: BothWorlds): Narration | string | null;
	/** Absent: politely. */
	announcement?(event: EventOf<T>, worlds: BothWorlds): Announced;
};

/** Events that belong together: one file says everything about them. */
export type Family<T extends Fact["type"]> = { readonly [K in T]: Words<K> };

export function led(lead: Lead, rest: string): Narration {
	return { lead, rest };
}
