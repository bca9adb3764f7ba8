import type { AddressInfo, Server } from "node:net";
import type { Log } from "#host/log.ts";

/**
 * Starts to listen. A port that cannot be taken is a sentence, not an exception. A fault that comes later (no descriptor is free for the
 * next connection: EMFILE, ENFILE) costs that connection, and is logged.
 */
export function listen(
	server: Server,
	host: string,
	port: number,
	log: Log = () => {},
): Promise<{ readonly port: number } | { readonly fault: string }> {
	return new Promise((settle) => {
		// Once settled, only the log still hears of it. Both listeners stay for as long as the server: without them a fault would end the process.
		server.on("error", (fault: NodeJS.ErrnoException) => {
			if (server.listening) log(`a connection could not be accepted: ${fault.message}`);
			settle({ fault: sentence(fault, host, port) });
		});
		server.on("connection", (socket) => socket.on("error", () => {}));
		server.once("listening", () => settle({ port: (server.address() as AddressInfo).port }));
		server.listen(port, host);
	});
}

function sentence(fault: NodeJS.ErrnoException, host: string, port: number): string {
	switch (fault.code) {
		case "EADDRINUSE":
			return `port ${port} on ${host} is taken by another program`;
		case "EACCES":
			return `port ${port} on ${host} needs more rights than this process has`;
		case "EADDRNOTAVAIL":
		case "ENOTFOUND":
			return `${host} is not an address of this machine`;
		default:
			return `port ${port} on ${host} cannot be opened: ${fault.message}`;
	}
}
