import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { OpenRoom, RealTime, Socket } from "#engine/port.ts";
import { openRoom as openEngineRoom } from "#engine/room.ts";
import { receiveByUserName } from "./by-user-name.ts";
import { type EntryRefusal, type EntryRequest, wayOf } from "./entering.ts";
import { guard, guardTime, guardTold } from "./guard.ts";
import type { Log } from "./log.ts";
import { attachWebSocket } from "./mqtt-websocket.ts";
import { DEAF, refuseClient } from "./refuse.ts";
import { openRooms, type Rooms, type Visit } from "./rooms.ts";
import type { MqttTold, MqttWebSocketTold, TextSocket, WebSocketTold } from "./sockets.ts";
import { openSources } from "./sources.ts";
import { openTurns } from "./taking-turns.ts";
import { countText, openUnread } from "./unread.ts";
import { openWatcher } from "./watcher.ts";
import type { Resume } from "./watchers.ts";

export type HostOptions = {
	readonly time: RealTime;
	readonly log: Log;
	readonly openRoom?: OpenRoom | undefined;
	/** The settings that the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	/** Told to every page, so that the page can say how to come in by TCP; asked for when the page arrives. Default: there is no such way. */
	readonly mqttPort?: () => number | null;
	/** MQTT clients that this host can hold; a source gets a share of so many connections, and a few more for its pages. Default: any number. */
	readonly connections?: number | undefined;
};

/** Somebody may come in: a place in the room is held until open() or leave() is called. */
export type Admitted = {
	/** There will not be a socket. */
	leave(): void;
} & ({ readonly to: "mqtt"; open(carrier: Socket): MqttWebSocketTold } | { readonly to: "watch"; open(socket: TextSocket): WebSocketTold });
/** A visitor that is not let in is told why. elsewhere: the path does not belong to a room. */
type Refused = EntryRefusal & { readonly to: "nowhere" | "elsewhere" };

/** Many rooms, and every way into them. The opener hands in time, and then sockets; the host asks the machine for nothing. */
export type Host = {
	readonly rooms: Rooms;
	/** The time that was handed in, behind a catch: for everything else that this process does for its visitors. */
	readonly time: RealTime;
	/** Whether one more request of this source may be answered; otherwise it gets BUSY. */
	arrives(source: string): boolean;
	/** For a WebSocket: the path says which room is meant, and whether MQTT or a page is coming. */
	admit(asked: EntryRequest): Promise<Admitted | Refused>;
	/** For bytes without a path, which is how TCP brings them: MQTT, and the user name says which room is meant. */
	receive(carrier: Socket, source: string): MqttTold;
	/** Closes every room; each room ends its connections in the way that suits its clients. */
	close(): Promise<void>;
};

/** What a source is told that asks for more than its share. */
export const BUSY = {
	status: 503,
	says: "Your address has asked this host for more than its share; try again in a moment.",
	retryAfterS: 2,
} as const satisfies EntryRefusal;

export function openHost(options: HostOptions): Host {
	const { log, openRoom = openEngineRoom, settings, mqttPort = () => null, connections = Number.POSITIVE_INFINITY } = options;
	const time = guardTime(options.time, log);
	const sources = openSources({ time, connections });
	const unread = openUnread({ time, log });
	const atTheDoor = openUnread({ time, log, most: LIMITS.doorBytes });
	const rooms = openRooms({ openRoom, time, log, settings, mayOpen: sources.opensRoom });
	const client = { time, log, unread };

	function watch(socket: TextSocket, visit: Visit, resume: Resume): WebSocketTold {
		const counted = countText(unread, visit.room.name, socket);
		const told = openWatcher(counted.socket, { visit, resume, mqttPort: mqttPort(), time, log });
		return guardTold(
			guard(log, "a room socket", () => socket.terminate()),
			{
				...told,
				closed(code: number) {
					counted.leave();
					told.closed(code);
				},
			},
		);
	}
	/** A class comes in at once, and again after every restart of the host. */
	const door = openTurns(time).line<() => void>((enter) => enter());

	return {
		rooms,
		time,
		arrives: sources.arrives,
		async admit(asked) {
			const way = wayOf(asked);
			if (way.to === "nowhere" || way.to === "elsewhere") return way;
			const met = asked.source === null ? HOME : sources.connects(asked.source, way.to);
			if (met.is !== "in") {
				if (met.is === "refused") met.leave();
				return { to: "nowhere", ...BUSY };
			}
			await new Promise<void>((enter) => door.due(enter));
			const entered = await rooms.enter(way.room, asked.source);
			if (!entered.ok) {
				met.leave();
				return { to: "nowhere", status: 503, says: `${entered.says}.`, retryAfterS: 10 };
			}
			const visit = leavingWith(entered.visit, met.leave);
			const leave = () => visit.leave();
			if (way.to === "mqtt") return { to: "mqtt", leave, open: (carrier) => attachWebSocket(carrier, visit, way.origin, client) };
			return { to: "watch", leave, open: (socket) => watch(socket, visit, way.resume) };
		},
		receive(carrier, source) {
			const met = sources.connects(source, "mqtt");
			if (met.is === "broken") {
				carrier.terminate();
				return DEAF;
			}
			const told = met.is === "in" ? receiveByUserName(carrier, { rooms, source, atTheDoor, ...client }) : refuseClient(carrier, time);
			return {
				...told,
				closed() {
					met.leave();
					told.closed();
				},
			};
		},
		close: () => rooms.close(),
	};
}

/** Of this process, which has no bounds against itself. */
const HOME = { is: "in", leave() {} } as const;

/** A visit, and the place of its connection, which is given back once along with it. */
function leavingWith(visit: Visit, left: () => void): Visit {
	let here = true;
	return {
		...visit,
		leave() {
			if (here) left();
			here = false;
			visit.leave();
		},
	};
}
