import type { Client } from "#model/world.ts";
import type { PhaseText } from "#script/phase-text.ts";

/** Whether the client can send CONNECT: it is offline, or is back while the broker has not noticed that it left. */
export function canConnect({ plugged, lamp }: PhaseText): boolean {
	return !plugged || lamp === "half";
}

/** The same for a card of this page while somebody else holds the card's name. */
export function takenPhase(phase: PhaseText, takenOver: boolean): PhaseText {
	return takenOver ? { ...phase, lamp: "taken", word: "Taken over", online: false } : { ...phase, online: false };
}

/** The word on such a card. `plugged`: the connection of this page still stands, and the other CONNECT is on its way. */
export function takenHint({
	plugged,
	takenOver,
	everConnected,
}: Readonly<Record<"plugged" | "takenOver" | "everConnected", boolean>>): string {
	if (plugged) return "Another CONNECT under this name is on its way: the newer connection wins.";
	if (takenOver) return "It connected elsewhere, and the newer connection wins. Wait, or take it back.";
	return everConnected ? "This name is taken here: wait, or take it over." : "This name is taken here: rename yours or wait.";
}

/** Why Connect, Disconnect or Cut cannot be pressed now; undefined: the button can be pressed. */
export function connectReasons(client: Pick<Client, "phase"> | undefined): {
	readonly disconnect: string | undefined;
	readonly cut: string | undefined;
} {
	switch (client?.phase.phase) {
		case "connecting":
			return { disconnect: "Its CONNECT is still on the wire", cut: undefined };
		case "connected":
			return { disconnect: undefined, cut: undefined };
		case "leaving":
			return { disconnect: "It is leaving already", cut: undefined };
		default:
			return { disconnect: "It is not connected", cut: "Nothing to cut: it is not connected" };
	}
}

/** The text under the clean_session switch. asked: as the switch stands; now: as the client's connection asked; null: the client is away. */
export function cleanHint(asked: boolean, now: boolean | null): string {
	if (now !== null && now !== asked) return `Connected with ${now}. Changes at the next CONNECT.`;
	if (now !== null) return "Changes at the next CONNECT.";
	return asked ? "The broker forgets this client when the client leaves." : "Asks the broker to keep the client’s session.";
}
