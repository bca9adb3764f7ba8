/** The packets of a room are counted, and each is named by its number. */
export function packetName(number: number): string {
	return `p${number}`;
}

/** Null: no packet has that name. */
export function packetNumber(name: string): number | null {
	const number = Number(name.slice(1));
	return packetName(number) === name ? number : null;
}
