import type { Excerpt, WallOf } from "#export/excerpt.ts";
import { saveFile } from "#kit/save-file.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { newestBytes } from "#recording/newest-bytes.ts";
import type { RoomStore } from "#room/room-state.ts";
import { sayCaptured } from "./export-text.ts";

/** world: that of the moment up to which the excerpt goes. */
type Known = { readonly world: World; readonly wallOf: WallOf };

/** Whatever goes wrong with an export is said: also what is thrown before anything is waited for. act: settles with what is to be said; null: nothing. */
export async function exporting(act: () => Promise<string | null>, notice: (says: string) => void): Promise<void> {
	try {
		const says = await act();
		if (says !== null) notice(says);
	} catch (fault) {
		notice(`It could not be exported: ${fault instanceof Error ? fault.message : String(fault)}.`);
	}
}

/** Each exporter is loaded when it is first asked for. What they return is said to the visitor; null: there is nothing to say. */
export async function saveCsv(room: string, excerpt: Excerpt, { world, wallOf }: Known): Promise<null> {
	const [{ packetsCsv }, { fatesIn }] = await Promise.all([import("#export/packets-csv.ts"), import("#export/message-fates.ts")]);
	saveFile(`packets-${room}.csv`, "text/csv;charset=utf-8", packetsCsv(excerpt, wallOf, fatesIn(world)));
	return null;
}

/** A capture may lack packets of which the host no longer has the bytes. */
export async function saveCapture(
	room: string,
	excerpt: Excerpt,
	{ world, wallOf, askBytes }: Known & { readonly askBytes: RoomStore["askBytes"] },
): Promise<string | null> {
	const [{ pcapngOf }, { fatesIn }] = await Promise.all([import("#export/pcapng.ts"), import("#export/message-fates.ts")]);
	const packets = excerpt.packets.map(({ packet }) => packet);
	// Without their bytes, most packets can be written anew from what the events tell.
	const { bytes: original, untold: told } = await newestBytes(askBytes, packets);
	const { bytes, missing } = pcapngOf(excerpt, { room, original, wallOf, fates: fatesIn(world) });
	const fileName = `packets-${room}.pcapng`;
	saveFile(fileName, "application/x-pcapng", new Blob([bytes]));
	return sayCaptured({ fileName, missing, told });
}

/** told: is given the diagrams, to be shown. */
export async function drawMermaid(
	room: string,
	excerpt: Excerpt,
	{ history, upTo, world }: MermaidAsk,
	told: (diagrams: readonly string[]) => void,
): Promise<null> {
	const [{ mermaidOf }, { notesOf }, { fatesIn }] = await Promise.all([
		import("#export/mermaid.ts"),
		import("#export/notes.ts"),
		import("#export/message-fates.ts"),
	]);
	told(mermaidOf(excerpt, notesOf(excerpt, history.after(history.from), { upTo, fates: fatesIn(world) }), room));
	return null;
}

type MermaidAsk = { readonly history: History; readonly upTo: number; readonly world: World };

export async function saveSvg(room: string, svg: string): Promise<null> {
	saveFile(`tape-${room}.svg`, "image/svg+xml", svg);
	return null;
}

export async function savePng(room: string, svg: string): Promise<null> {
	const { pngOf } = await import("./png-of.ts");
	saveFile(`tape-${room}.png`, "image/png", await pngOf(svg));
	return null;
}
