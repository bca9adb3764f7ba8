/**
 * What a client, a file or a person has sent can hold any character: one that turns the rest of its line around (U+202E), one that nobody
 * sees, or a hundred accents on one letter. `legible` makes of any text one that can stand inside a sentence: what is not seen is drawn, and
 * what is written from right to left keeps to its own place. A text that is legible already stays as it is.
 */

/** Controls, what turns a line around, and what has no width. Line feed and tab belong to prose; `bytes` draws them too. */
const UNSEEN =
	"[\\0-\\x08\\x0B-\\x1F\\x7F-\\x9F\\xAD\\u061C\\u180E\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB\\u{E0000}-\\u{E0FFF}]";
const RIGHT_TO_LEFT = "[\\u0590-\\u061B\\u061D-\\u08FF\\uFB1D-\\uFDFF\\uFE70-\\uFEFC\\u{10800}-\\u{10FFF}\\u{1E800}-\\u{1EFFF}]";
/** Words from right to left, one blank between them. */
const RUN = `${RIGHT_TO_LEFT}+(?: ${RIGHT_TO_LEFT}+)*`;
/** Of a pile of accents, more than any script needs. */
const PILED = "(?<=\\p{M}{4})\\p{M}+";
const ISOLATED = `\\u2068${RUN}\\u2069`;

const ANY = new RegExp(`${UNSEEN}|${RIGHT_TO_LEFT}|\\p{M}{5}`, "u");
const EACH = new RegExp(`${ISOLATED}|${RUN}|${PILED}|${UNSEEN}`, "gu");

/** `bytes`: the text was bytes, in which line feed and tab are characters like any other. */
export function legible(text: string, bytes = false): string {
	const drawn = ANY.test(text) ? text.replace(EACH, drawOne) : text;
	return bytes ? drawn.replace(/[\t\n]/g, draw) : drawn;
}

function drawOne(found: string): string {
	if (found.startsWith("\u2068") && found.length > 1) return found;
	if (/^\p{M}/u.test(found)) return "";
	return new RegExp(`^${RUN}$`, "u").test(found) ? `\u2068${found}\u2069` : draw(found);
}

const NAMED: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n" };

/** As a programmer would write it. Unicode's pictures of controls are in few fonts. */
function draw(character: string): string {
	return NAMED[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;
}

/** The longest word that a sentence takes without its line being lost: a client id or a topic can be of any length. */
const LONGEST = 40;

/** A sentence whose words of more than 40 characters keep their beginning and their end. The log has every sentence whole. */
export function shortWords(sentence: string): string {
	return sentence.replace(/\S{41,}/gu, (word) => {
		const each = [...word];
		return each.length <= LONGEST ? word : `${each.slice(0, 24).join("")}…${each.slice(-8).join("")}`;
	});
}
