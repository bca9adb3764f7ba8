import type { Client } from "#model/world.ts";
import { othersAtWork } from "./others.ts";
import type { Playground } from "./playground.ts";

/**
 * Who would lose something if this room were cleared: others that are connected in it; "used": somebody that did something by hand, or that is
 * not here any more. Null: nothing is here, or only what scripts left. isOurs: what was done by hand went on from a script, and belongs to it.
 */
export function inUse({ room, lab, recorder }: Pick<Playground, "room" | "lab" | "recorder">, isOurs: boolean): "others" | "used" | null {
	const { live } = room.getState();
	const { page, clients: cards } = lab.getState();
	if (othersAtWork(live, page)) return "others";
	const { byHand, earlier } = recorder.getState();
	const isStranger = ({ clientId, origin }: Client) => origin.kind === "guest" || !Object.hasOwn(cards, clientId);
	const isUsed = (byHand && !isOurs) || earlier !== null || Object.values(live.clients).some(isStranger);
	return isUsed && Object.keys(live.clients).length > 0 ? "used" : null;
}
