import { networkInterfaces } from "node:os";

/** The addresses of this host, as links name them, the machine's own name for itself first. When it listens on all interfaces, these include those that a phone in the same network can use. */
export function addressesOf(listensAt: string): string[] {
	if (listensAt === "127.0.0.1" || listensAt === "::1") return ["localhost"];
	if (listensAt !== "0.0.0.0" && listensAt !== "::") return [listensAt.includes(":") ? `[${listensAt}]` : listensAt];
	const outside = Object.values(networkInterfaces())
		.flatMap((list) => list ?? [])
		.filter((one) => !one.internal && one.family === "IPv4");
	return ["localhost", ...outside.map((one) => one.address)];
}
