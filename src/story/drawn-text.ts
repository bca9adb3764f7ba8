/** Characters that are invisible, or that turn the text around them: controls, zero-width ones, and the marks of writing directions. */
const UNSEEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/** What a client sent, with everything in it to be seen: "a␇b", "a‹U+202E›b". */
export function drawnText(text: string): string {
	return text.replace(UNSEEN, (one) => {
		const code = one.codePointAt(0) ?? 0;
		if (code < 0x20) return String.fromCharCode(0x2400 + code);
		return code === 0x7f ? "␡" : `‹U+${code.toString(16).toUpperCase().padStart(4, "0")}›`;
	});
}
