import { LIMITS } from "#contract/limits.ts";
import type { Attached } from "#engine/port.ts";

/**
 * What a host is handed for each that comes: MQTT comes on the engine's Socket, a page on a TextSocket. In turn the host gives whoever
 * carries the bytes something to tell the other end's doings to. No method of either half throws, and none answers before it has returned.
 */

/** Bytes of the longest frame that may come on a WebSocket. */
export const FRAME_BYTES = { mqtt: LIMITS.mqttFrameBytes, watch: LIMITS.frameBytes } as const;

/** The host's end of a room socket. After close() or terminate() nothing more goes out. */
export type TextSocket = {
	/** One frame. Calls back once the network has taken the frame. */
	send(text: string, taken: () => void): void;
	/** Bytes that send() took and the network has not. */
	unsent(): number;
	/** Stop and go on reading the page. */
	pause(): void;
	resume(): void;
	/** Closes after what was sent, with a close code of WebSocket and a reason. */
	close(code: number, says: string): void;
	/** Breaks it now, without goodbye. */
	terminate(): void;
};

/** What is told of the other end of a WebSocket, in order. */
export type WebSocketTold = {
	frame(frame: string | Uint8Array): void;
	/** A frame of more than FRAME_BYTES came. For that the carrier closes the socket, with code 1009. */
	tooLong(): void;
	/** The socket broke; closed() follows. */
	broke(says: string): void;
	/** The last that is told. 1005: the close frame had no code; 1006: there was no close frame. */
	closed(code: number): void;
};

/** What is told of an MQTT client, in order: what a room hears, and at last that there is no carrier any more. */
export type MqttTold = Attached & {
	closed(): void;
};
