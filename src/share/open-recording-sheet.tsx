import { Sheet } from "#kit/sheet.tsx";
import type { TakeFile } from "#kit/take-file.ts";
import { RecordingDrop } from "./recording-drop.tsx";
import "./open-recording-sheet.css";

type OpenRecordingProps = { open: boolean; onClose: () => void; openFile: TakeFile };

/** A recording from a file, which takes the place of what this page shows. */
export function OpenRecordingSheet({ open, onClose, openFile }: OpenRecordingProps) {
	return (
		<Sheet open={open} onClose={onClose} title="Open a recording" className="open-recording-sheet">
			<p>A recording is a room’s past in a file. It is shown in place of this room, which is left.</p>
			<RecordingDrop
				open={async (file, signal, told) => {
					const says = await openFile(file, signal, told);
					if (says === null && !signal.aborted) onClose();
					return says;
				}}
			/>
		</Sheet>
	);
}
