import type { Server } from "node:http";
import type { OpenRoom, RealTime } from "#engine/port.ts";
import { type Host, openHost } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import type { Rooms } from "#host/rooms.ts";
import { attachHost } from "./attach.ts";
import type { Flags, Listening } from "./flags.ts";
import { printLog } from "./log.ts";
import type { SocketPlaces } from "./places.ts";
import { machineTime } from "./real-time.ts";
import { openTcp, type TcpDoor } from "./tcp.ts";

export type Doors = {
	readonly rooms: Rooms;
	/** See Host. */
	readonly arrives: Host["arrives"];
	/** The TCP port that was actually taken; null: MQTT over TCP is off. */
	readonly mqttPort: number | null;
	close(): Promise<void>;
};

export type DoorsOptions = {
	readonly flags: Listening & Partial<Flags>;
	/** Upgrades to paths that are not ours: vite.config.ts leaves them to Vite. */
	readonly strangers: "refuse" | "leave";
	readonly time?: RealTime;
	readonly log?: Log;
	readonly openRoom?: OpenRoom;
	/** The descriptors of this process; default: there is no bound. */
	readonly places?: SocketPlaces;
};

/** The rooms of this host and every way into them: by WebSocket through this HTTP server, and by TCP. */
export async function openDoors(server: Server, options: DoorsOptions): Promise<Doors> {
	const { flags, strangers, log = printLog, openRoom, places } = options;
	let door: TcpDoor | null = null;
	const mqttPort = () => door?.port ?? null;
	const host = openHost({
		time: options.time ?? machineTime,
		log,
		openRoom,
		settings: flags.settings,
		mqttPort,
		connections: places?.mostClients,
	});
	if (flags.mqttPort !== null) {
		const tcp = await openTcp({ host: flags.host, port: flags.mqttPort, receive: host.receive, places, time: host.time, log });
		if ("fault" in tcp) log(`MQTT over TCP is off: ${tcp.fault}; MQTT over WebSocket works`);
		else door = tcp;
	}
	// Attached last: what a page is told when it comes must be known by then.
	const attached = attachHost(server, { host, strangers, places, log });
	return {
		rooms: host.rooms,
		arrives: host.arrives,
		mqttPort: mqttPort(),
		async close() {
			// Rooms close first: they end their connections in the way that suits their clients.
			await host.close();
			await attached.close();
			await door?.close();
		},
	};
}
