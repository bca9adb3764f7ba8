import { CommandFrame, type HostFrame, PastFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import { guard } from "./guard.ts";
import type { Log } from "./log.ts";
import type { Visit } from "./rooms.ts";
import type { TextSocket, WebSocketTold } from "./sockets.ts";
import type { Resume } from "./watchers.ts";

export type WatcherOptions = {
	readonly visit: Visit;
	/** What the page already has. */
	readonly resume: Resume;
	readonly mqttPort: number | null;
	readonly time: RealTime;
	readonly log: Log;
};

const DEAF: WebSocketTold = { frame() {}, tooLong() {}, drained() {}, broke() {}, closed() {} };

/** One page on the room socket: events go down, commands come up. The watcher ends with its socket. */
export function openWatcher(socket: TextSocket, { visit, resume, mqttPort, time, log }: WatcherOptions): WebSocketTold {
	const { room } = visit;
	const joined = visit.watchers.join(socket, resume, mqttPort);
	if (joined === null) {
		visit.leave();
		socket.close(1013, `room ${room.name} has ${LIMITS.watchersPerRoom} watchers and takes no more`);
		return DEAF;
	}
	const guarded = guard(log, "a room socket", () => socket.terminate());
	const rate = openRate(LIMITS.commandsPerSecond, socket, time, (frame) => guarded(() => take(frame)));

	function answer(frame: HostFrame): void {
		socket.send(JSON.stringify(frame), () => {});
	}
	function take(frame: Frame): void {
		const read: Read =
			typeof frame === "string" ? readFrame(frame) : { ok: false, id: null, says: "a binary frame; the room socket takes JSON text" };
		if (!read.ok) {
			room.refuseFrame(read.says);
			return answer({ type: "refused", id: read.id, says: read.says });
		}
		if ("past" in read.frame) {
			const { id, past } = read.frame;
			if (!joined?.past(id, past)) answer({ type: "refused", id, says: "what happened before is on its way already" });
			return;
		}
		const { id, command } = read.frame;
		const outcome = room.command(command);
		answer(outcome.ok ? { type: "done", id } : { type: "refused", id, says: outcome.says });
	}

	return {
		frame: rate.comes,
		// The close follows, and says all there is to say.
		tooLong() {},
		drained() {},
		broke() {},
		closed() {
			rate.close();
			joined.leave();
			visit.leave();
		},
	};
}

type Read =
	| { readonly ok: true; readonly frame: CommandFrame | PastFrame }
	| { readonly ok: false; readonly id: number | null; readonly says: string };

/** Parses one frame from a page. The page's number is read even when the rest is nonsense, so that the page's promise settles. */
function readFrame(text: string): Read {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { ok: false, id: null, says: "a frame that is not JSON" };
	}
	const asksForPast = json !== null && typeof json === "object" && "past" in json;
	const parsed = (asksForPast ? PastFrame : CommandFrame).safeParse(json);
	if (parsed.success) return { ok: true, frame: parsed.data };
	const id = json !== null && typeof json === "object" && "id" in json && typeof json.id === "number" ? json.id : null;
	const first = parsed.error.issues[0];
	const where = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
	return { ok: false, id, says: `a frame that is no command${where}` };
}

type Frame = string | Uint8Array;

/**
 * This many frames in a second are taken. Further ones wait for the next second, and meanwhile the socket is not read: what still comes is
 * what had been read of it already.
 */
function openRate(perSecond: number, socket: TextSocket, time: RealTime, take: (frame: Frame) => void) {
	let waiting: Frame[] = [];
	let used = 0;
	let unset: (() => void) | null = null;
	function use(frame: Frame): void {
		unset ??= time.after(1_000, refill);
		used += 1;
		take(frame);
	}
	function refill(): void {
		unset = null;
		used = 0;
		for (const frame of waiting.splice(0, perSecond)) use(frame);
		if (waiting.length === 0) socket.resume();
	}
	return {
		comes(frame: Frame): void {
			if (used < perSecond && waiting.length === 0) return use(frame);
			socket.pause();
			waiting.push(frame);
		},
		close(): void {
			unset?.();
			unset = null;
			waiting = [];
		},
	};
}
