import { Suspense, useState } from "react";
import { useStore } from "zustand";
import { excerptOf, type WallOf } from "#export/excerpt.ts";
import { Icon } from "#kit/icon.tsx";
import { late } from "#kit/late.tsx";
import { Menu, type MenuEntry } from "#kit/menu.tsx";
import { seqAtCursor, worldAtCursor } from "#room/cursor.ts";
import type { Cursor } from "#room/room-state.ts";
import { usePlayground } from "#script/playground.ts";
import type { Traffic } from "#traffic/traffic.ts";
import { drawMermaid, exporting, saveCapture, saveCsv, savePng, saveSvg } from "./export-acts.ts";
import { sayPicture, sayRange } from "./export-text.ts";
import type { PictureSpan } from "./picture.ts";
import "./export-menu.css";

const MermaidSheet = late(async () => (await import("./mermaid-sheet.tsx")).MermaidSheet);

type ExportMenuProps = {
	traffic: Traffic;
	/** The tape as it is drawn, and from when to when; null: it is not drawn, or there is nothing on it. */
	picture: { readonly svg: () => string | null; readonly span: () => PictureSpan | null };
	wallOf: WallOf;
};

/** The tape for other programs: as a picture, as a diagram, as a table, as a capture. What was before the cursor, whatever is filtered. */
export function ExportMenu({ traffic, picture, wallOf }: ExportMenuProps) {
	const { room } = usePlayground();
	const cursor = useStore(room, (state) => state.cursor);
	const name = useStore(room, (state) => state.room);
	const [mermaid, setMermaid] = useState<readonly string[] | null>(null);
	const upTo = () => seqAtCursor(room.getState());
	const world = () => worldAtCursor(room.getState());
	const excerpt = () => excerptOf(traffic, upTo());
	const save = (act: () => Promise<string | null>) => () => void exporting(act, room.notice);
	const disabled = traffic.count === 0 ? "No packet has crossed a wire yet." : undefined;
	const begun = useStore(room, (state) => (traffic.packets[0]?.left.seq ?? 0) <= seqAtCursor(state));
	const noneBefore = disabled ?? (begun ? undefined : "No packet had set out where the cursor is.");
	const savePicture = (saved: typeof saveSvg) =>
		save(async () => {
			const svg = picture.svg();
			return svg === null ? "There is nothing on the tape to draw." : saved(name, svg);
		});
	const entries: readonly MenuEntry[] = [
		{
			key: "svg",
			label: "Picture, SVG",
			hint: "The tape as it is drawn, with all lanes; lines stay sharp.",
			disabled,
			onSelect: savePicture(saveSvg),
		},
		{ key: "png", label: "Picture, PNG", hint: "The same in pixels, twice as large.", disabled, onSelect: savePicture(savePng) },
		{
			key: "mermaid",
			label: "Diagram, Mermaid",
			hint: "A sequence diagram as text, for Markdown.",
			apart: true,
			disabled: noneBefore,
			onSelect: save(() => drawMermaid(name, excerpt(), { history: room.getState().history, upTo: upTo(), world: world() }, setMermaid)),
		},
		{
			key: "csv",
			label: "Table, CSV",
			hint: "One row for each packet.",
			disabled: noneBefore,
			onSelect: save(() => saveCsv(name, excerpt(), { world: world(), wallOf })),
		},
		{
			key: "pcapng",
			label: "Capture, pcapng",
			hint: "For Wireshark: the bytes in TCP, fates as comments.",
			disabled: noneBefore,
			onSelect: save(() => saveCapture(name, excerpt(), { world: world(), wallOf, askBytes: room.askBytes })),
		},
	];
	return (
		<>
			<Menu
				label="Export"
				align="end"
				className="export-menu"
				entries={entries}
				foot={<Says traffic={traffic} cursor={cursor} span={picture.span} />}
			>
				<Icon n="share" s={14} />
				<span>Export</span>
			</Menu>
			<Suspense fallback={null}>
				{mermaid !== null && <MermaidSheet diagrams={mermaid} room={name} onClose={() => setMermaid(null)} />}
			</Suspense>
		</>
	);
}

/** What each export holds, as it was when the menu was opened. */
function Says({ traffic, cursor, span }: { traffic: Traffic; cursor: Cursor; span: () => PictureSpan | null }) {
	const [shown] = useState(span);
	return (
		<div className="export-menu-says">
			{shown !== null && <p>{sayPicture(shown)}</p>}
			<p>{sayRange(traffic, cursor)}</p>
		</div>
	);
}
