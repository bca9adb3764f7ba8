import { create } from "zustand";
import { PAGE_FRAMES } from "#drawn/drawn.ts";
import { readRecording } from "#recording/read-recording.ts";
import { openRecordedPlayground } from "#recording/recorded-playground.ts";
import type { RoomRecording } from "#recording/recording.ts";
import type { Playground } from "#script/playground.ts";
import { keepFile, keptFile } from "./kept-file.ts";
import { currentRoute, go, onRoute } from "./router.ts";
import { storageOf } from "./storages.ts";

/** reading: a file that this tab kept is being read. closed: says why a file has to be opened again; null: none was open. */
type Shown =
	| { readonly state: "reading" }
	| { readonly state: "closed"; readonly says: string | null }
	/** turn: another one with each opening, also of the same file. */
	| { readonly state: "open"; readonly recording: RoomRecording; readonly playground: Playground; readonly turn: number };

/** The recording that this page shows. Opened and closed as files and addresses ask for it, never by a component. */
export const useRecording = create<Shown>(() => ({ state: "closed", says: null }));

/** Shows this file. Settles with what is wrong with it; null: it is shown, or nobody waits for it any longer. told: which share of it is read. */
export async function openRecordingFile(file: Blob, signal: AbortSignal, told?: (share: number) => void): Promise<string | null> {
	const read = await readRecording(file, told);
	if (!read.ok) return read.says;
	if (signal.aborted || !(await keepFile(storageOf("sessionStorage"), file, signal))) return null;
	show(read.recording);
	if (currentRoute().at !== "recording") go("/recording");
	return null;
}

let turns = 0;

function show(recording: RoomRecording): void {
	close();
	const playground = openRecordedPlayground(recording, PAGE_FRAMES, storageOf("none"));
	turns += 1;
	useRecording.setState({ state: "open", recording, playground, turn: turns }, true);
}

function close(): void {
	const now = useRecording.getState();
	useRecording.setState({ state: "closed", says: null }, true);
	if (now.state === "open") now.playground.close();
}

/** Once, when the page was loaded at this address. */
async function showKept(): Promise<void> {
	const kept = keptFile(storageOf("sessionStorage"));
	if (kept === null) return;
	if (!(kept instanceof Blob)) return useRecording.setState({ state: "closed", says: AGAIN[kept] }, true);
	useRecording.setState({ state: "reading" }, true);
	const read = await readRecording(kept);
	if (useRecording.getState().state !== "reading") return;
	if (read.ok) show(read.recording);
	else useRecording.setState({ state: "closed", says: read.says }, true);
}

const AGAIN = {
	gone: "This recording was too large to be kept while the page was loaded again. Open the file again.",
	damaged: "What this tab kept of the recording is damaged. Open the file again.",
} as const;

onRoute(() => {
	if (currentRoute().at !== "recording") close();
});
/** Whether the address at which this page was loaded was that of a recording: only then does what the tab has kept belong there. */
const [loaded] = performance.getEntriesByType("navigation");
if (loaded !== undefined && new URL(loaded.name).pathname === "/recording") void showKept();
