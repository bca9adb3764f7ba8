import type { Server } from "node:http";
import type { OpenRoom, RealTime } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Rooms } from "#host/rooms.ts";
import { attachRooms } from "./attach.ts";
import type { Flags, Listening } from "./flags.ts";
import { printLog } from "./log.ts";
import { machineTime } from "./real-time.ts";
import { openTcp } from "./tcp.ts";

export type Doors = {
	readonly rooms: Rooms;
	/** The TCP port that was really taken; null: MQTT over TCP is off. */
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
};

/** The rooms of this host and every way into them: by WebSocket through this HTTP server, and by TCP. */
export async function openDoors(server: Server, options: DoorsOptions): Promise<Doors> {
	const { flags, strangers, time = machineTime, log = printLog, openRoom } = options;
	let rooms: Rooms | null = null;
	const tcp = flags.mqttPort === null ? null : await openTcp({ host: flags.host, port: flags.mqttPort, rooms: () => rooms, time, log });
	if (tcp !== null && "fault" in tcp) log(`MQTT over TCP is off: ${tcp.fault}; MQTT over WebSocket works`);
	const door = tcp === null || "fault" in tcp ? null : tcp;
	const mqttPort = door?.port ?? null;
	const attached = attachRooms(server, {
		strangers,
		mqttPort,
		time,
		log,
		settings: flags.settings,
		...(openRoom === undefined ? {} : { openRoom }),
	});
	rooms = attached.rooms;
	return {
		rooms,
		mqttPort,
		async close() {
			// Rooms first: they end their connections as their clients would want it.
			await attached.close();
			await door?.close();
		},
	};
}
