import type { CloseReason } from "#contract/reasons.ts";

const LOSSES: Partial<Record<CloseReason, string>> = {
	cut: "the cable was cut",
	disconnect: "its client disconnected",
	"client-gone": "its client had gone",
	takeover: "a newer connection took over",
	"keep-alive": "keep alive ran out",
	"broker-restart": "the broker restarted",
	"room-closed": "the room was cleared",
};

/** What took a packet along: why the connection ended that it was on. Null: nobody was reading any longer. */
export function sayLoss(reason: CloseReason | null): string {
	if (reason === null) return "nobody was reading any longer";
	return LOSSES[reason] ?? "the broker ended the connection";
}
