import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";

/** The version that this code writes and reads. */
const LINK_VERSION = 1;

/** Base 64 characters: three for the number of characters that follow the seal, six for their CRC-32. */
const COUNT = 3;
const CHECK = 6;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

type Opened = { readonly ok: true; readonly sealed: string } | { readonly ok: false; readonly says: string };

const NO_LINK = "This address holds no script and no lesson: what follows the # is not a link of Slow Wire.";
const DAMAGED = "This link was damaged on its way: some of its characters are not what they were. Ask for it again, as a whole.";

/** Puts version, length and checksum before the text: mail programs cut links, and people type them. */
export function seal(text: string): string {
	return `${LINK_VERSION}.${inDigits(text.length, COUNT)}${inDigits(checksum(text), CHECK)}${text}`;
}

/** The text that was sealed, if all of it is there; or a sentence that says what happened to it. Anything after the end is ignored. */
export function unseal(fragment: string): Opened {
	const fault = (says: string): Opened => ({ ok: false, says });
	if (fragment === "") return fault("This address holds no script and no lesson: nothing follows its #.");
	if (fragment.length > LIMITS.linkCharacters + 100)
		return fault(`This link has ${many(fragment.length, "character")}; a link of Slow Wire has at most ${LIMITS.linkCharacters}.`);
	const version = /^(\d{1,4})\./.exec(fragment);
	if (version === null) return fault(/^\d{1,4}$/.test(fragment) ? DAMAGED : NO_LINK);
	if (Number(version[1]) > LINK_VERSION) {
		return fault(
			`This link was made by a newer version of Slow Wire (format ${version[1]}; this one reads ${LINK_VERSION}). Nothing was changed.`,
		);
	}
	const body = fragment.slice(version[0].length);
	const whole = fromDigits(body.slice(0, COUNT));
	const sealed = body.slice(COUNT + CHECK);
	if (body.length < COUNT || whole === null || Number(version[1]) !== LINK_VERSION) return fault(DAMAGED);
	if (sealed.length < whole) {
		const head = version[0].length + COUNT + CHECK;
		return fault(`This link is cut short: ${fragment.length} of ${many(head + whole, "character")} arrived. Ask for it again, as a whole.`);
	}
	const text = sealed.slice(0, whole);
	return fromDigits(body.slice(COUNT, COUNT + CHECK)) === checksum(text) ? { ok: true, sealed: text } : fault(DAMAGED);
}

function inDigits(value: number, digits: number): string {
	let text = "";
	for (let left = value; text.length < digits; left = Math.floor(left / 64)) text = (ALPHABET[left % 64] ?? "") + text;
	return text;
}

function fromDigits(text: string): number | null {
	let value = 0;
	for (const digit of text) {
		const at = ALPHABET.indexOf(digit);
		if (at < 0) return null;
		value = value * 64 + at;
	}
	return value;
}

/** CRC-32 as in ISO-HDLC: finds every single changed character. */
function checksum(text: string): number {
	let crc = 0xff_ff_ff_ff;
	for (const byte of new TextEncoder().encode(text)) {
		crc ^= byte;
		for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xed_b8_83_20 : crc >>> 1;
	}
	return (crc ^ 0xff_ff_ff_ff) >>> 0;
}
