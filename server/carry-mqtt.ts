import type { Duplex } from "node:stream";
import websocketStream from "websocket-stream";
import type { WebSocket } from "ws";
import type { Socket } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { MqttWebSocketTold } from "#host/sockets.ts";
import type { Inlet } from "./inlet.ts";
import { openParcel } from "./parcel.ts";
import { answerPings } from "./pong.ts";

export type CarryMqttOptions = {
	/** What the WebSocket came on. */
	readonly socket: Duplex;
	/** The address of the client. */
	readonly peer: string | undefined;
	readonly inlet: Inlet;
	readonly log: Log;
};

/** Carries an MQTT client's bytes over its WebSocket, to and from the host. */
export function carryMqtt(
	ws: WebSocket,
	open: (carrier: Socket) => MqttWebSocketTold,
	{ socket, peer, inlet, log }: CarryMqttOptions,
): void {
	// The ws keeps these bytes until their frame is whole.
	const stopReading = inlet.feed(socket, { isPaused: () => ws.isPaused, coming: (bytes) => told.coming(bytes) });
	answerPings(ws);
	for (const control of ["ping", "pong"] as const) ws.on(control, (payload) => told.control(payload.length));
	ws.on("error", (fault: Error & { code?: string }) => {
		stopReading();
		if (fault.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") told.tooLong();
		told.broke(fault.message);
	});
	ws.on("close", (code) => told.closed(code));

	// websocket-stream's types describe the ws 3 that it was written for; package.json gives it ws 8.
	const stream = websocketStream(ws as never, { perMessageDeflate: false });
	stream.on("error", () => {}); // told above already; websocket-stream also destroys itself with values that are not an Error
	// It only writes: it would pass a text frame on as if the frame were bytes, an empty one not at all, and make an error of each that comes after
	// its end, which costs more than all else about a frame.
	ws.removeAllListeners("message");
	ws.on("message", (bytes: Buffer, isBinary) => told.frame(isBinary ? bytes : String(bytes)));
	stream.resume();

	// Counted here: websocket-stream is built on readable-stream 2, which has no writableLength.
	let unsentBytes = 0;
	const write = (bytes: Uint8Array) => {
		unsentBytes += bytes.length;
		stream.write(bytes, () => {
			unsentBytes -= bytes.length;
			if (unsentBytes === 0) told.drained();
		});
	};
	const parcel = openParcel(write, () => ws.terminate(), log);
	const told = open({
		peer,
		send: parcel.add,
		flush: parcel.flush,
		unsent: () => unsentBytes + parcel.bytes,
		// websocket-stream ignores backpressure: the ws itself has to stop reading.
		pause: () => ws.pause(),
		resume: () => ws.resume(),
		holdsBack: () => socket.readableLength > 0,
		end() {
			parcel.go();
			stream.end();
		},
		terminate() {
			parcel.go(); // what was sent, was sent
			ws.terminate();
		},
	});
}
