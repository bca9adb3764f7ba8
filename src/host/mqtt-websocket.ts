import type { Socket } from "#engine/port.ts";
import { attachClient, type ClientHost, type Newcomer } from "./mqtt-client.ts";
import type { Visit } from "./rooms.ts";
import { FRAME_BYTES, type MqttWebSocketTold } from "./sockets.ts";

/** Close codes by which the other end says that the close was not intended: 1001 the page went away, 1006 no close frame came at all. */
const UNMEANT = new Set([1001, 1006]);

/** Of a Ping, a Pong or a close frame of a client, with its mask (RFC 6455, sections 5.2 and 5.5). */
const CONTROL_HEAD_BYTES = 6;

/** An MQTT client on a WebSocket, handed to its room. Ends with the WebSocket. */
export function attachWebSocket(carrier: Socket, visit: Visit, newcomer: Omit<Newcomer, "whose">, host: ClientHost): MqttWebSocketTold {
	const client = attachClient(visit, { ...newcomer, whose: "an MQTT client on a WebSocket" }, carrier, host);
	let unfinished = 0;
	const coming = host.unread.join(visit.room.name, {
		unsent: () => unfinished,
		cut() {
			client.gone("its frame was not finished, and this host holds no more for all of its clients");
			carrier.terminate();
		},
	});
	return {
		coming(bytes) {
			// The carrier breaks off a frame that would be longer.
			unfinished = Math.min(unfinished + bytes, FRAME_BYTES.mqtt);
			coming.sent(bytes);
		},
		control(payloadBytes) {
			unfinished = Math.max(0, unfinished - CONTROL_HEAD_BYTES - payloadBytes);
		},
		// Several packets may share a frame, and a packet several frames [MQTT-6.0.0-2]: the room sees one stream of bytes.
		frame(frame) {
			unfinished = 0;
			if (typeof frame !== "string") return client.received(frame);
			client.violated("a text frame; MQTT travels in binary frames", "MQTT-6.0.0-1", "text-frame");
			carrier.terminate();
		},
		tooLong: () => client.violated(`a frame of more than ${FRAME_BYTES.mqtt} bytes`, "MQTT-4.8.0-2", "too-large"),
		drained: client.drained,
		broke: (says) => client.gone(`the WebSocket broke: ${says}`),
		closed(code) {
			coming.leave();
			if (UNMEANT.has(code)) client.gone(`the WebSocket closed with code ${code}`);
			else client.ended(false);
			client.closed();
		},
	};
}
