import { useEffect } from "react";
import { savedText } from "#recording/saved-text.ts";
import { drawPlayerCard } from "#share/player-card.tsx";
import { RecordingDrop } from "#share/recording-drop.tsx";
import { FullPage } from "./full-page.tsx";
import { loadRecordingParts } from "./recording-parts.ts";
import { openRecordingFile, useRecording } from "./recordings.ts";
import { RecordedRoom } from "./room-screen.tsx";
import "./opening.css";

/** A room’s past as the Lab, without the room; or a place for the file. */
export function RecordingScreen() {
	const shown = useRecording();
	useEffect(() => void loadRecordingParts(), []);
	if (shown.state === "reading")
		return (
			<p className="opening" role="status">
				Reading the recording
			</p>
		);
	if (shown.state === "closed")
		return (
			<FullPage
				title="Open a recording"
				says={shown.says ?? "A recording is a room’s past in a file: every packet and every decision, to be looked at without the room."}
				apart={<RecordingDrop open={openRecordingFile} />}
			/>
		);
	const { playground, recording, turn } = shown;
	return (
		<RecordedRoom
			key={turn}
			playground={playground}
			room={recording.room}
			recorded={{ saved: savedText(recording.saved), card: drawPlayerCard }}
		/>
	);
}
