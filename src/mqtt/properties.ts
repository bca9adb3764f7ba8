/** Where the properties of MQTT 5 end that begin here: their length is written in one to four bytes [5.0 section 2.2.2], of which a byte that has not come counts as 0. */
export function afterProperties(bytes: Uint8Array, at: number): number {
	return propertiesAt(bytes, at).to;
}

/** From behind that length to there. */
export function propertiesAt(bytes: Uint8Array, at: number): { readonly from: number; readonly to: number } {
	let length = 0;
	let from = at;
	for (let scale = 1; scale <= 128 ** 3; scale *= 128) {
		const byte = bytes[from] ?? 0;
		from += 1;
		length += (byte & 0x7f) * scale;
		if (byte < 0x80) break;
	}
	return { from, to: from + length };
}
