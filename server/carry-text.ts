import type { WebSocket } from "ws";
import type { RealTime } from "#engine/port.ts";
import type { TextSocket, WebSocketTold } from "#host/sockets.ts";
import { PATIENCE } from "./patience.ts";
import { answerPings } from "./pong.ts";

/** Carries a page's room socket, to and from the host. */
export function carryText(ws: WebSocket, open: (socket: TextSocket) => WebSocketTold, time: RealTime): void {
	ws.on("error", () => {}); // "close" follows, and says all there is to say
	answerPings(ws);
	const told = open({
		send: (text, taken) => ws.send(text, taken),
		unsent: () => ws.bufferedAmount,
		pause: () => ws.pause(),
		resume: () => ws.resume(),
		close: (code, says) => ws.close(code, says),
		terminate: () => ws.terminate(),
	});
	const stopPings = keepAsking(ws, time);
	ws.on("message", (bytes: Buffer, isBinary) => told.frame(isBinary ? bytes : String(bytes)));
	ws.on("close", (code) => {
		stopPings();
		told.closed(code);
	});
}

/** A phone that locks sends no goodbye: so the host asks now and then, and ends a socket that does not answer. */
function keepAsking(ws: WebSocket, time: RealTime): () => void {
	let answered = true;
	ws.on("pong", () => {
		answered = true;
	});
	let unset = time.after(PATIENCE.pingMs, ask);
	function ask(): void {
		if (!answered) return ws.terminate();
		answered = false;
		ws.ping(() => {});
		unset = time.after(PATIENCE.pingMs, ask);
	}
	return () => unset();
}
