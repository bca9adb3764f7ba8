import { legible } from "#kit/legible.ts";

export type PayloadForm = "text" | "json" | "hex";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The ways in which these bytes can be read; the first is the one that says most. cut: there were more bytes. */
export function formsOf(bytes: Uint8Array, cut: boolean): readonly PayloadForm[] {
	const text = textOf(bytes, cut);
	if (text === null) return ["hex"];
	return !cut && jsonOf(text) !== null ? ["json", "text", "hex"] : ["text", "hex"];
}

export function payloadAs(form: PayloadForm, bytes: Uint8Array, cut: boolean): string {
	if (form === "hex") return hexLines(bytes);
	const text = textOf(bytes, cut) ?? "";
	// Line feed and tab stay what they are, so that text of several lines reads as such.
	return legible(form === "json" ? (jsonOf(text) ?? text) : text);
}

/** Null: not UTF-8. Where bytes are cut off, the last character may be half there, and is left out. */
export function textOf(bytes: Uint8Array, cut = false): string | null {
	for (let less = 0; less <= (cut ? 3 : 0); less += 1) {
		try {
			return UTF8.decode(bytes.subarray(0, bytes.length - less));
		} catch {
			// A byte less.
		}
	}
	return null;
}

/** Pretty; null: not JSON, or a bare number or word, which reads no better as JSON. */
function jsonOf(text: string): string | null {
	if (!/^\s*[[{]/.test(text)) return null;
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return null;
	}
}

const HEX_ROW = 16;

/** "0000  32 31 2e 35", 16 bytes to a line. */
function hexLines(bytes: Uint8Array): string {
	const lines: string[] = [];
	for (let at = 0; at < bytes.length; at += HEX_ROW) {
		const row = [...bytes.subarray(at, at + HEX_ROW)].map(hexOf).join(" ");
		lines.push(`${at.toString(16).padStart(4, "0")}  ${row}`);
	}
	return lines.join("\n");
}

export function hexOf(byte: number): string {
	return byte.toString(16).padStart(2, "0");
}
