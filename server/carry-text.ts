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
	// After a late turn, timers ring before the sockets are read.
	const askLater = () => time.after(PATIENCE.pingMs, () => time.soon(ask));
	let unset = askLater();
	let over = false;
	function ask(): void {
		if (over) return;
		if (!answered) return ws.terminate();
		answered = false;
		ws.ping(() => {});
		unset = askLater();
	}
	return () => {
		over = true;
		unset();
	};
}
