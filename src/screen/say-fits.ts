import type { ScreenSum } from "./sum.ts";

/** Px of the sentence, of its most lines, and of what stands beside it. */
const SIZE = 52;
const MARGINS = 96;
const APART = 56;
const MOST_LINES = 3;

/** Whether the sum has room beside this sentence, and on how many lines the sentence then stands: three at most. */
export function sayFits(
	text: string,
	sum: ScreenSum | null,
	width: number,
	linesOf: (text: string, size: number, width: number) => number,
): { readonly sum: boolean; readonly lines: number } {
	const beside = sum === null ? 0 : sumWidth(sum) + APART;
	const lines = linesOf(text, SIZE, width - MARGINS - beside);
	if (sum !== null && lines <= MOST_LINES) return { sum: true, lines };
	return { sum: false, lines: Math.min(MOST_LINES, linesOf(text, SIZE, width - MARGINS)) };
}

/** As screen-say.css sets it. */
function sumWidth(sum: ScreenSum): number {
	return sum.reduce((width, [count, word]) => width + Math.max(word.length * 16, `${count}`.length * 28) + 52, -52);
}
