/** Whether this browser packs and unpacks files. */
export function canPack(): boolean {
	return typeof CompressionStream === "function" && typeof DecompressionStream === "function";
}

export async function gzip(text: string): Promise<Blob> {
	return await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
}

/** Whether a file begins as a packed one does [RFC 1952 section 2.3.1]. */
export async function isPacked(file: Blob): Promise<boolean> {
	const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
	return first === 0x1f && second === 0x8b;
}

/** Null: the file is damaged. Stops when there is more text than `most` bytes, so that a small file never becomes a huge text. */
export async function gunzip(file: Blob, most: number): Promise<string | "too-large" | null> {
	const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
	const decoder = new TextDecoder("utf-8", { fatal: true });
	const parts: string[] = [];
	let taken = 0;
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return parts.concat(decoder.decode()).join("");
			taken += value.length;
			if (taken > most) {
				void reader.cancel().catch(() => {});
				return "too-large";
			}
			parts.push(decoder.decode(value, { stream: true }));
		}
	} catch {
		return null;
	}
}
