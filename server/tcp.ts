import { createServer, type Socket as TcpSocket } from "node:net";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import type { Host } from "#host/host.ts";
import { carryTcp } from "./carry-tcp.ts";
import { listen } from "./listen.ts";

export type TcpDoor = {
	readonly port: number;
	/** Ends every connection that came through this door, whatever room it is in. */
	close(): Promise<void>;
};

export type TcpOptions = {
	/** The address to listen on. */
	readonly host: string;
	readonly port: number;
	readonly receive: Host["receive"];
	readonly time: RealTime;
};

/** MQTT as every device speaks it. Fails as listen() does. */
export async function openTcp({ host, port, receive, time }: TcpOptions): Promise<TcpDoor | { readonly fault: string }> {
	const sockets = new Set<TcpSocket>();
	const server = createServer({ noDelay: true, allowHalfOpen: true }, (tcp) => {
		sockets.add(tcp);
		tcp.on("close", () => sockets.delete(tcp));
		carryTcp(tcp, receive, time);
	});
	// Rooms limit their own connections; this limits those that are not in a room yet.
	server.maxConnections = LIMITS.rooms * LIMITS.connectionsPerRoom;
	const listening = await listen(server, host, port);
	if ("fault" in listening) return listening;
	return {
		port: listening.port,
		async close() {
			const closed = [...sockets].map((tcp) => new Promise((settle) => tcp.once("close", settle)));
			for (const tcp of sockets) tcp.destroy();
			await Promise.all([...closed, new Promise((settle) => server.close(settle))]);
		},
	};
}
