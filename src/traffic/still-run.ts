import type { At, Traffic } from "./traffic.ts";

/** A run that is over, as one tape shows it between two moments. */
export type StillRun = {
	readonly traffic: Traffic;
	/** Ms by the clock of the axis. */
	readonly from: number;
	readonly to: number;
	/** Ms by which the clock of the axis is ahead of that of the room. */
	readonly later: number;
	/** Where it ends, by the clock of its room. */
	readonly upTo: At;
	/** What is said where it ends; null: nothing. */
	readonly ends: string | null;
	/** A moment that is marked, by the clock of the axis; null: none. */
	readonly mark: number | null;
	/** What is said of that moment; null: nothing. */
	readonly marked: string | null;
	/** For a screen reader: what this picture is of. */
	readonly label: string;
};
