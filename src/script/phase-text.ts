import { unreachable } from "#contract/unreachable.ts";
import type { ClientPhase, World } from "#model/world.ts";
import { isHeld, isSilent } from "./client-phase.ts";
import { useReviewing, useWorld } from "./playground.ts";

/** How a client is connected, as every card of a client says it, in a room and in a recording. Always the same value for the same state. */
export type PhaseText = {
	readonly lamp: "on" | "off" | "absent" | "dashed" | "cut" | "taken" | "silent" | "held" | "half";
	readonly word: string;
	/** Whether a wire connects the client to the broker, wholly or half. */
	readonly plugged: boolean;
	/** Whether PUBLISH and SUBSCRIBE can be sent. */
	readonly online: boolean;
};

const AWAY = { plugged: false, online: false };
const PHASES = {
	absent: { lamp: "absent", word: "Not here yet", ...AWAY },
	offline: { lamp: "off", word: "Offline", ...AWAY },
	cut: { lamp: "cut", word: "Cable cut", ...AWAY },
	taken: { lamp: "taken", word: "Taken over", ...AWAY },
	connecting: { lamp: "dashed", word: "Connecting", plugged: true, online: false },
	connected: { lamp: "on", word: "Connected", plugged: true, online: true },
	silent: { lamp: "silent", word: "Silent", plugged: true, online: true },
	held: { lamp: "held", word: "Held", plugged: true, online: true },
	leaving: { lamp: "off", word: "Leaving", plugged: true, online: false },
	half: { lamp: "half", word: "Half open", plugged: true, online: false },
} as const satisfies Readonly<Record<string, PhaseText>>;

/**
 * Lamp and word of a client in this world. The lamp fills on CONNACK, not on CONNECT. Where nothing passes on the client's wire, or nothing
 * arrives on it that is not let go, the word says so before either end knows. past: the world is one of the past, in which a client that the
 * room did not know had not come yet, though its card may stand there by now.
 */
export function phaseIn(world: World, clientId: string, past: boolean): PhaseText {
	const client = world.clients[clientId];
	if (client === undefined) return past && world.sessions[clientId] === undefined ? PHASES.absent : PHASES.offline;
	return phaseText(client.phase, isSilent(world, clientId), isHeld(world, clientId));
}

/** The same for a client that is in the world. */
function phaseText(phase: ClientPhase, silent: boolean, held: boolean): PhaseText {
	switch (phase.phase) {
		case "connecting":
			return PHASES.connecting;
		case "connected":
			return silent ? PHASES.silent : held ? PHASES.held : PHASES.connected;
		case "leaving":
			return silent || held ? PHASES.half : PHASES.leaving;
		case "offline":
			return phase.reason === "cut" ? PHASES.cut : phase.reason === "takeover" ? PHASES.taken : PHASES.offline;
		default:
			return unreachable(phase);
	}
}

/** The same at the moment that the views show. */
export function usePhase(clientId: string): PhaseText {
	const past = useReviewing();
	return useWorld((world) => phaseIn(world, clientId, past));
}
