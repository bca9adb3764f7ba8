/** "a packet of …" as a sentence. */
export function sentence(says: string): string {
	return `${capital(says)}.`;
}

export function capital(says: string): string {
	return `${says.charAt(0).toUpperCase()}${says.slice(1)}`;
}
