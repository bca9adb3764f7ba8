import { type HostFrame, openFrameReader } from "#contract/frame.ts";

/** What a page reads from the texts of one room socket. */
export function readFrames(texts: readonly string[]): HostFrame[] {
	const read = openFrameReader();
	return texts.flatMap((text) => read(text) ?? []);
}
