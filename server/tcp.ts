import { createServer, type Socket as TcpSocket } from "node:net";
import type { RealTime } from "#engine/port.ts";
import type { Host } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import { sourceOf } from "#host/sources.ts";
import { carryTcp } from "./carry-tcp.ts";
import { listen } from "./listen.ts";
import type { SocketPlaces } from "./places.ts";

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
	/** The room of every client that comes through this door; null, the default: the user name says. */
	readonly room?: string | null;
	/** The descriptors of this process; default: there is no bound. */
	readonly places?: SocketPlaces | undefined;
	readonly time: RealTime;
	readonly log: Log;
};

/** MQTT as every device speaks it. Fails as listen() does. */
export async function openTcp({
	host,
	port,
	receive,
	room = null,
	places,
	time,
	log,
}: TcpOptions): Promise<TcpDoor | { readonly fault: string }> {
	const sockets = new Set<TcpSocket>();
	const server = createServer({ noDelay: true, allowHalfOpen: true }, (tcp) => {
		if (places?.client(tcp) === false) return;
		sockets.add(tcp);
		tcp.on("close", () => sockets.delete(tcp));
		carryTcp(tcp, (carrier) => receive(carrier, sourceOf(tcp.remoteAddress), room), { time, log });
	});
	const listening = await listen(server, host, port, log);
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
