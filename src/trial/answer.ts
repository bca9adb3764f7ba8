import type { Fate } from "#model/world.ts";
import type { Candidate } from "./candidates.ts";

/** Some switches that delivered the message, each really turned, and how it then came. */
export type Found = Candidate & { readonly came: Extract<Fate, { fate: "delivered" }> };

export type Findings =
	/** It cannot be run again, or came out otherwise when it was: then nothing can be named. stopped: its run did not come to its end. */
	| { readonly kind: "none"; readonly says: string; readonly stopped: boolean }
	| {
			readonly kind: "found";
			/** Single switches, the smallest first. */
			readonly alone: readonly Found[];
			/** Where no switch of a packet or of the broker does it alone: the fewest that do it together. */
			readonly together: readonly Found[];
			/** Runs with something changed, with those that were stopped. */
			readonly tried: number;
			/** Those that did not come to their end: what they would have shown is not known. */
			readonly stopped: Stopped;
	  };

/** says: why the first of them did not; null: there were none. */
export type Stopped = { readonly runs: number; readonly says: string | null };
