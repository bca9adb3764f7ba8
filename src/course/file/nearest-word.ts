/** Typing slips: with more slips than this, or with half of a short word wrong, a different word is meant. */
const MOST = 2;

/** The known word that was probably meant, or null if none is near enough to ask about. */
export function nearestWord(written: string, known: readonly string[]): string | null {
	const bare = (word: string) => word.toLowerCase().replaceAll(/[_\s-]/g, "");
	const near = known.map((word) => ({ word, far: distance(bare(written), bare(word)) })).toSorted((a, b) => a.far - b.far)[0];
	return near !== undefined && near.far <= MOST && near.far < bare(written).length / 2 ? near.word : null;
}

/** The number of characters to add, remove or change. */
function distance(one: string, other: string): number {
	// Nobody writes a word of sixty characters; and the work grows with the product of the two lengths.
	if (one.length > 60) return Number.POSITIVE_INFINITY;
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (const [at, letter] of [...one].entries()) {
		const next = [at + 1];
		for (const [to, wanted] of [...other].entries()) {
			const changed = (row[to] ?? 0) + (letter === wanted ? 0 : 1);
			next.push(Math.min(changed, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
