import type { Fate } from "#model/world.ts";
import type { Candidate } from "./candidates.ts";

/** Some switches that delivered the message, each really turned, and how it then came. */
export type Found = Candidate & { readonly came: Extract<Fate, { fate: "delivered" }> };

export type Findings =
	/** The recording cannot be run again, or came out differently when it was: then nothing can be named. stopped: that run did not come to its end. */
	| { readonly kind: "none"; readonly says: string; readonly stopped: boolean }
	| {
			readonly kind: "found";
			/** Single switches, the smallest first. */
			readonly alone: readonly Found[];
			/** The fewest switches that deliver the message together, where no switch of a packet or of the broker does so alone. */
			readonly together: readonly Found[];
			/** Runs with something changed, including those that were stopped. */
			readonly tried: number;
			/** Runs that did not come to their end: what they would have shown is not known. */
			readonly stopped: Stopped;
	  };

/** says: why the first of these runs did not come to its end; null: there were none. */
export type Stopped = { readonly runs: number; readonly says: string | null };
