import { encode } from "uqr";

/** Light modules around the code, without which many cameras do not find it. */
const QUIET = 4;
/**
 * Black on white. Of the 256 colours these two are the same in every terminal, where the first 16 are whatever its theme makes of them; and the
 * light is the background, because that has no gaps between two lines where a font's blocks have.
 */
const BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";
const PLAIN = "\u001b[0m";

/** A text as a QR code for a terminal: two rows of modules to a line, ending without a line break. */
export function qrText(text: string): string {
	const { data } = encode(text, { ecc: "M", border: QUIET });
	const lines: string[] = [];
	for (let y = 0; y < data.length; y += 2) {
		const upper = data[y] ?? [];
		const lower = data[y + 1] ?? [];
		lines.push(`${BLACK_ON_WHITE}${upper.map((dark, x) => halves(dark, lower[x] === true)).join("")}${PLAIN}`);
	}
	return lines.join("\n");
}

function halves(upper: boolean, lower: boolean): string {
	if (upper) return lower ? "█" : "▀";
	return lower ? "▄" : " ";
}
