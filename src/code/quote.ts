/** Half of a surrogate pair: UTF-8 has no bytes for it, and a client library would also send the replacement character. */
const HALF = /\p{Surrogate}/gu;
/** Legal in a string literal of JavaScript and Python, but invisible there, or able to reverse the direction of the line. */
const UNSEEN = /[\u007f-\u00a0\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BREAKS = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/g;

/** A string literal of JavaScript; the escapes of JSON mean the same in Python. */
export function quoted(text: string): string {
	const whole = JSON.stringify(text.replace(HALF, "\ufffd"));
	return whole.replace(UNSEEN, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** One word of a POSIX shell, whatever it contains except NUL, which no argument can hold. */
export function shellQuoted(text: string): string {
	const whole = text.replace(HALF, "\ufffd").replaceAll("\0", "");
	return `'${whole.replaceAll("'", "'\\''")}'`;
}

/** The text, escaped to stand for itself in -F of mosquitto_sub, where %, @ and \ have a meaning. */
export function formatQuoted(text: string): string {
	return text.replaceAll("\\", "\\\\").replaceAll("%", "%%").replaceAll("@", "@@");
}

/** The text, made safe behind a comment sign: nothing in it ends the line, whatever encoding the line is read in. */
export function commented(text: string): string {
	return text.replace(HALF, "\ufffd").replace(BREAKS, " ").replaceAll("\\", "\uff3c").trim();
}

/** The pieces of a burst's payload, between which the number stands: see payloadOf in src/lab. */
export function burstPieces(payload: string): readonly string[] {
	return payload.includes("#") ? payload.split("#") : [`${payload} (`, ")"];
}

/** A name for a file on any system. */
export function fileNameOf(title: string, ending: string): string {
	const plain = title.normalize("NFKD").replace(/\p{Mark}/gu, "");
	const name = plain
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "")
		.slice(0, 48)
		.replace(/-+$/, "");
	return `${name === "" ? "slow-wire" : name}.${ending}`;
}
