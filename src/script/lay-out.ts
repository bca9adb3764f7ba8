import { isSame } from "#contract/presets.ts";
import { withChanges } from "#contract/settings.ts";
import { isUntouched } from "#lab/defaults.ts";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { cardOf, castOf } from "./cast.ts";
import type { Script } from "./runner.ts";
import type { Step } from "./step.ts";
import { untilEither } from "./wait.ts";

/** Slow enough to watch a packet, quick enough not to wait for it, ms. */
export const DEFAULT_DELAY_MS = 500;

type LayOut = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	readonly script: Script;
	readonly perform: (step: Step) => Promise<Outcome>;
	readonly signal: AbortSignal;
	/** See RunnerOptions. */
	readonly watchDelayMs: number;
};

/** A new broker, and the script's clients with the script's settings on their cards. Sends nothing over MQTT. */
export async function layOut({ room, lab, script, perform, signal, watchDelayMs }: LayOut): Promise<Outcome> {
	const cast = castOf(script);
	const isHere = (clientId: string) => Object.hasOwn(lab.getState().clients, clientId);
	// pub-2 and sub-2 of a page that came second: cards that nobody has used become the script's cards, instead of standing beside them.
	const spare = Object.entries(lab.getState().clients).flatMap(([id, client]) => (isUntouched(client) && !cast.includes(id) ? [id] : []));
	const set = await setBroker(script, room, perform);
	if (!set.ok) return set;
	const cleared = await perform({ do: "clear" });
	if (!cleared.ok) return cleared;
	for (const clientId of cast) {
		const { clientId: _, ...setup } = cardOf(script, clientId);
		const standsIn = spare.find((id) => lab.getState().clients[id]?.setup.side === setup.side);
		if (!isHere(clientId) && standsIn !== undefined) await perform({ do: "rename", client: standsIn, to: clientId });
		const outcome = await perform({ do: isHere(clientId) ? "set" : "add", client: clientId, setup });
		if (!outcome.ok) return outcome;
	}
	// Sent without perform: the script wants to be watched, this is not a person's choice of delay.
	const slow = () => room.getState().live.delayMs > 0;
	if (slow() || watchDelayMs === 0) return { ok: true };
	const answer = await room.send({ type: "wire.delay", delayMs: watchDelayMs });
	if (answer.ok) await untilEither(room, lab, slow, signal);
	return answer;
}

/** Sent before the clearing: the changed settings are then part of the new broker from its first packet. */
async function setBroker(script: Script, room: RoomStore, perform: LayOut["perform"]): Promise<Outcome> {
	const { settings } = room.getState().live;
	const wanted = withChanges(settings, script.broker ?? {});
	return isSame(wanted, settings) ? { ok: true } : perform({ do: "settings", settings: script.broker ?? {} });
}
