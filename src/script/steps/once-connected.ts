import type { Outcome } from "#lab/setup.ts";
import { phaseOf } from "#script/client-phase.ts";
import { givenUp, untilEither } from "#script/wait.ts";
import type { Hands } from "./verb.ts";

/** The world may know of the CONNACK before mqtt.js does: waits for mqtt.js, then sends. */
export async function onceConnected(
	clientId: string,
	{ room, lab, signal }: Hands,
	send: () => Outcome | Promise<Outcome>,
): Promise<Outcome> {
	const ready = () => {
		const link = lab.getState().links[clientId];
		return link === undefined || link.connected || phaseOf(room.getState().live, clientId) !== "connected";
	};
	return (await untilEither(room, lab, ready, signal)) ? send() : givenUp(signal);
}
