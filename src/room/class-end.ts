import type { StoreApi } from "zustand";
import type { HelloFrame } from "#contract/class-command.ts";
import type { BeatFrame, HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { ClassSeen } from "./class-seen.ts";
import type { PageTime } from "./host-line.ts";
import type { RoomState } from "./room-state.ts";

export type ClassEndOptions = {
	readonly time: PageTime;
	/** What this page wants to be if a class is led in this room: asked each time that its line opens. Default: it does not say. */
	readonly hello?: () => HelloFrame["hello"] | null;
	/** How many messages the clients of this page have received, by client id: told with every beat of a page that has a seat, and soon after each. */
	readonly received?: { all(): Readonly<Record<string, number>>; follow(call: () => void): () => void };
};

/** The page's end of a class. A page that has a seat says a word every LIMITS.seatBeatMs, whatever else it says: the host tells from it that somebody is there. */
export function openClassEnd(
	{ time, hello, received }: ClassEndOptions,
	store: StoreApi<RoomState>,
	line: { send(text: string): void; beat(): void; restart(): void },
) {
	let unset: (() => void) | null = null;
	let unsetSoon: (() => void) | null = null;
	const hasSeat = () => store.getState().class?.you.role === "seat";
	const rest = () => {
		unset?.();
		unset = null;
		unsetSoon?.();
		unsetSoon = null;
	};
	const go = () => {
		unset = time.after(LIMITS.seatBeatMs, () => {
			line.beat();
			go();
		});
	};
	const stop = received?.follow(() => {
		if (unset === null) return;
		unsetSoon ??= time.after(LIMITS.receivedMs, () => {
			unsetSoon = null;
			line.beat();
		});
	});
	let takeClass: ((seen: ClassSeen | null, frame: unknown) => ClassSeen | null) | null = null;
	let waiting: HostFrame[] | null = null;
	/** How many lines have been lost: what came over one of them is not heard on the next. */
	let lines = 0;
	const take = (frame: unknown, unread: () => void) => {
		try {
			const seen = takeClass?.(store.getState().class, frame) ?? null;
			store.setState({ class: seen });
		} catch {
			return unread();
		}
		if (unset === null && hasSeat()) go();
	};
	return {
		/**
		 * What the host says, in its order: what reads class frames is loaded with the first of them, and all that comes behind it waits. unread: it could
		 * not be read.
		 */
		inOrder(frame: HostFrame, hear: (frame: Exclude<HostFrame, { type: "class" }>) => void, unread: () => void): void {
			if (waiting !== null) return void waiting.push(frame);
			if (frame.type !== "class") return hear(frame);
			if (takeClass !== null) return take(frame, unread);
			waiting = [frame];
			const mine = waiting;
			const goOn = (read: typeof takeClass) => {
				takeClass = read;
				// The line broke meanwhile: the next one begins with all of it.
				if (waiting !== mine) return;
				waiting = null;
				// The host was out of reach just then: the next line asks for it again.
				if (read === null) return line.restart();
				const its = lines;
				for (const one of mine) if (its === lines) this.inOrder(one, hear, unread);
			};
			import("./class-seen.ts").then(
				(loaded) => goOn(loaded.takeClass),
				() => goOn(null),
			);
		},
		/** What the line says by itself: first of all, and to ask the host for a word. now: the page's clock, in ms. */
		speech: {
			opened(): void {
				const wish = hello?.() ?? null;
				if (wish !== null) line.send(JSON.stringify({ hello: wish } satisfies HelloFrame));
			},
			beat: (now: number) =>
				JSON.stringify({ beat: Math.floor(now), received: hasSeat() ? received?.all() : undefined } satisfies BeatFrame),
		},
		/** The line is down: nobody hears it. */
		rest(): void {
			lines += 1;
			waiting = null;
			rest();
		},
		close(): void {
			waiting = null;
			rest();
			stop?.();
		},
	};
}
