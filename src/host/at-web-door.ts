import type { Visitor } from "#contract/door.ts";
import { LIMITS } from "#contract/limits.ts";
import { type DoorWords, MQTT_5_AT_DOOR, ROOM_FULL, silentAtDoor, visitorOf } from "#engine/door/door-words.ts";
import type { Socket } from "#engine/port.ts";
import { openGathered } from "#mqtt/gathered.ts";
import { readKnock, speaksMqtt5 } from "#mqtt/knock.ts";
import { NO_ROOM_LEFT } from "./by-user-name.ts";
import { CONNACK_1, FIRST_PACKET_MS } from "./first-packet.ts";
import { guard, guardTold } from "./guard.ts";
import type { ClientHost, Newcomer } from "./mqtt-client.ts";
import { attachWebSocket } from "./mqtt-websocket.ts";
import type { Visit } from "./rooms.ts";
import type { MqttWebSocketTold } from "./sockets.ts";

/** Bytes that are waited for to see which version of MQTT a client speaks. */
const VERSION_BYTES = 64;
/** Bytes in which a client of MQTT 5 gives its name, so that the door can list it by name. */
const NAME_BYTES = 1_024;
/** Bytes that may come, with those of frames that are not whole; past them the client is let in, and the room judges and counts. */
const COMING_BYTES = 4_096;

export type WebDoorOptions = {
	readonly visit: Visit;
	readonly newcomer: Omit<Newcomer, "whose">;
	/** Tells at the door of the room which client was not let in. */
	readonly tell: (visitor: Visitor) => void;
};

/**
 * An MQTT client on a WebSocket, whose room is known before the client has said anything. It comes in with its first bytes: a client that is
 * refused for its version never was in the room, where it would be a client without a name.
 */
export function receiveByWebSocket(carrier: Socket, { visit, newcomer, tell }: WebDoorOptions, host: ClientHost): MqttWebSocketTold {
	const guarded = guard(host.log, "an MQTT client on a WebSocket", () => carrier.terminate());
	const first = openGathered();
	let inside: MqttWebSocketTold | null = null;
	let over = false;
	let coming = 0;
	const unset = host.time.after(FIRST_PACKET_MS, () => guarded(outOfPatience));

	function outOfPatience(): void {
		if (speaksMqtt5(readKnock(first.bytes))) refuse(MQTT_5_AT_DOOR, CONNACK_1);
		else refuse(silentAtDoor(FIRST_PACKET_MS), null);
	}
	function refuse(said: DoorWords, answer: Uint8Array | null): void {
		if (over || inside !== null) return;
		over = true;
		unset();
		tell(visitorOf({ from: carrier.peer ?? "this machine", by: "websocket", first: first.take() }, said));
		if (answer !== null) carrier.send(answer);
		carrier.end();
	}
	/** Null: it has been refused. */
	function letIn(): MqttWebSocketTold | null {
		if (over || inside !== null) return inside;
		if (visit.room.counts().connections >= LIMITS.connectionsPerRoom) {
			refuse({ ...ROOM_FULL, answer: 3 }, NO_ROOM_LEFT);
			return null;
		}
		unset();
		inside = attachWebSocket(carrier, visit, newcomer, host);
		inside.coming(coming);
		if (first.length > 0) inside.frame(first.take());
		return inside;
	}
	function hear(frame: Uint8Array): void {
		first.add(frame);
		const knock = readKnock(first.bytes);
		const { speaks, level, userName } = knock;
		// A client may write each of its fields in a frame of its own.
		if (speaksMqtt5(knock)) {
			if (userName !== undefined || first.length >= NAME_BYTES) refuse(MQTT_5_AT_DOOR, CONNACK_1);
			return;
		}
		const mayBeMqtt = speaks === "MQTT" || (first.bytes[0] === 0x10 && first.length < 5);
		if (level !== undefined || !mayBeMqtt || first.length >= VERSION_BYTES) letIn();
	}
	return guardTold(guarded, {
		coming(bytes) {
			if (inside !== null) return inside.coming(bytes);
			coming += bytes;
			// What it holds must be counted, by its room.
			if (coming > COMING_BYTES) letIn();
		},
		control: (payloadBytes) => inside?.control(payloadBytes),
		frame(frame) {
			if (over) return;
			if (inside === null && typeof frame !== "string" && frame.length < LIMITS.packetBytes) return hear(frame);
			letIn()?.frame(frame);
		},
		tooLong: () => letIn()?.tooLong(),
		drained: () => inside?.drained(),
		broke: (says) => inside?.broke(says),
		closed(code) {
			unset();
			over = true;
			if (inside !== null) inside.closed(code);
			else {
				newcomer.gate?.leave();
				visit.leave();
			}
		},
	});
}
