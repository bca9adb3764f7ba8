import { useEffect, useState } from "react";
import { Button } from "#kit/button.tsx";
import { saveFile } from "#kit/save-file.ts";
import { Sheet } from "#kit/sheet.tsx";
import { contentsOf, recordRoom, wallTime } from "#recording/record-room.ts";
import { recordingFile } from "#recording/write-recording.ts";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { sayContents, saySaved } from "./say-recording.ts";
import "./save-recording-sheet.css";

/** The room’s past, as far as this page and its host still know it, as one file. */
export function SaveRecordingSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
	return (
		<Sheet open={open} onClose={onClose} title="Save a recording" className="save-recording-sheet">
			{open && <Body />}
		</Sheet>
	);
}

function Body() {
	const { room, lab } = usePlayground();
	const [saved, setSaved] = useState("");
	const [saving, setSaving] = useState(false);
	const history = useCalmly(historyOf);
	const asked = useCalmly(isAsked);
	// What the host still has belongs to it, and is counted before somebody decides.
	useEffect(() => room.askPast(), [room]);
	const write = async () => {
		const own = Object.keys(lab.getState().clients);
		const recorded = await recordRoom(room, { own, saved: wallTime(new Date()) });
		const { name, content } = await recordingFile(recorded.recording);
		saveFile(name, "application/octet-stream", content);
		return `Saved as ${name}. In it: ${saySaved(recorded)}`;
	};
	const save = async () => {
		if (saving) return;
		setSaving(true);
		setSaved(
			await write().catch((fault: unknown) => `The file could not be written: ${fault instanceof Error ? fault.message : String(fault)}`),
		);
		setSaving(false);
	};
	return (
		<>
			<p>
				All that has happened in this room, as far as it is still known, in one file: {sayContents(contentsOf({ history }))}
				{asked ? ", and the host is asked for what came before" : ""}. The file also holds the bytes of those packets that the host still
				has.
			</p>
			<p>
				Whoever opens the file can look at every moment of it, without this room or its host. Topics, payloads, client ids and addresses of
				clients are in it as they were; passwords are not in it.
			</p>
			<div className="save-recording-sheet-acts">
				<Button look="primary" icon="share" data-first onClick={() => void save()}>
					Save the file
				</Button>
				<p role="status">{saving ? "Writing the file." : saved}</p>
			</div>
		</>
	);
}

const historyOf = ({ history }: RoomState) => history;
const isAsked = ({ past }: RoomState) => past === "asked";
