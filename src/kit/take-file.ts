/** What is told of the file that is taken. refused: what is wrong with it; tenths: how much of it is read. */
export type Taking = { readonly reading: boolean; readonly refused: string | null; readonly tenths?: number };

/** told: which share of the file is read, from 0 to 1. */
export type TakeFile = (file: File, signal: AbortSignal, told: (share: number) => void) => Promise<string | null>;

/**
 * Files are taken one after another, and the last one counts: what becomes of an earlier one is not told. open: settles with what is wrong with the
 * file; null: nothing. Its signal is aborted once another file has been taken, or nobody waits for this one any longer.
 */
export function openTaking(open: TakeFile, tell: (taking: Taking) => void) {
	let current: AbortController | null = null;
	return {
		async take(file: File): Promise<void> {
			current?.abort();
			const own = new AbortController();
			current = own;
			tell({ reading: true, refused: null });
			const told = (share: number) => own.signal.aborted || tell({ reading: true, refused: null, tenths: Math.floor(share * 10) });
			const refused = await open(file, own.signal, told).catch((fault: unknown) => `${file.name} could not be opened: ${String(fault)}`);
			if (!own.signal.aborted) tell({ reading: false, refused });
		},
		stop(): void {
			current?.abort();
		},
	};
}
