import type { PacketFields } from "#contract/event.ts";
import type { QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import { type Hop, openHop } from "./hop.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** One copy of one message that one session has been promised: the broker took the message while a subscription was granted. */
export type Promised = {
	readonly payload: string;
	readonly qos: QoS;
	readonly retain: boolean;
	/** Publisher, topic and delivered QoS: messages that share all three keep their order [MQTT-4.6.0-6]. Null for a retained copy. */
	readonly row: string | null;
	/** The order in which the broker took the messages. */
	readonly order: number;
	reached: boolean;
};

/** One session as the standard has it, built from what crossed the wires. */
export type Kept = {
	readonly cleanSession: boolean;
	connection: string | null;
	/** Granted QoS by filter. */
	readonly filters: Map<string, QoS>;
	readonly hop: Hop<Promised | null>;
	/** The QoS granted by each filter that matches. */
	granted(topic: string): QoS[];
	/** row: publisher and topic; null for a retained copy. */
	promise(payload: string, published: QoS, granted: QoS, row: string | null): void;
	/** The promise that this first sending keeps; null if it keeps none, which is a promise broken. */
	keeps(fields: Publish): Promised | null;
	/** A full queue dropped the newest or the oldest copy of this message. Returns how many copies the queue still holds. */
	falls(payload: string, qos: QoS, which: "newest" | "oldest"): number;
	/** The promised copy has reached the application. */
	reaches(promised: Promised): void;
	/** Everything is done: what is left was lost. */
	settle(): void;
};

export type KeptEnds = { readonly breaks: (says: string) => void; readonly nextOrder: () => number };

export function openKept(clientId: string, cleanSession: boolean, connection: string, { breaks, nextOrder }: KeptEnds): Kept {
	/** Promises that were never sent, oldest first. */
	const unsent: Promised[] = [];
	const hop = openHop<Promised | null>(() => `The broker, to ${clientId},`, breaks);
	/** By row, the last copy that reached the application for the first time. */
	const upTo = new Map<string, Promised>();
	const filters = new Map<string, QoS>();
	return {
		cleanSession,
		connection,
		filters,
		hop,
		granted: (topic) => [...filters].filter(([filter]) => matches(filter, topic)).map(([, qos]) => qos),
		promise(payload, published, granted, row) {
			const qos = Math.min(published, granted) as QoS; // [MQTT-3.8.4-6]
			const place = { retain: row === null, row: row === null ? null : `${row} ${qos}`, order: nextOrder() };
			unsent.push({ payload, qos, ...place, reached: false });
		},
		keeps({ payload, qos, retain }) {
			const at = unsent.findIndex((one) => one.payload === payload && one.qos === qos && one.retain === retain);
			if (at >= 0) return unsent.splice(at, 1)[0] ?? null;
			const near = unsent.find((one) => one.payload === payload);
			const but = near === undefined ? "which nobody promised it" : `promised at QoS ${near.qos} with RETAIN ${near.retain ? 1 : 0}`;
			breaks(`${clientId} is sent ${payload} at QoS ${qos} with RETAIN ${retain ? 1 : 0}, ${but} [MQTT-3.3.5-1, 3.8.4-6, 3.3.1-8, -9]`);
			return null;
		},
		falls(payload, qos, which) {
			const ofIt = (one: Promised) => one.payload === payload && one.qos === qos;
			const at = which === "newest" ? unsent.findLastIndex(ofIt) : unsent.findIndex(ofIt);
			if (at >= 0) unsent.splice(at, 1);
			return unsent.length + hop.open.size;
		},
		reaches(promised) {
			const { payload, qos, row } = promised;
			if (promised.reached && qos === 2) return breaks(`${payload} reaches the application of ${clientId} twice at QoS 2 [MQTT-4.3.3-2]`);
			if (promised.reached) return;
			promised.reached = true;
			if (row === null) return;
			const before = upTo.get(row);
			if (before !== undefined && promised.order < before.order)
				breaks(`${payload} reaches the application of ${clientId} after ${before.payload} (publisher, topic, QoS: ${row}) [MQTT-4.6.0-6]`);
			upTo.set(row, promised);
		},
		settle() {
			for (const { payload, qos } of unsent)
				if (qos > 0) breaks(`${payload} was promised to ${clientId} at QoS ${qos} and never sent [MQTT-4.3.2-1, 4.3.3-1]`);
			for (const [packetId, { payload, keeps }] of hop.open) {
				const end = keeps?.reached ? "its handshake never ended" : "it was lost";
				breaks(`${payload} was sent to ${clientId} as ${packetId}, ${end}, and nothing was sent again [MQTT-4.4.0-1]`);
			}
		},
	};
}
