import websocketStream from "websocket-stream";
import type { WebSocket } from "ws";
import type { Origin } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Attached, Socket } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Visit } from "#host/rooms.ts";
import { guard } from "./guard.ts";
import { openParcel } from "./parcel.ts";

/** Close codes by which the other end says that it did not mean to: 1001 the page went away, 1006 no close frame came at all. */
const UNMEANT = new Set([1001, 1006]);

/** An MQTT client on a WebSocket, handed to its room. Ends with its socket. */
export function attachWebSocket(ws: WebSocket, visit: Visit, origin: Origin, log: Log): void {
	const guarded = guard(log, "an MQTT client on a WebSocket", () => ws.terminate());
	// Over: the room has let go of it, or has been told the end. Nothing is said to either side after that.
	let over = false;
	let attached: Attached | null = null;
	let unsentBytes = 0;

	function tell(say: (room: Attached) => void): void {
		if (over || attached === null) return;
		over = true;
		const room = attached;
		guarded(() => say(room));
	}
	// These come before websocket-stream's own: it would pass a text frame on as if it were bytes.
	ws.on("message", (_, isBinary) => {
		if (isBinary) return;
		tell((room) => room.violated("a text frame; MQTT travels in binary frames", "MQTT-6.0.0-1"));
		ws.terminate();
	});
	ws.on("error", (fault: Error & { code?: string }) => {
		if (fault.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") {
			tell((room) => room.violated(`a frame of more than ${LIMITS.mqttFrameBytes} bytes`, "MQTT-4.8.0-1"));
		}
		tell((room) => room.gone(`the WebSocket broke: ${fault.message}`));
	});
	ws.on("close", (code) => {
		tell((room) => (UNMEANT.has(code) ? room.gone(`the WebSocket closed with code ${code}`) : room.ended(false)));
		over = true;
		visit.leave();
	});

	// Its types speak of the ws 3 that it was written for; package.json gives it ws 8.
	const stream = websocketStream(ws as never, { perMessageDeflate: false });
	stream.on("error", () => {}); // told above already; it also destroys itself with things that are no Error
	stream.on("data", (bytes: Buffer) => {
		if (!over) guarded(() => attached?.received(bytes));
	});

	// Several packets may share a frame [MQTT-6.0.0-2].
	const parcel = openParcel((bytes) => {
		unsentBytes += bytes.length;
		stream.write(bytes, () => {
			unsentBytes -= bytes.length;
		});
	});
	let paused = false;
	const socket: Socket = {
		send(bytes) {
			if (!over) parcel.add(bytes);
		},
		// Counted here: websocket-stream stands on readable-stream 2, which has no writableLength.
		unsent: () => unsentBytes + parcel.bytes,
		pause() {
			paused = true;
			// websocket-stream ignores backpressure: the ws itself has to stop reading.
			if (!over) ws.pause();
		},
		resume() {
			if (!paused) return; // asked after every packet that arrives
			paused = false;
			ws.resume();
		},
		end() {
			if (over) return;
			over = true;
			parcel.go();
			ws.resume(); // else the client's answer to the close is never read
			stream.end();
		},
		terminate() {
			over = true;
			parcel.go(); // what was sent, was sent
			ws.terminate();
		},
	};
	guarded(() => {
		attached = visit.room.attach(origin, socket);
	});
}
