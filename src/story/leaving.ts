import type { CloseReason } from "#contract/event.ts";

/** Why a connection ended, as a clause of a sentence about its client. */
export const LEFT: Readonly<Record<CloseReason, string>> = {
	disconnect: "sent DISCONNECT",
	cut: "lost its cable",
	"client-gone": "closed its end without DISCONNECT",
	takeover: "connected again",
	"keep-alive": "was silent for 1.5 times its keep alive",
	"protocol-error": "broke the protocol",
	refused: "was refused",
	overflow: "went past a limit of this room",
	"broker-restart": "was here when the broker was restarted",
	"room-closed": "was here when the room closed",
};
