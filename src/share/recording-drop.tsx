import { FileDrop } from "#kit/file-drop.tsx";
import type { TakeFile } from "#kit/take-file.ts";
import { sayReading, useTaking } from "#kit/use-taking.ts";
import { RECORDING_FILES } from "#recording/recording.ts";
import "./warning.css";

/** A place for a file with a recording. */
export function RecordingDrop({ open }: { readonly open: TakeFile }) {
	const taking = useTaking(open);
	return (
		<>
			<FileDrop icon="clock" label="Recording" primary accept={RECORDING_FILES} onFile={taking.take} onRefused={taking.refuse}>
				<span role="status">{taking.reading ? sayReading(taking) : "or drop it here: .slowwire, as “Save a recording” writes it"}</span>
			</FileDrop>
			{taking.refused !== null && (
				<p className="warning" role="alert">
					{taking.refused}
				</p>
			)}
		</>
	);
}
