import type { HostFrame } from "#contract/frame.ts";
import type { WatcherSocket } from "#host/watchers.ts";
import { readFrames } from "./read-frames.ts";

/** The page's end of a room socket. Its network takes what is sent at once, or, while it is slow, only when told to. */
export function openPageEnd() {
	const texts: string[] = [];
	let untaken: (() => void)[] = [];
	const state = { slow: false, unsentBytes: 0, closed: "" };
	const socket: WatcherSocket = {
		send(text, taken) {
			texts.push(text);
			if (state.slow) untaken.push(taken);
			else taken();
		},
		unsent: () => state.unsentBytes,
		close(_, says) {
			state.closed = says;
		},
		terminate() {
			state.closed = "terminated";
		},
	};
	const frames = (): HostFrame[] => readFrames(texts);
	return {
		state,
		socket,
		texts,
		frames,
		/** The seqs of all events that the page was sent, in order. */
		seqs: () =>
			frames().flatMap((frame) =>
				"events" in frame && frame.type !== "past" && frame.type !== "class" ? frame.events.map((event) => event.seq) : [],
			),
		/** The network takes what it has been given; what is sent because of that waits for the next time. */
		drain() {
			state.unsentBytes = 0;
			const calls = untaken;
			untaken = [];
			for (const call of calls) call();
		},
	};
}
