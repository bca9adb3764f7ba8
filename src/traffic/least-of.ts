import type { Fate } from "#model/world.ts";

/** How a message stands, in the words of the ledger. */
export type TapeFate = Fate["fate"];

/** Fates from the one that has got least far; what is not settled comes before what is. */
const LEAST_FIRST: readonly TapeFate[] = ["queued", "inflight", "dropped", "delivered", "unseen"];

/** How a message stands for all of its subscribers together: the one that has got least far decides. none: nobody is meant to get it. */
export function leastOf(has: (fate: TapeFate) => boolean): TapeFate {
	return LEAST_FIRST.find(has) ?? "none";
}
