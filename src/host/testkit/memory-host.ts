import type { RealTime } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { busyPace } from "#engine/testkit/busy.ts";
import { type HostOptions, openHost } from "#host/host.ts";
import { PAGE_TIME } from "#room/host-line.ts";
import type { MemoryEnd } from "./memory-end.ts";
import { type MemoryDoor, MemoryWebSocket } from "./memory-socket.ts";
import type { TestHost } from "./test-host.ts";

const MEMORY_TIME: RealTime = { ...PAGE_TIME, wall: Date.now, soon: (call) => void setImmediate(call) };

/** How many times faster a swift host's time runs. */
const TIMES = 50;

/**
 * A host whose own time runs faster than that of its rooms: there is no long wait for the next batch to watchers, and each batch still
 * allows as many commands as ever. For tests that run whole scripts, whose runner waits for what it needs to see; a test that looks between
 * two packets may see less at a time than batches show.
 */
export const SWIFT: Partial<HostOptions> = {
	time: { ...MEMORY_TIME, now: () => PAGE_TIME.now() * TIMES, after: (ms, call) => PAGE_TIME.after(ms / TIMES, call) },
	openRoom: (room) => openRoom({ ...room, time: MEMORY_TIME, pace: undefined }),
};

/** The same, on a machine that is as busy as can be. */
export const BUSY: Partial<HostOptions> = {
	...SWIFT,
	openRoom: (room) => openRoom({ ...room, time: MEMORY_TIME, pace: busyPace(MEMORY_TIME) }),
};

/** A host in this process, and pages that reach it without port or network. */
export function openMemoryHost(options: Partial<HostOptions> = {}): TestHost {
	const host = openHost({ time: MEMORY_TIME, log: () => {}, ...options });
	const ends = new Set<MemoryEnd>();
	let allGone = () => {};
	const door: MemoryDoor = {
		admit: host.admit,
		soon: (call) => void setImmediate(call),
		opened: (end) => void ends.add(end),
		closed(end) {
			ends.delete(end);
			if (ends.size === 0) allGone();
		},
	};
	class Joined extends MemoryWebSocket {
		constructor(url: string, protocols?: string | string[]) {
			super(door, url, protocols);
		}
	}
	return {
		host,
		// EventTarget's own types do not know events by name.
		WebSocket: Joined as unknown as TestHost["WebSocket"],
		wsBase: "ws://memory",
		async close() {
			await host.close();
			if (ends.size === 0) return;
			await new Promise<void>((settle) => {
				allGone = settle;
				for (const end of ends) end.terminate();
			});
		},
	};
}
