import type { CloseReason } from "#contract/reasons.ts";

/** bar: it was closed; frayed: it broke, and nobody said so; cut: frayed, with scissors. */
type LaneEnd = { readonly mark: "bar" | "frayed" | "cut"; readonly words: string };

/** How the end of each connection is drawn on its lane, and what is said beside it. */
export const LANE_ENDS: Readonly<Record<CloseReason, LaneEnd>> = {
	disconnect: { mark: "bar", words: "offline" },
	cut: { mark: "cut", words: "cable cut" },
	"client-gone": { mark: "frayed", words: "connection broke" },
	takeover: { mark: "bar", words: "taken over" },
	"keep-alive": { mark: "bar", words: "keep alive ran out" },
	"no-connect": { mark: "bar", words: "no CONNECT came" },
	unheard: { mark: "bar", words: "no CONNECT arrived" },
	"protocol-error": { mark: "bar", words: "closed: broke the protocol" },
	"too-large": { mark: "bar", words: "closed: too large" },
	"not-allowed": { mark: "bar", words: "closed: not allowed" },
	"broker-fault": { mark: "bar", words: "closed by the broker" },
	unexplained: { mark: "bar", words: "closed by the broker" },
	refused: { mark: "bar", words: "refused" },
	overflow: { mark: "bar", words: "closed: too much waited" },
	"broker-restart": { mark: "bar", words: "broker restarted" },
	"room-closed": { mark: "bar", words: "room cleared" },
};
