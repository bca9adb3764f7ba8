import type { ClassTask } from "#contract/class.ts";
import { seatClient } from "#contract/seat-client.ts";
import { IN_CLASS } from "#lab/defaults.ts";
import type { LabStore } from "#lab/lab.ts";
import type { ClientSetup } from "#lab/setup.ts";

/** What a seat's clients ask for, and what its publisher publishes to. */
export const CLASS_FILTER = IN_CLASS.filter;
export const SEAT_QOS = 1;
/** Seconds. A phone that locks says nothing more, and the broker gives up on a client after one and a half times this [MQTT-3.1.2-24]. */
const SEAT_KEEP_ALIVE = 10;
const GONE_TOPIC = "class/gone";

function seatTopic(seat: number): string {
	return `class/seat-${seat}`;
}

/**
 * Puts the two clients of a seat into the lab of its page, and takes away those of another seat that the same tab had before. Called when the
 * seat is known, and again whenever it is told; never in an effect.
 */
export function layOutSeat(lab: LabStore, seat: number): void {
	const own = CLIENTS.map((which) => seatClient(seat, which));
	for (const clientId of Object.keys(lab.getState().clients)) {
		// One that still holds a connection stays: the lab refuses.
		if (!own.includes(clientId)) lab.remove(clientId);
	}
	for (const which of CLIENTS) {
		const clientId = seatClient(seat, which);
		if (!Object.hasOwn(lab.getState().clients, clientId)) lab.add(clientId, seatSetup(seat, which));
	}
}

const CLIENTS = ["sub", "pub"] as const satisfies readonly ClassTask["client"][];

function seatSetup(seat: number, which: ClassTask["client"]): Omit<ClientSetup, "clientId"> {
	return {
		cleanSession: true,
		keepAlive: SEAT_KEEP_ALIVE,
		will: { topic: GONE_TOPIC, payload: `seat ${seat} is gone`, qos: SEAT_QOS, retain: false },
		side: which === "pub" ? "publisher" : "subscriber",
		publish: { topic: seatTopic(seat), payload: "hello", qos: SEAT_QOS, retain: false, times: 1 },
		subscribe: { filter: CLASS_FILTER, qos: SEAT_QOS },
	};
}
