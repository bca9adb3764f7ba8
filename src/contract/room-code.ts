/** No 0 O, 1 I L, 5 S, 2 Z, 8 B: the code is read aloud across a classroom. */
const LETTERS = "34679ACDEFGHJKMNPQRTUVWXY";
const LENGTH = 4;

/** A fresh room name, as hard to guess as four letters can be. `random` fills the array with random bytes. */
export function roomCode(random: (into: Uint8Array<ArrayBuffer>) => Uint8Array): string {
	// bytes past the last whole multiple would favour the first letters
	const fair = 256 - (256 % LETTERS.length);
	let code = "";
	while (code.length < LENGTH) {
		for (const byte of random(new Uint8Array(16))) {
			if (byte < fair && code.length < LENGTH) code += LETTERS[byte % LETTERS.length];
		}
	}
	return code;
}
