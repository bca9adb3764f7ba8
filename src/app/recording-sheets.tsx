import { OpenRecordingSheet } from "#share/open-recording-sheet.tsx";
import { SaveRecordingSheet } from "#share/save-recording-sheet.tsx";
import { openRecordingFile } from "./recordings.ts";

type SheetsProps = { shown: string | null; onClose: () => void };

/** Saving this room’s past, and opening one from a file. Loaded when one of the two is first asked for. */
export function RecordingSheets({ shown, onClose }: SheetsProps) {
	return (
		<>
			<SaveRecordingSheet open={shown === "save"} onClose={onClose} />
			<OpenRecordingSheet open={shown === "recording"} onClose={onClose} openFile={openRecordingFile} />
		</>
	);
}
