import type { BrokerSettings } from "#contract/settings.ts";
import type { OpenRoom, RealTime, Socket } from "#engine/port.ts";
import { openRoom as openEngineRoom } from "#engine/room.ts";
import { receiveByUserName } from "./by-user-name.ts";
import { type EntryRefusal, type EntryRequest, wayOf } from "./entering.ts";
import type { Log } from "./log.ts";
import { attachWebSocket } from "./mqtt-websocket.ts";
import { openRooms, type Rooms } from "./rooms.ts";
import type { MqttTold, TextSocket, WebSocketTold } from "./sockets.ts";
import { openTurns } from "./taking-turns.ts";
import { openWatcher } from "./watcher.ts";

export type HostOptions = {
	readonly time: RealTime;
	readonly log: Log;
	readonly openRoom?: OpenRoom | undefined;
	/** The settings that the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	/** Told to every page, so that the page can say how to come in by TCP; asked for when the page arrives. Default: there is no such way. */
	readonly mqttPort?: () => number | null;
};

/** Somebody may come in: a place in the room is held until open() or leave() is called. */
export type Admitted = {
	/** There will not be a socket. */
	leave(): void;
} & ({ readonly to: "mqtt"; open(carrier: Socket): WebSocketTold } | { readonly to: "watch"; open(socket: TextSocket): WebSocketTold });
/** A visitor that is not let in is told why. elsewhere: the path does not belong to a room. */
type Refused = EntryRefusal & { readonly to: "nowhere" | "elsewhere" };

/** Many rooms, and every way into them. The opener hands in time, and then sockets; the host asks the machine for nothing. */
export type Host = {
	readonly rooms: Rooms;
	/** For a WebSocket: the path says which room is meant, and whether MQTT or a page is coming. */
	admit(asked: EntryRequest): Promise<Admitted | Refused>;
	/** For bytes without a path, which is how TCP brings them: MQTT, and the user name says which room is meant. */
	receive(carrier: Socket): MqttTold;
	/** Closes every room; each room ends its connections in the way that suits its clients. */
	close(): Promise<void>;
};

export function openHost(options: HostOptions): Host {
	const { time, log, openRoom = openEngineRoom, settings, mqttPort = () => null } = options;
	const rooms = openRooms({ openRoom, time, log, settings });
	/** A class comes in at once, and again after every restart of the host. */
	const door = openTurns<() => void>((enter) => enter(), time);

	return {
		rooms,
		async admit(asked) {
			const way = wayOf(asked);
			if (way.to === "nowhere" || way.to === "elsewhere") return way;
			await new Promise<void>((enter) => door.due(enter));
			const entered = await rooms.enter(way.room);
			if (!entered.ok) return { to: "nowhere", status: 503, says: `${entered.says}.` };
			const { visit } = entered;
			const leave = () => visit.leave();
			if (way.to === "mqtt") {
				return { to: "mqtt", leave, open: (carrier) => attachWebSocket(carrier, visit, way.origin, log) };
			}
			const { resume } = way;
			const open = (socket: TextSocket) => openWatcher(socket, { visit, resume, mqttPort: mqttPort(), time, log });
			return { to: "watch", leave, open };
		},
		receive: (carrier) => receiveByUserName(carrier, { rooms, time, log }),
		close: () => rooms.close(),
	};
}
