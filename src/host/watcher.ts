import { type ClassCommand, ClassCommandFrame, HelloFrame } from "#contract/class-command.ts";
import { BeatFrame, BytesFrame, CommandFrame, type HostFrame, PastFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import { classRefusalOf } from "./class/rights.ts";
import type { ClassMember } from "./class/room-class.ts";
import { guard } from "./guard.ts";
import type { Log } from "./log.ts";
import type { Visit } from "./rooms.ts";
import type { TextSocket, WebSocketTold } from "./sockets.ts";
import type { Resume, Watchers } from "./watchers.ts";

export type WatcherOptions = {
	readonly visit: Visit;
	/** What this page may do in a class; default: anybody may do everything in this room, and there is no class. */
	readonly member?: ClassMember | undefined;
	/** What the page already has. */
	readonly resume: Resume;
	readonly mqttPort: number | null;
	readonly time: RealTime;
	readonly log: Log;
};

const DEAF: WebSocketTold = { frame() {}, tooLong() {}, drained() {}, broke() {}, closed() {} };

/** One page on the room socket: events go down, commands come up. The watcher ends with its socket. */
export function openWatcher(socket: TextSocket, options: WatcherOptions): WebSocketTold {
	const { visit, resume, mqttPort, time, log, member = anybody(visit) } = options;
	const { room } = visit;
	const joined = member.watchers.join(socket, resume, mqttPort, member.isAlwaysIn);
	if (joined === null) {
		member.leave();
		visit.leave();
		socket.close(1013, `Room ${room.name} has ${LIMITS.watchersPerRoom} watchers and takes no more.`);
		return DEAF;
	}
	const guarded = guard(log, "a room socket", () => socket.terminate());
	const rate = openRate({ socket, time, asks: member.watchers.asks, take: (frame) => guarded(() => take(frame)) });

	function answer(frame: HostFrame): void {
		socket.send(JSON.stringify(frame), () => {});
	}
	function take(frame: Frame): void {
		const read: Read =
			typeof frame === "string" ? readFrame(frame) : { ok: false, id: null, says: "a binary frame; the room socket takes JSON text" };
		if (!read.ok) {
			// In a class, what a phone or a screen sends is nobody else's to read.
			if (member.asker.role === "host" || member.asker.role === "anybody") room.refuseFrame(read.says);
			return answer({ type: "refused", id: read.id, says: read.says });
		}
		// Who comes to a class has said so before; nobody else has to.
		if ("hello" in read.frame) return;
		member.heard("beat" in read.frame ? read.frame.received : undefined);
		if ("beat" in read.frame) return answer({ type: "beat", beat: read.frame.beat, now: room.now() });
		if ("past" in read.frame) {
			const { id, past } = read.frame;
			if (!joined?.past(id, past)) answer({ type: "refused", id, says: "what happened before is on its way already" });
			return;
		}
		if ("bytes" in read.frame) {
			const { id, bytes } = read.frame;
			if (!joined?.bytes({ id, names: bytes }))
				answer({ type: "refused", id, says: "the bytes that were asked for before are on their way" });
			return;
		}
		const outcome = "class" in read.frame ? ofClass(member, read.frame.class) : member.command(read.frame.command);
		const { id } = read.frame;
		answer(outcome.ok ? { type: "done", id, seq: member.view.journal.seq } : { type: "refused", id, says: outcome.says });
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
			member.leave();
			visit.leave();
		},
	};
}

/** Whoever comes to a room that nobody leads. */
function anybody({ room, watchers }: Visit): ClassMember {
	const asker = { role: "anybody" } as const;
	return {
		asker,
		isAlwaysIn: false,
		view: room,
		watchers,
		command: (command) => room.command(command),
		classCommand: (command) => classRefusalOf(asker, command, false),
		heard() {},
		leave() {},
	};
}

function ofClass(member: ClassMember, command: ClassCommand): ReturnType<ClassMember["command"]> {
	const says = member.classCommand(command);
	return says === null ? { ok: true } : { ok: false, says };
}

type Read =
	| { readonly ok: true; readonly frame: CommandFrame | ClassCommandFrame | PastFrame | BytesFrame | BeatFrame | HelloFrame }
	| { readonly ok: false; readonly id: number | null; readonly says: string };

/** What a frame is, by what it has in it. */
const FRAMES = [
	{ with: "beat", frame: BeatFrame },
	{ with: "past", frame: PastFrame },
	{ with: "bytes", frame: BytesFrame },
	{ with: "class", frame: ClassCommandFrame },
	{ with: "hello", frame: HelloFrame },
] as const;

/** Parses one frame from a page. The page's number is read even when the rest is nonsense, so that the page's promise settles. */
function readFrame(text: string): Read {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return { ok: false, id: null, says: "a frame that is not JSON" };
	}
	const of = FRAMES.find(({ with: name }) => json !== null && typeof json === "object" && name in json);
	const kind = of?.frame ?? CommandFrame;
	const parsed = kind.safeParse(json);
	if (parsed.success) return { ok: true, frame: parsed.data };
	const id = json !== null && typeof json === "object" && "id" in json && typeof json.id === "number" ? json.id : null;
	const first = parsed.error.issues[0];
	const where = first === undefined || first.path.length === 0 ? "" : ` at ${first.path.join(".")}`;
	return { ok: false, id, says: `a frame that is not a command${where}` };
}

type Frame = string | Uint8Array;

type RateOptions = {
	readonly socket: TextSocket;
	readonly time: RealTime;
	readonly asks: Watchers["asks"];
	readonly take: (frame: Frame) => void;
};

/**
 * LIMITS.commandsPerSecond frames are taken, one at a time, in turn with what other pages ask for. Further ones wait for the next second. While
 * any wait the socket is not read: what still comes is what had been read of it already.
 */
function openRate({ socket, time, asks, take }: RateOptions) {
	let waiting: Frame[] = [];
	let used = 0;
	let paused = false;
	let unset: (() => void) | null = null;

	function next(): void {
		const frame = waiting.shift();
		if (frame === undefined) return;
		unset ??= time.after(1_000, refill);
		used += 1;
		take(frame);
		goOn();
	}
	function refill(): void {
		unset = null;
		used = 0;
		goOn();
	}
	function goOn(): void {
		if (waiting.length > 0 && used < LIMITS.commandsPerSecond) asks.due(next);
		if (paused === waiting.length > 0) return;
		paused = !paused;
		if (paused) socket.pause();
		else socket.resume();
	}
	return {
		comes(frame: Frame): void {
			waiting.push(frame);
			goOn();
		},
		close(): void {
			unset?.();
			unset = null;
			waiting = [];
		},
	};
}
