import { createServer, type Socket as TcpSocket } from "node:net";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Rooms } from "#host/rooms.ts";
import { readFirstPacket } from "./first-packet.ts";
import { listen } from "./listen.ts";
import { PATIENCE } from "./patience.ts";
import { attachTcp } from "./tcp-client.ts";

export type TcpDoor = {
	readonly port: number;
	/** Connections are ended from here on, whatever room they are in. */
	close(): Promise<void>;
};

export type TcpOptions = {
	readonly host: string;
	readonly port: number;
	/** Asked at each connection: the dev server takes its rooms down and puts new ones up. */
	readonly rooms: () => Rooms | null;
	readonly time: RealTime;
	readonly log: Log;
};

/** CONNACK with return code 4, bad user name or password [3.1.1 table 3.1], and 3, server unavailable. */
const NO_SUCH_ROOM = Uint8Array.of(0x20, 0x02, 0x00, 0x04);
const NO_ROOM_LEFT = Uint8Array.of(0x20, 0x02, 0x00, 0x03);

/** MQTT as every device speaks it. The user name of CONNECT is the room; none is the lobby. Fails as listen() does. */
export async function openTcp(options: TcpOptions): Promise<TcpDoor | { readonly fault: string }> {
	const { time, log } = options;
	const sockets = new Set<TcpSocket>();

	async function welcome(tcp: TcpSocket): Promise<void> {
		sockets.add(tcp);
		tcp.on("close", () => sockets.delete(tcp));
		tcp.on("error", () => {}); // before the first await; "close" follows
		const first = await readFirstPacket(tcp, time);
		if (first.goes === "away") return void tcp.destroy();
		if (first.goes === "nowhere") {
			log(`a TCP client asked for room "${printable(first.userName)}", which is no room name; the user name is the room`);
			return refuse(tcp, NO_SUCH_ROOM);
		}
		const entered = await options.rooms()?.enter(first.room);
		if (entered === undefined || !entered.ok) {
			log(`a TCP client was refused: ${entered?.says ?? "there are no rooms yet"}`);
			return refuse(tcp, NO_ROOM_LEFT);
		}
		if (tcp.destroyed) return entered.visit.leave();
		attachTcp(tcp, entered.visit, first.bytes, time, log);
	}

	function refuse(tcp: TcpSocket, connack: Uint8Array): void {
		tcp.resume();
		tcp.end(connack);
		const unset = time.after(PATIENCE.closeMs, () => tcp.destroy());
		tcp.on("close", unset);
	}

	const server = createServer({ noDelay: true, allowHalfOpen: true }, (tcp) => {
		welcome(tcp).catch((fault: unknown) => {
			log(`a TCP connection failed here: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
			tcp.destroy();
		});
	});
	// Rooms bound their own connections; this bounds those that are in no room yet.
	server.maxConnections = LIMITS.rooms * LIMITS.connectionsPerRoom;
	const listening = await listen(server, options.host, options.port);
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

function printable(text: string): string {
	return text.slice(0, 64).replace(/[^\x20-\x7e]/g, "?");
}
