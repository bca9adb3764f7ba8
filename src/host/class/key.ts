import { LIMITS } from "#contract/limits.ts";

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A key that nobody guesses: LIMITS.keyBytes random bytes, as 6 bits a character. */
export function newKey(): string {
	const bytes = globalThis.crypto.getRandomValues(new Uint8Array(LIMITS.keyBytes));
	let bits = 0;
	let held = 0;
	let key = "";
	for (const byte of bytes) {
		held = (held << 8) | byte;
		for (bits += 8; bits >= 6; bits -= 6) key += DIGITS[(held >> (bits - 6)) & 63];
		held &= (1 << bits) - 1;
	}
	return bits === 0 ? key : key + DIGITS[(held << (6 - bits)) & 63];
}

/** Compares in a time that says nothing of where the two differ. */
export function isSameKey(one: string, other: string): boolean {
	let different = one.length ^ other.length;
	for (let at = 0; at < other.length; at += 1) different |= (one.charCodeAt(at % one.length) || 0) ^ other.charCodeAt(at);
	return different === 0;
}
