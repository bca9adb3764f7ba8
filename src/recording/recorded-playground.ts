import { type Frames, openDrawn } from "#drawn/drawn.ts";
import type { OpenSocket } from "#lab/link.ts";
import { openLab } from "#lab/open-lab.ts";
import { PAGE_TIME } from "#room/host-line.ts";
import type { Playground } from "#script/playground.ts";
import { openRecorder } from "#script/recorder.ts";
import { openRunner } from "#script/run.ts";
import { NOTHING_TO_DO, openRecordedRoom } from "./open-recorded-room.ts";
import { recordedCards } from "./recorded-cards.ts";
import type { RoomRecording } from "./recording.ts";

/** Ms between two drawings of what is read, not watched. */
const READ_MS = 100;

/** A recording as the views know a room. It has no clients that could connect, no host, and nothing can be done in it. */
export function openRecordedPlayground(recording: RoomRecording, frames: Frames, storage: Storage): Playground {
	const room = openRecordedRoom(recording);
	const drawn = openDrawn(room, frames);
	const read = openDrawn(room, frames, READ_MS);
	const clock = { paused: () => true, follow: () => () => {} };
	const lab = openLab({ wsBase: "", room: recording.room, page: "", WebSocket: NO_SOCKET, storage, clock });
	for (const { clientId, side } of recordedCards(recording)) lab.add(clientId, { side });
	const perform = async () => {
		room.notice(NOTHING_TO_DO);
		return { ok: false as const, says: NOTHING_TO_DO };
	};
	const script = openRunner({ room, lab, perform, watchDelayMs: 0, time: PAGE_TIME });
	return {
		room,
		drawn,
		read,
		lab,
		script,
		recorder: openRecorder(),
		perform,
		close() {
			drawn.close();
			read.close();
			script.close();
			lab.close();
			room.close();
		},
	};
}

const NO_SOCKET = class {
	constructor() {
		throw new Error("a recording opens no socket");
	}
} as unknown as OpenSocket;
