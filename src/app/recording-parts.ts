/**
 * Everything that is loaded later in the Lab and that a recording may need: with a recording there may soon be no host to load it from. What
 * cannot be loaded is asked for again when it is needed. A test compares this list with all that is loaded later.
 */
export function loadRecordingParts(): Promise<unknown> {
	return Promise.allSettled([
		import("#tape/tape.tsx"),
		import("#tape/mermaid-sheet.tsx"),
		import("#tape/png-of.ts"),
		import("#inspector/packet-panel.tsx"),
		import("#bench/more-settings.tsx"),
		import("#settings/settings-sheet.tsx"),
		import("#kit/motion-features.ts"),
		import("#exchange/exchange.tsx"),
		import("#door/door-list.tsx"),
		import("#export/mermaid.ts"),
		import("#export/message-fates.ts"),
		import("#export/notes.ts"),
		import("#export/packets-csv.ts"),
		import("#export/pcapng.ts"),
		import("#ledger/cure-of.ts"),
		import("#ledger/row-parts.tsx"),
		import("#log/virtual-lines.tsx"),
		import("#log/wall-clock.ts"),
		import("#mqtt/clauses.ts"),
		import("#stage/packet-popover.tsx"),
		import("#transport/play-recording.tsx"),
		import("#transport/rail-legend.tsx"),
		import("#transport/reviewing.tsx"),
		import("#words/answers.tsx"),
		import("#words/terms.ts"),
		import("./compare.tsx"),
		import("./key-acts.ts"),
		import("./keys-dialog.tsx"),
		import("./recording-sheets.tsx"),
	]);
}
