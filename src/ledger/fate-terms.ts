import type { FateName } from "#kit/fate.ts";
import type { TermId } from "#words/names.ts";

/** The term that tells what a fate is. What a broker shows nothing of is told under the fates. */
export const FATE_TERMS: Readonly<Record<FateName, TermId>> = {
	delivered: "delivered",
	queued: "queue",
	inflight: "in-flight",
	dropped: "dropped",
	unseen: "fate",
	none: "not-subscribed",
};
