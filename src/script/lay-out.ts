import { withChanges } from "#contract/settings.ts";
import { isUntouched } from "#lab/defaults.ts";
import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";
import { type Borrowed, changesBetween, isNone, NOTHING_BORROWED, settingsBack, withSettings } from "./borrowed.ts";
import { cardOf, castOf } from "./cast.ts";
import { lessonOf, type Script } from "./runner.ts";
import type { Step } from "./step.ts";

/** Slow enough to watch a packet, quick enough not to wait for it, ms. */
export const DEFAULT_DELAY_MS = 500;

type LayOut = {
	readonly room: RoomStore;
	readonly lab: LabStore;
	readonly script: Script;
	readonly perform: (step: Step) => Promise<Outcome>;
	/** See RunnerOptions. */
	readonly watchDelayMs: number;
	/** What the script before this one has not given back. */
	readonly borrowed: Borrowed;
	/** Called as soon as something is borrowed: it has to be given back even if the script is put away before it stands. */
	readonly borrows: (borrowed: Borrowed) => void;
	readonly signal: AbortSignal;
};

/** The outcome of laying out a script that another one has taken the place of, or that was closed, in the meantime. */
export const PUT_AWAY: Outcome = { ok: false, says: "The script was put away before it stood." };

/** A new broker, and the script's clients with the script's settings on their cards. Sends nothing over MQTT. */
export async function layOut(options: LayOut): Promise<Outcome> {
	const { room, lab, script, perform, watchDelayMs, borrows, signal } = options;
	const cast = castOf(script);
	const isHere = (clientId: string) => Object.hasOwn(lab.getState().clients, clientId);
	// pub-2 and sub-2 of a page that came second: cards that nobody has used become the script's cards, instead of standing beside them.
	const spare = Object.entries(lab.getState().clients).flatMap(([id, client]) => (isUntouched(client) && !cast.includes(id) ? [id] : []));
	const { outcome: set, borrowed } = await setBroker(options);
	if (!set.ok) return set;
	borrows(borrowed);
	if (signal.aborted) return PUT_AWAY;
	const cleared = await perform({ do: "clear" });
	if (!cleared.ok) return cleared;
	for (const clientId of cast) {
		const { clientId: _, ...setup } = cardOf(script, clientId);
		const standsIn = spare.find((id) => lab.getState().clients[id]?.setup.side === setup.side);
		if (!isHere(clientId) && standsIn !== undefined) await perform({ do: "rename", client: standsIn, to: clientId });
		const outcome = await perform({ do: isHere(clientId) ? "set" : "add", client: clientId, setup });
		if (!outcome.ok) return outcome;
	}
	if (signal.aborted) return PUT_AWAY;
	const { delayMs: found } = room.getState().live;
	// A lesson has a pace of its own, whatever delay was left in the room; any other script only has to be watched.
	const isPaced = lessonOf(script.role) === null ? found > 0 : found === watchDelayMs;
	if (isPaced || watchDelayMs === 0) return set;
	// Sent without perform: the script wants to be watched, this is not a person's choice of delay.
	const answer = await room.send({ type: "wire.delay", delayMs: watchDelayMs });
	if (answer.ok) borrows({ ...borrowed, delay: borrowed.delay ?? { found, set: watchDelayMs } });
	return answer.ok && signal.aborted ? PUT_AWAY : answer;
}

/**
 * Sent before the clearing: the changed settings are then part of the new broker from its first packet. What the last script has borrowed is
 * given back with it.
 */
async function setBroker({ script, room, perform, borrowed }: LayOut): Promise<{ outcome: Outcome; borrowed: Borrowed }> {
	const { live } = room.getState();
	const found = withChanges(live.settings, settingsBack(borrowed, live));
	const wanted = withChanges(found, script.broker ?? {});
	const changes = changesBetween(live.settings, wanted);
	const outcome: Outcome = isNone(changes) ? { ok: true } : await perform({ do: "settings", settings: changes });
	return { outcome, borrowed: withSettings({ ...NOTHING_BORROWED, delay: borrowed.delay }, found, script.broker ?? {}) };
}
