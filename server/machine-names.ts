import { hostname } from "node:os";

/** What this machine is called: by itself, and in its network (RFC 6762). listensAt: a name that was given as the address to listen on. */
export function machineNames(listensAt: string): string[] {
	const own = hostname();
	const [short = own] = own.split(".", 1);
	return [own, short, `${short}.local`, listensAt].filter((name) => name !== "");
}
