import { openSplitter } from "#mqtt/split.ts";
import type { Ack, NextAck, Unsent } from "./unsent.ts";

/** The longest packet that MQTT knows, in bytes [3.1.1 section 2.2.3]: mqtt.js sends no longer one. */
const LONGEST = 268_435_460;
const NO_ID = -1;

/**
 * Between mqtt.js and its socket, from the moment at which it is first asked for: mqtt.js has then written whole packets, and not a part of one. mqtt.js believes that what it has written is sent. struck: called once
 * for each acknowledgement that is kept back.
 */
export function openAckGate(clientId: string, struck: (unsent: Unsent) => void) {
	const splitter = openSplitter(LONGEST);
	let next: NextAck = "sent";
	let taken = NO_ID;
	let dead = false;

	const passes = (type: string, packetId: number): boolean => {
		if (dead) return false;
		if (next === "sent" || !isAck(type)) return true;
		// A client that crashes has taken a PUBLISH since that was asked for, and dies with the answer to that one.
		if (next === "crash" && packetId !== taken) return true;
		dead = next === "crash";
		const fault = next;
		next = "sent";
		const ack = `${type} #${packetId}`;
		const says =
			fault === "withhold"
				? `${clientId} has not sent ${ack}, and never will on this connection.`
				: `${clientId} crashed before ${ack} left it: its connection broke without DISCONNECT.`;
		struck({ fault, packet: type, packetId, says });
		return false;
	};
	return {
		arm(to: NextAck): void {
			next = to;
			taken = NO_ID;
		},
		/** mqtt.js has received a PUBLISH with this id. */
		took(packetId: number): void {
			if (taken === NO_ID) taken = packetId;
		},
		/** The whole packets of these bytes that may leave, in order. */
		through(bytes: Uint8Array): readonly Uint8Array[] {
			const whole = splitter.push(bytes);
			if (splitter.fault !== null) return dead ? [] : [bytes];
			return whole.filter((packet) => passes(packet.type, idOf(packet))).map((packet) => packet.bytes);
		},
	};
}

function isAck(type: string): type is Ack {
	return type === "PUBACK" || type === "PUBREC" || type === "PUBCOMP";
}

function idOf({ bytes, bodyAt }: { readonly bytes: Uint8Array; readonly bodyAt: number }): number {
	return ((bytes[bodyAt] ?? 0) << 8) | (bytes[bodyAt + 1] ?? 0);
}

export type AckGate = ReturnType<typeof openAckGate>;
