import type { RoomEvent } from "./event.ts";

const STAMP = { seq: 0, at: 0 } as const;
const PUBLISH = {
	type: "PUBLISH",
	topic: "",
	payload: "",
	payloadBytes: 0,
	qos: 1,
	retain: false,
	dup: false,
	packetId: 0,
	message: "m0",
	kind: "plain",
	ordinal: 0,
	attempt: 1,
} as const;
const PUBACK = { type: "PUBACK", packetId: 0, message: "m0" } as const;
const PASSED = { type: "packet.passed", packet: "p0", connection: "c0" } as const;
const ENTERED = { type: "packet.entered", packet: "p0", connection: "c0" } as const;

/**
 * Events that both ends know before anything is said: what a message at QoS 1 brings about over and over. A frame to a phone has two or three events,
 * each the first of its kind there, which would otherwise be written with the names of all its fields. Part of what crosses the room socket: a
 * change here is a change of that language. Their fields stand in the order in which they are told.
 */
export const KNOWN_EVENTS: readonly RoomEvent[] = [
	{
		type: "publication.accepted",
		message: "m0",
		kind: "plain",
		ordinal: 0,
		publisher: "",
		topic: "",
		payload: "",
		payloadBytes: 0,
		qos: 1,
		retain: false,
		...STAMP,
	},
	{ type: "delivery.queued", delivery: "d0", message: "m0", session: "", qos: 1, why: "window-full", ...STAMP },
	{
		type: "delivery.sent",
		delivery: "d0",
		message: "m0",
		session: "",
		qos: 1,
		packet: "p0",
		packetId: 0,
		dup: false,
		attempt: 1,
		from: "live",
		...STAMP,
	},
	{ type: "delivery.acked", delivery: "d0", message: "m0", session: "", packetId: 0, ...STAMP },
	{ ...PASSED, direction: "down", bytes: 0, fields: PUBLISH, ...STAMP },
	{ ...PASSED, direction: "up", bytes: 0, fields: PUBLISH, ...STAMP },
	{ ...PASSED, direction: "up", bytes: 4, fields: PUBACK, ...STAMP },
	{ ...PASSED, direction: "down", bytes: 4, fields: PUBACK, ...STAMP },
	{ ...ENTERED, direction: "down", delayMs: 500, bytes: 0, fields: PUBLISH, ...STAMP },
	{ ...ENTERED, direction: "up", delayMs: 500, bytes: 0, fields: PUBLISH, ...STAMP },
	{ ...ENTERED, direction: "up", delayMs: 500, bytes: 4, fields: PUBACK, ...STAMP },
	{ ...ENTERED, direction: "down", delayMs: 500, bytes: 4, fields: PUBACK, ...STAMP },
	{ type: "packet.arrived", packet: "p0", stepped: false, ...STAMP },
];
