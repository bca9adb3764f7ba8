import { LIMITS } from "#contract/limits.ts";
import type { Attached } from "#engine/port.ts";

/**
 * What a host is handed for each visitor: MQTT comes on the engine's Socket, a page on a TextSocket. In return the host gives the carrier
 * of the bytes an object through which to report what the other end does. No method of either half throws, and none calls back before it
 * has returned.
 */

/** Bytes of the longest frame that may come on a WebSocket. */
export const FRAME_BYTES = { mqtt: LIMITS.mqttFrameBytes, watch: LIMITS.frameBytes } as const;

/** The host's end of a room socket. After close() or terminate() nothing more goes out. */
export type TextSocket = {
	/** Sends one frame. Calls back once the network has taken the frame. */
	send(text: string, taken: () => void): void;
	/** Bytes that send() has taken and the network has not. */
	unsent(): number;
	/** Stop and resume reading from the page. */
	pause(): void;
	resume(): void;
	/** Closes the socket after what was sent, with a WebSocket close code and a reason. */
	close(code: number, says: string): void;
	/** Breaks the socket now, without a goodbye. */
	terminate(): void;
};

/** What the host is told about the other end of a WebSocket, in order. */
export type WebSocketTold = {
	frame(frame: string | Uint8Array): void;
	/** A frame of more than FRAME_BYTES came. The carrier closes the socket for that, with code 1009. */
	tooLong(): void;
	/** The network has taken what was sent: unsent() is 0 again, after it was more. */
	drained(): void;
	/** The socket broke; closed() follows. */
	broke(says: string): void;
	/** The last thing that is told. 1005: the close frame had no code; 1006: there was no close frame. */
	closed(code: number): void;
};

/** What the host is told about an MQTT client's WebSocket. */
export type MqttWebSocketTold = WebSocketTold & {
	/** So many bytes have come, before the frames that they complete: what is not a whole frame yet waits at the carrier. */
	coming(bytes: number): void;
	/** A Ping or a Pong with a payload of so many bytes was whole: nothing of it waits. */
	control(payloadBytes: number): void;
};

/** What is told about an MQTT client, in order: what a room hears, and finally that the carrier is gone. */
export type MqttTold = Attached & {
	closed(): void;
};
