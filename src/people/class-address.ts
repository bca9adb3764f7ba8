/** Where a phone goes, as its camera reads it. */
export function joinAddress(address: string, room: string): string {
	return `${address}/r/${room.toUpperCase()}`;
}

/** The same as a person types it. */
export function typedAddress(address: string): string {
	return address.replace(/^https?:\/\//, "");
}

/** Why phones will not get there; null: they may. */
export function whyUnreachable(address: string): string | null {
	if (address === "") return "This host has told no address. Start it with --host 0.0.0.0, so that phones can reach it.";
	const host = typedAddress(address).replace(/:\d+$/, "");
	return host === "localhost" || host === "[::1]" || host.startsWith("127.")
		? "This address leads to this laptop alone. Start the host with --host 0.0.0.0, so that phones can reach it."
		: null;
}
