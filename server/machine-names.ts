import { hostname, networkInterfaces } from "node:os";

/** What this machine is called: by itself, in its network (RFC 6762), and by address. listensAt: a name that was given as the address to listen on. */
export function machineNames(listensAt: string): string[] {
	const own = hostname();
	const [short = own] = own.split(".", 1);
	return [own, short, `${short}.local`, listensAt, ...addresses()].filter((name) => name !== "");
}

function addresses(): string[] {
	const all = Object.values(networkInterfaces()).flatMap((these) => these ?? []);
	return all.map(({ family, address }) => (family === "IPv6" ? `[${address}]` : address));
}
