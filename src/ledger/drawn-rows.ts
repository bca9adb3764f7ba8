import { useEffect, useReducer, useRef } from "react";
import type { Row } from "./rows.ts";

/** Fates that are drawn in one go: more than the ledger has room for. */
const AT_ONCE = 24;
/** Ms after which as many earlier ones follow. */
const MORE_MS = 150;

/**
 * The first of the rows that are drawn now. Those that were drawn stay; of the others so many come at once, newest first. To make all rows
 * anew takes ten times as long as all else that a leap of the cursor changes.
 */
export function firstDrawn(rows: readonly Row[], drawn: ReadonlySet<string>, atOnce: number): number {
	let oldest = rows.findIndex(({ message }) => drawn.has(message));
	if (oldest === -1) oldest = rows.length;
	let fresh = 0;
	let first = rows.length;
	while (first > 0 && (first > oldest || rows.length - first < atOnce)) {
		if (!drawn.has((rows[first - 1] as Row).message)) fresh += 1;
		if (fresh > atOnce) break;
		first -= 1;
	}
	return first;
}

/** The newest of these rows, and soon the earlier ones: a few more each time, once the newest stay for a while. */
export function useDrawnRows(rows: readonly Row[]): readonly Row[] {
	const [, again] = useReducer((turn: number) => turn + 1, 0);
	const known = useRef<ReadonlySet<string>>(new Set());
	const atOnce = Math.max(1, Math.ceil(AT_ONCE / Math.max(1, rows[0]?.standings.length ?? 1)));
	const first = firstDrawn(rows, known.current, atOnce);
	const drawn = first === 0 ? rows : rows.slice(first);
	const latest = useRef({ rows, first });
	useEffect(() => {
		latest.current = { rows, first };
		known.current = new Set(drawn.map(({ message }) => message));
	});
	const oldest = first === 0 ? null : drawn[0]?.message;
	useEffect(() => {
		if (oldest === null) return;
		const timer = setTimeout(() => {
			const { rows: all, first: from } = latest.current;
			known.current = new Set(all.slice(Math.max(0, from - atOnce)).map(({ message }) => message));
			again();
		}, MORE_MS);
		return () => clearTimeout(timer);
	}, [oldest, atOnce]);
	return drawn;
}
