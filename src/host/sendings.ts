import type { RoomEvent } from "#contract/event.ts";
import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { packEvents } from "#contract/pack.ts";
import type { RealTime } from "#engine/port.ts";
import { type BytesAsked, bytesAnswer } from "./bytes-answer.ts";
import type { Parts } from "./parts.ts";
import { openRoomTexts } from "./room-texts.ts";
import type { RoomView } from "./room-view.ts";

/** Where a watcher stands. */
export type WatcherPlace = {
	readonly mqttPort: number | null;
	/** The last event that the page has been sent; null: it has to be sent the room first. */
	seq: number | null;
	/** What the page has asked for: the past up to an event that has been told, as an answer to its frame of that number. */
	asked: { readonly id: number; readonly before: number } | null;
	bytesAsked: BytesAsked | null;
};

/** A text on its way in parts, and the frame that ends it, which is written when its turn comes. */
export type RoomSending = { readonly parts: Parts; part: number; readonly end: () => string };

/** What was told last. */
export type Batch = {
	/** The event that the batch follows. */
	readonly after: number;
	/** The frame of the batch. Null: it is too long for one frame, and goes in parts. */
	text(): string | null;
};
export const NO_BATCH: Batch = { after: -1, text: () => null };

/** Decides what a watcher is sent next. Nothing is missed and nothing comes twice: what follows the welcome is sent by seq. */
export function openSendings(room: RoomView, time: RealTime) {
	const texts = openRoomTexts(room.journal, time);

	function welcome({ mqttPort }: WatcherPlace, told: number): string {
		const { name, epoch } = room;
		return write({ type: "welcome", room: name, epoch, now: room.now(), seq: told, base: null, events: [], mqttPort });
	}

	return {
		/** For a page that comes back: what it has missed follows. */
		again: (place: WatcherPlace, told: number): RoomSending => whole(() => welcome(place, told)),
		/** Null: the page has everything up to `told`, the last event that was told to watchers. "later": see RoomTexts. */
		next(place: WatcherPlace, told: number, batch: Batch): RoomSending | "later" | null {
			const { asked, bytesAsked, seq } = place;
			if (bytesAsked !== null) {
				place.bytesAsked = null;
				return whole(() => bytesAnswer(room, bytesAsked));
			}
			if (seq !== null && asked !== null) {
				const past = texts.past(asked.before);
				if (past !== "later") {
					place.asked = null;
					return inParts(past?.parts, () => write({ type: "past", id: asked.id, base: null, events: [] }));
				}
			}
			if (seq === told) return asked === null ? null : "later";
			const text = seq === batch.after ? batch.text() : null;
			if (text !== null) {
				place.seq = told;
				return whole(() => text);
			}
			const stretch = seq === null ? null : texts.stretch(seq, told);
			if (stretch !== null) {
				place.seq = stretch.seq;
				return inParts(stretch.parts, () => write({ type: "events", now: room.now(), events: [] }));
			}
			const latest = texts.latest(told);
			if (latest === "later") return latest;
			place.seq = latest.seq;
			return inParts(latest.parts, () => welcome(place, told));
		},
		forget: texts.forget,
	};
}

const NO_PARTS: Parts = { part: () => null };

function inParts(parts: Parts = NO_PARTS, end: () => string): RoomSending {
	return { parts, part: 0, end };
}

function whole(end: () => string): RoomSending {
	return inParts(NO_PARTS, end);
}

function write(frame: HostFrame): string {
	return JSON.stringify(frame);
}

/** Written when it is first asked for. */
export function openBatch(after: number, events: readonly RoomEvent[], now: number): Batch {
	let text: string | null | undefined;
	return {
		after,
		text() {
			if (text === undefined) {
				text = events.length > LIMITS.stretchEvents ? null : JSON.stringify({ type: "events", now, events: [...packEvents(events)] });
				if (text !== null && text.length > LIMITS.partCharacters) text = null;
			}
			return text;
		},
	};
}
