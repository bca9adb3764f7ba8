/** Of the letters of a sentence, how wide one is on average, as a share of its height. */
const LETTER = 0.5;

/** Lines that a text of this size takes in this width, both in px; a word that would be parted goes to the next line. */
export function linesOf(text: string, size: number, width: number): number {
	const most = Math.max(1, Math.floor(width / (size * LETTER)));
	let lines = 1;
	let used = 0;
	for (const word of text.split(" ")) {
		const length = word.length;
		if (used > 0 && used + 1 + length > most) {
			lines += 1;
			used = length;
		} else used += (used > 0 ? 1 : 0) + length;
		lines += Math.floor((used - 1) / most);
		used = used > most ? used % most : used;
	}
	return lines;
}

/** The largest size in px at which a name in plate letters fits in this width; it is cut where even `least` is too large. */
export function nameSize(name: string, width: number, most: number, least = 32): number {
	return Math.round(Math.max(least, Math.min(most, width / (name.length * 0.58))));
}
