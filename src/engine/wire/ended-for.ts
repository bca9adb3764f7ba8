import { sentence } from "#engine/say.ts";
import type { Malformed } from "#mqtt/malformed.ts";
import type { Closing } from "./load.ts";

/**
 * The end of a connection for what its client has sent. Only here is it decided whether the client has broken the standard, or has sent more
 * than is taken here, which the standard leaves to the broker. says: a clause.
 */
export function endedFor({ says, clause, breach }: { readonly says: string } & Pick<Malformed, "clause" | "breach">): Closing {
	return { reason: breach === "too-large" ? "too-large" : "protocol-error", says: sentence(says), clause, breach };
}
