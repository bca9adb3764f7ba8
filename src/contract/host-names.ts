/** Characters of a name or an origin that are worth repeating to a person. */
const MOST = 253;

/** Whether a host can be told to let in the pages of this origin; "null" stands for files and for sandboxed frames. */
export function isOrigin(text: string): boolean {
	if (text === "null") return true;
	if (text.length > MOST || !URL.canParse(text)) return false;
	const { protocol, origin } = new URL(text);
	return /^https?:$/.test(protocol) && origin === text.toLowerCase();
}

/** Whether a host can be told that this is a name of its machine: without a port. */
export function isHostName(text: string): boolean {
	return /^\w[\w.-]*$/.test(text) && text.length <= MOST;
}
