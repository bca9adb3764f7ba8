import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A piece of a network between a phone and the host. */
export type StallingProxy = {
	readonly port: number;
	/** From now on, no byte goes either way, and nobody is told: what a phone sees whose Wi-Fi stands still. */
	stall(): void;
	/** Everything goes on, with what had been sent meanwhile. */
	flow(): void;
	close(): Promise<void>;
};

export async function openStallingProxy(to: number): Promise<StallingProxy> {
	const sockets = new Set<Socket>();
	let stalled = false;
	const hold = (socket: Socket) => {
		sockets.add(socket);
		socket.on("error", () => {}); // a reset is one of the ways in which a connection ends
		socket.on("close", () => sockets.delete(socket));
		if (stalled) socket.pause();
	};
	const server = createServer({ pauseOnConnect: true }, (near) => {
		const far = connect(to, "127.0.0.1");
		for (const socket of [near, far]) hold(socket);
		const pass = (from: Socket, into: Socket) => {
			from.on("data", (bytes) => into.write(bytes));
			from.on("end", () => into.end());
			from.on("close", () => into.destroy());
		};
		pass(near, far);
		pass(far, near);
		// A listener of "data" lets a socket flow.
		for (const socket of [near, far])
			if (stalled) socket.pause();
			else socket.resume();
	});
	await once(server.listen(0, "127.0.0.1"), "listening");
	return {
		port: (server.address() as AddressInfo).port,
		stall() {
			stalled = true;
			for (const socket of sockets) socket.pause();
		},
		flow() {
			stalled = false;
			for (const socket of sockets) socket.resume();
		},
		async close() {
			for (const socket of sockets) socket.destroy();
			server.close();
			await once(server, "close");
		},
	};
}
