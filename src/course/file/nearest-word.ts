/** Typing slips: with more slips than this, or with half of a short word wrong, a different word is meant. */
const MOST = 2;
/** Nobody writes a word of sixty characters; and the work grows with the product of the two lengths. */
const LONGEST = 60;

/** The known word that was probably meant, or null if none is near enough to ask about. */
export function nearestWord(written: string, known: readonly string[]): string | null {
	if (written.length > LONGEST) return null;
	const meant = bare(written);
	let nearest: string | null = null;
	let least = Math.min(MOST + 1, meant.length / 2);
	for (const word of known) {
		const far = distance(meant, bare(word));
		if (far < least) [nearest, least] = [word, far];
	}
	return nearest;
}

function bare(word: string): string {
	return word.toLowerCase().replaceAll(/[_\s-]/g, "");
}

/** The number of characters to add, remove or change; or some number above MOST. */
function distance(one: string, other: string): number {
	if (Math.abs(one.length - other.length) > MOST) return Number.POSITIVE_INFINITY;
	let row = Array.from({ length: other.length + 1 }, (_, at) => at);
	for (let at = 0; at < one.length; at += 1) {
		const next = [at + 1];
		for (let to = 0; to < other.length; to += 1) {
			const changed = (row[to] ?? 0) + (one[at] === other[to] ? 0 : 1);
			next.push(Math.min(changed, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
		}
		if (Math.min(...next) > MOST) return Number.POSITIVE_INFINITY;
		row = next;
	}
	return row[other.length] ?? 0;
}
