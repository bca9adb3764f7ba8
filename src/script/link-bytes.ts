import { fromBase64 } from "#contract/base64.ts";

/** Bytes as text that survives in an address [RFC 4648 section 5]. */
export function toBase64Url(bytes: Uint8Array): string {
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Null: not base 64. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
	return fromBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
}

export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
	return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** Null: the bytes are not packed like this, not UTF-8, or more than `most`: unpacking stops there, so that a small link never becomes a large text. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<string | null> {
	const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
	const decoder = new TextDecoder("utf-8", { fatal: true });
	let text = "";
	let count = 0;
	try {
		for (;;) {
			const { value, done } = await reader.read();
			if (done) return text + decoder.decode();
			count += value.length;
			if (count > most) {
				await reader.cancel();
				return null;
			}
			text += decoder.decode(value, { stream: true });
		}
	} catch {
		return null;
	}
}
