import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { packEvents, textsOf } from "#contract/pack.ts";
import type { Journal, RealTime } from "#engine/port.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import { openParts, type Parts } from "./parts.ts";

/** A part of what a journal has told, written for any number of readers; it ends with the event of this seq. */
export type RoomText = { readonly seq: number; readonly parts: Parts };

/** Events that are folded in one turn of the event loop. */
const FOLDED = 64;
/** Stretches that are kept written, for readers that are about as far behind. */
const STRETCHES = 16;

/**
 * What watchers are sent in parts. Everything here is written once and shared: the room is not walked again for each page, however many
 * come, and a slow page holds nothing of its own. It is kept for a while only: a host has many rooms, and each of their pasts takes megabytes.
 */
export function openRoomTexts(journal: Journal, time: RealTime) {
	let latest: (RoomText & { readonly at: number }) | null = null;
	let past: (RoomText & { readonly at: number }) | null = null;
	const stretches = new Map<string, RoomText>();
	const forgets = {
		latest: () => {
			latest = null;
		},
		past: () => {
			past = null;
		},
		stretches: () => stretches.clear(),
	};
	const unset = new Map<keyof typeof forgets, () => void>();

	/** Of this kind something was asked for: it stays for those that come soon. */
	function keep(kind: keyof typeof forgets): void {
		unset.get(kind)?.();
		const forget = () => {
			unset.delete(kind);
			forgets[kind]();
		};
		unset.set(kind, time.after(LIMITS.textsMs, forget));
	}
	function forget(): void {
		for (const cancel of unset.values()) cancel();
		unset.clear();
		for (const drop of Object.values(forgets)) drop();
	}
	/** The world after all but the last few of these events, so many events at a time, with an empty text in between: others have their turn. */
	function* room(base: World, events: readonly RoomEvent[]): Generator<string, void> {
		const last = Math.max(0, events.length - LIMITS.welcomeEvents);
		let world = base;
		for (let at = 0; at < last; at += FOLDED) {
			world = fold(world, events.slice(at, Math.min(last, at + FOLDED)));
			yield "";
		}
		yield* write(world, events.slice(last));
	}
	const between = (after: number, seq: number) => journal.since(after).events.slice(0, seq - after);
	return {
		/**
		 * The room as it was after that event or shortly before it, in a way that the journal still knows how to go on from. "later": so much
		 * happens that there is none, and the last one was made too recently to make another.
		 */
		latest(seq: number): RoomText | "later" {
			keep("latest");
			const now = time.now();
			if (latest !== null && latest.seq < journal.from && now - latest.at < LIMITS.welcomeMs) return "later";
			const isRecent = latest !== null && (seq - latest.seq <= LIMITS.stretchEvents || now - latest.at < LIMITS.batchMs);
			if (latest === null || !isRecent || latest.seq < journal.from) {
				const { base, events } = journal.since(null);
				latest = { seq, at: now, parts: openParts(room(base ?? EMPTY_WORLD, events.slice(0, seq - journal.from))) };
			}
			return latest;
		},
		/** What comes after that event, up to the other one: at most LIMITS.stretchEvents. Null: the journal no longer knows. */
		stretch(after: number, upTo: number): RoomText | null {
			if (after < journal.from) return null;
			const seq = Math.min(upTo, after - (after % LIMITS.stretchEvents) + LIMITS.stretchEvents);
			const name = `${after} ${seq}`;
			const written = stretches.get(name) ?? { seq, parts: openParts(write(null, between(after, seq))) };
			keep("stretches");
			stretches.set(name, written);
			for (const oldest of stretches.keys()) if (stretches.size > STRETCHES) stretches.delete(oldest);
			return written;
		},
		/**
		 * Everything that is kept, at least up to that event. Null: nothing is kept that came before it. "later": what was written last ends
		 * before it, and was written too recently to write all of it again.
		 */
		past(before: number): RoomText | "later" | null {
			if (before <= journal.from) return null;
			keep("past");
			const now = time.now();
			if (past !== null && past.seq < before && now - past.at < LIMITS.textsMs) return "later";
			if (past === null || past.seq < before) {
				const { base, events } = journal.since(null);
				past = { seq: journal.seq, at: now, parts: openParts(write(base, events)) };
			}
			return past;
		},
		/** Nobody reads any longer: nothing is kept, and no timer is set. */
		forget,
	};
}

/** Base and events, as openFrameReader() puts them together. */
function* write(base: World | null, events: readonly RoomEvent[]): Generator<string, void> {
	yield '{"base":';
	yield* textsOf(base);
	yield ',"events":[';
	let comma = "";
	for (const event of packEvents(events)) {
		yield comma + JSON.stringify(event);
		comma = ",";
	}
	yield "]}";
}
