/** Where a tab keeps the script that is under way in this room. */
export function runKey(room: string): string {
	return `slow-wire/${room}/script`;
}

/** Where a tab keeps what was done in this room. */
export function stepsKey(room: string): string {
	return `slow-wire/${room}/steps`;
}
