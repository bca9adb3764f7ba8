/** The offset of the first byte that cannot stand where it stands in UTF-8 [RFC 3629, section 4]; where the text ends too early, its length. */
export function illFormedAt(bytes: Uint8Array): number {
	let at = 0;
	while (at < bytes.length) {
		const { length, low, high } = begun(bytes[at] as number);
		if (length === 0) return at;
		for (let index = 1; index < length; index += 1) {
			const byte = bytes[at + index];
			const [least, most] = index === 1 ? [low, high] : [0x80, 0xbf];
			if (byte === undefined || byte < least || byte > most) return at + index;
		}
		at += length;
	}
	return at;
}

/** The character that begins with this byte: how many bytes it has, and between what its second byte lies. Length 0: none begins so. */
function begun(first: number): { readonly length: number; readonly low: number; readonly high: number } {
	const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	// Neither longer than need be, nor a surrogate, nor beyond U+10FFFF.
	const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
	const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
	return { length, low, high };
}
