import { LIMITS } from "#contract/limits.ts";
import type { At, TapeRow, TapeStep } from "./traffic.ts";

const ROWS_TOLD = LIMITS.tapeRows;
const SLOTS = Array.from({ length: ROWS_TOLD }, (_, slot) => slot);

/** What one session or one client keeps, as it changes. A change costs the same however much is kept. told: called for each step. */
export function openRows(told: () => void) {
	let steps: TapeStep[] = [];
	const kept = new Map<string, TapeRow>();
	let sent = 0;
	let away = false;
	const tell = ({ seq, at }: At, more: Pick<TapeStep, "discarded"> = {}) => {
		steps.push({ seq, at, waits: kept.size - sent, sent, away, rows: kept.size > ROWS_TOLD ? [] : [...kept.values()], ...more });
		told();
	};
	const free = () => {
		const taken = new Set([...kept.values()].map(({ slot }) => slot));
		return SLOTS.find((slot) => !taken.has(slot)) ?? ROWS_TOLD;
	};
	const remove = (key: string) => {
		const row = kept.get(key);
		if (row?.sent) sent -= 1;
		kept.delete(key);
		if (kept.size !== ROWS_TOLD) return row !== undefined;
		// Those that had no place get one, now that all of them are told again.
		for (const [name, one] of kept) if (one.slot === ROWS_TOLD) kept.set(name, { ...one, slot: free() });
		return row !== undefined;
	};
	return {
		steps: (): readonly TapeStep[] => steps,
		keep(now: At, key: string, row: Omit<TapeRow, "slot">): void {
			const before = kept.get(key);
			if (before?.sent) sent -= 1;
			if (row.sent) sent += 1;
			kept.set(key, { ...row, slot: before?.slot ?? (kept.size < ROWS_TOLD ? free() : ROWS_TOLD) });
			tell(now);
		},
		release(now: At, key: string): void {
			if (remove(key)) tell(now);
		},
		/** It is known by another key from now on, and takes the place of what had that key. */
		rename(now: At, from: string, to: string): void {
			if (!kept.has(from)) return;
			const replaces = remove(to);
			const row = kept.get(from) as TapeRow;
			kept.delete(from);
			kept.set(to, row);
			if (replaces) tell(now);
		},
		/** but: which of them stay. */
		releaseAll(now: At, but: (key: string) => boolean = () => false): void {
			const gone = [...kept.keys()].filter((key) => !but(key));
			if (gone.length === 0) return;
			for (const key of gone) remove(key);
			tell(now, { discarded: true });
		},
		leave(now: At, isAway: boolean): void {
			away = isAway;
			tell(now);
		},
		of: (key: string): TapeRow | null => kept.get(key) ?? null,
		keys: (): readonly string[] => [...kept.keys()],
		isEmpty: () => kept.size === 0,
		/** Steps go that were replaced before this seq. */
		forgetBefore(seq: number): void {
			const first = steps.findIndex((one) => one.seq >= seq);
			steps = steps.slice(Math.max(0, (first === -1 ? steps.length : first) - 1));
		},
		/** This share of the steps goes, the oldest of them. */
		forget(share: number): void {
			steps = steps.slice(Math.floor(steps.length * share));
		},
	};
}
