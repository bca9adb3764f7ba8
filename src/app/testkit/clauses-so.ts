import type { Said } from "./read-sentence.ts";

/** The parts of the standard that are about one QoS, or about two of them. */
const ABOUT: Readonly<Record<string, readonly number[]>> = {
	"MQTT-4.3.1-1": [0],
	"MQTT-4.3.2-1": [1],
	"MQTT-4.3.2-2": [1],
	"MQTT-4.3.3-1": [2],
	"MQTT-4.4.0-1": [1, 2],
	"MQTT-3.1.2-5": [1, 2],
	"3.1.2.4": [0],
};

/** Null: the clause is about the QoS at which the broker holds this message for this subscriber. */
export function judgeClause(clause: string | null, { facts, event, message, subscriber }: Said, fate: string): string | null {
	const about = clause === null ? undefined : ABOUT[clause];
	if (about === undefined) return null;
	const held = facts.heldFor(subscriber, message);
	const isHeld = held.some(({ qos }) => about.includes(qos));
	// A copy at QoS 0 is on its way beside one that is held.
	const waits = fate === "queued" || (fate === "inflight" && held.length > 0 && !about.includes(0));
	if (waits && !isHeld) return `${message} for ${subscriber} (${fate}) rests on ${clause}`;
	if (event?.type !== "delivery.acked" || fate !== "acknowledged") return null;
	return facts.acked === null || about.includes(facts.acked.qos) ? null : `${message} for ${subscriber} (${fate}) rests on ${clause}`;
}
