/** Slips of the fingers: with more of them, or with half of a short word, another word is meant. */
const MOST = 2;

/** The known word that was probably meant, or null: none is near enough to ask. */
export function nearestWord(written: string, known: readonly string[]): string | null {
	const bare = (word: string) => word.toLowerCase().replaceAll(/[_\s-]/g, "");
	const near = known.map((word) => ({ word, far: distance(bare(written), bare(word)) })).toSorted((a, b) => a.far - b.far)[0];
	return near !== undefined && near.far <= MOST && near.far < bare(written).length / 2 ? near.word : null;
}

/** Characters to put in, take out or change. */
function distance(one: string, other: string): number {
	// Nobody means a word by sixty characters; and the work grows with their product.
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
