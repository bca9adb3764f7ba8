import type { RawData, WebSocket } from "ws";
import { CommandFrame, type HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Visit } from "#host/rooms.ts";
import type { Resume } from "#host/watchers.ts";
import { guard } from "./guard.ts";
import { PATIENCE } from "./patience.ts";

/** One page on the room socket: events go down, commands come up. Ends with its socket. */
export function openWatcher(ws: WebSocket, visit: Visit, resume: Resume, mqttPort: number | null, time: RealTime, log: Log): void {
	const { room } = visit;
	const guarded = guard(log, "a room socket", () => ws.terminate());
	const rate = openRate(LIMITS.commandsPerSecond, ws, time);
	ws.on("error", () => {}); // "close" follows, and says all there is to say

	const socket = {
		send: (text: string, taken: () => void) => ws.send(text, taken),
		unsent: () => ws.bufferedAmount,
		close: (code: number, says: string) => ws.close(code, says),
	};
	const joined = visit.watchers.join(socket, resume, mqttPort);
	if (joined === null) {
		visit.leave();
		ws.close(1013, `room ${room.name} has ${LIMITS.watchersPerRoom} watchers and takes no more`);
		return;
	}
	const stopPings = keepAsking(ws, time);
	ws.on("close", () => {
		stopPings();
		rate.close();
		joined.leave();
		visit.leave();
	});

	function answer(frame: HostFrame): void {
		ws.send(JSON.stringify(frame), () => {});
	}

	ws.on("message", (bytes, isBinary) => guarded(() => take(bytes, isBinary)));

	function take(bytes: RawData, isBinary: boolean): void {
		const read: Read = isBinary
			? { ok: false, id: null, says: "a binary frame; the room socket takes JSON text" }
			: readFrame(String(bytes));
		const id = read.ok ? read.frame.id : read.id;
		if (!rate.take()) return answer({ type: "refused", id, says: `more than ${LIMITS.commandsPerSecond} commands in a second` });
		if (!read.ok) {
			room.refuseFrame(read.says);
			return answer({ type: "refused", id, says: read.says });
		}
		const outcome = room.command(read.frame.command);
		answer(outcome.ok ? { type: "done", id: read.frame.id } : { type: "refused", id, says: outcome.says });
	}
}

type Read = { readonly ok: true; readonly frame: CommandFrame } | { readonly ok: false; readonly id: number | null; readonly says: string };

/** Parses one frame from a page. The page's number is read even when the rest is nonsense, so that its promise settles. */
export function readFrame(text: string): Read {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { ok: false, id: null, says: "a frame that is not JSON" };
	}
	const parsed = CommandFrame.safeParse(json);
	if (parsed.success) return { ok: true, frame: parsed.data };
	const id = json !== null && typeof json === "object" && "id" in json && typeof json.id === "number" ? json.id : null;
	const first = parsed.error.issues[0];
	const where = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
	return { ok: false, id, says: `a frame that is no command${where}` };
}

/** So many in a second. Past that nothing more is read until the second is over: who floods does not fill our memory with answers. */
function openRate(perSecond: number, ws: WebSocket, time: RealTime): { take(): boolean; close(): void } {
	let used = 0;
	let unset: (() => void) | null = null;
	function refill(): void {
		unset = null;
		used = 0;
		ws.resume();
	}
	return {
		take() {
			unset ??= time.after(1_000, refill);
			used += 1;
			if (used <= perSecond) return true;
			ws.pause();
			return false;
		},
		close() {
			unset?.();
			unset = null;
		},
	};
}

/** A phone that locks sends no goodbye: ask now and then, and end what does not answer. */
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
