import { canPack, gzip } from "./gzip.ts";
import { FORMAT, fileNameOf, type RoomRecording, VERSION } from "./recording.ts";

type RecordingFile = { readonly name: string; readonly content: Blob };

/** A recording as text: JSON, and whoever opens it with another program finds its way about. */
export function recordingText({ room, saved, now, own, base, events, bytes }: RoomRecording): string {
	const packets = Object.fromEntries([...bytes].map(([packet, kept]) => [packet, { base64: toBase64(kept.bytes), whole: kept.whole }]));
	return JSON.stringify({ format: FORMAT, version: VERSION, room, broker: base.broker, saved, now, own, base, events, bytes: packets });
}

/** Packed where the browser can do that, to about a twentieth. */
export async function recordingFile(recording: RoomRecording): Promise<RecordingFile> {
	const text = recordingText(recording);
	const packed = canPack();
	return { name: fileNameOf(recording, packed), content: packed ? await gzip(text) : new Blob([text]) };
}

function toBase64(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
}
