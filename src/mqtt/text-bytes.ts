/**
 * Whether this field of text, in a packet of so many bytes, may have taken in the fields behind it, because its length is wrong: a length of two
 * bytes stands in it that leads no further than the packet. No text has the zero in it with which shorter ones begin [MQTT-1.5.3-2].
 */
export function takesInMore(bytes: Uint8Array, { from, to }: { readonly from: number; readonly to: number }, size: number): boolean {
	for (let at = from; at < Math.min(to, bytes.length); at += 1) {
		const high = bytes[at] ?? 0;
		if (high === 0 || (high < 0x20 && at + 2 + high * 256 + (bytes[at + 1] ?? 0) <= size)) return true;
	}
	return false;
}
