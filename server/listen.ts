import type { AddressInfo, Server } from "node:net";

/** Starts to listen. A port that cannot be taken is a sentence, not an exception. */
export function listen(server: Server, host: string, port: number): Promise<{ readonly port: number } | { readonly fault: string }> {
	return new Promise((settle) => {
		function onError(fault: NodeJS.ErrnoException): void {
			server.off("listening", onListening);
			settle({ fault: sentence(fault, host, port) });
		}
		function onListening(): void {
			server.off("error", onError);
			settle({ port: (server.address() as AddressInfo).port });
		}
		server.once("error", onError).once("listening", onListening);
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
