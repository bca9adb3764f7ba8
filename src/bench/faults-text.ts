import type { Choice } from "#kit/segmented.tsx";
import type { NextAck, Unsent } from "#lab/unsent.ts";

/** Delays of one wire, ms; "room": that of all wires. */
export const WIRE_DELAYS: readonly Choice<string>[] = [
	{ value: "room", label: "Room", name: "As the room" },
	{ value: "0", label: "None" },
	{ value: "2000", label: "2 s" },
	{ value: "6000", label: "6 s" },
	{ value: "20000", label: "20 s" },
];

export const WIRE_DELAYS_SAY = "How long each packet takes on this client’s wire, until its connection ends. Room: as on every wire.";

/** does: in one short line, what comes of the choice. */
export const NEXT_ACKS: readonly (Choice<NextAck> & { readonly does: string })[] = [
	{ value: "sent", label: "Acknowledged", does: "as always, by its QoS." },
	{
		value: "withhold",
		label: "Never",
		name: "Never acknowledged",
		does: "its PUBACK, PUBREC or PUBCOMP is not sent, and the connection goes on.",
	},
	{
		value: "crash",
		label: "Crash",
		name: "Crashes before it acknowledges",
		does: "the client takes it at QoS 1 or 2, and its connection breaks before it answers.",
	},
];

const ARMED: Readonly<Record<Unsent["fault"], string>> = {
	withhold: "Armed: the next PUBACK, PUBREC or PUBCOMP is never sent. Everything else goes on.",
	crash:
		"Armed: the client takes the next message at QoS 1 or 2 and crashes before it acknowledges it. What it has of its session is kept.",
};

/** What is asked for, or what has happened last; null: acknowledgements are as usual, and were so far. */
export function ackText(armed: Unsent["fault"] | undefined, unsent: readonly Unsent[]): string | null {
	if (armed !== undefined) return ARMED[armed];
	return unsent.at(-1)?.says ?? null;
}
