import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { HostTold } from "#contract/host-told.ts";
import type { OpenRoom, RealTime } from "#engine/port.ts";
import { type Host, openHost } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import { type OwnNames, openOwnNames } from "#host/own-names.ts";
import type { Rooms } from "#host/rooms.ts";
import { attachHost } from "./attach.ts";
import type { BoundPort } from "./door-flags.ts";
import type { Flags, Listening } from "./flags.ts";
import { printLog } from "./log.ts";
import { machineNames } from "./machine-names.ts";
import type { SocketPlaces } from "./places.ts";
import { machineTime } from "./real-time.ts";
import { openTcp, type TcpDoor } from "./tcp.ts";

export type Doors = {
	readonly rooms: Rooms;
	/** See Host. */
	readonly arrives: Host["arrives"];
	readonly openClass: Host["openClass"];
	readonly open: Host["open"];
	/** See HostTold. */
	readonly opening: HostTold["opening"];
	/** The names and pages that are welcome. */
	readonly own: OwnNames;
	/** The TCP port that was actually taken; null: MQTT over TCP is off. */
	readonly mqttPort: number | null;
	/** The TCP ports of single rooms that were actually taken. */
	readonly boundPorts: readonly BoundPort[];
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
	let plain: TcpDoor | null = null;
	const mqttPort = () => plain?.port ?? null;
	const own = openOwnNames({ names: [...machineNames(flags.host), ...(flags.names ?? [])], origins: flags.origins ?? [] });
	const { workshop = false, password = null } = flags;
	const isAsked = workshop || password !== null;
	const host = openHost({
		opening: isAsked ? { by: "asked", password } : { by: "visit" },
		time: options.time ?? machineTime,
		log,
		openRoom,
		settings: flags.settings,
		mqttPort,
		webPort: () => (server.address() as AddressInfo | null)?.port ?? null,
		own,
		byName: isAsked ? "known" : flags.byName,
		connections: places?.mostClients,
	});
	const openDoor = async (port: number, room: string | null) => {
		const tcp = await openTcp({ host: flags.host, port, room, receive: host.receive, places, time: host.time, log });
		if (!("fault" in tcp)) return tcp;
		const what = room === null ? "MQTT over TCP" : `MQTT over TCP for room ${room}`;
		log(`${what} is off: ${tcp.fault}; MQTT over WebSocket works`);
		return null;
	};
	if (flags.mqttPort !== null) plain = await openDoor(flags.mqttPort, null);
	const bound: (BoundPort & { readonly door: TcpDoor })[] = [];
	for (const { port, room } of flags.boundPorts ?? []) {
		const door = await openDoor(port, room);
		if (door !== null) bound.push({ port: door.port, room, door });
	}
	// Attached last: what a page is told when it comes must be known by then.
	const attached = attachHost(server, { host, strangers, places, log });
	return {
		rooms: host.rooms,
		arrives: host.arrives,
		openClass: host.openClass,
		open: host.open,
		opening: password !== null ? "password" : isAsked ? "asked" : "visit",
		own,
		mqttPort: mqttPort(),
		boundPorts: bound,
		async close() {
			// Rooms close first: they end their connections in the way that suits their clients.
			await host.close();
			await attached.close();
			await Promise.all([plain, ...bound.map(({ door }) => door)].map((door) => door?.close()));
		},
	};
}
