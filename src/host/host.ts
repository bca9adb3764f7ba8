import { LIMITS } from "#contract/limits.ts";
import { LOBBY } from "#contract/room-name.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { hostFull, visitorOf } from "#engine/door/door-words.ts";
import type { OpenRoom, RealTime, Socket } from "#engine/port.ts";
import { openRoom as openEngineRoom } from "#engine/room.ts";
import { receiveByWebSocket } from "./at-web-door.ts";
import { receiveByUserName } from "./by-user-name.ts";
import { addressOf } from "./class/address-of.ts";
import { type Classes, openClasses } from "./class/classes.ts";
import { type EntryRefusal, type EntryRequest, wayOf } from "./entering.ts";
import { destinationOf } from "./first-packet.ts";
import { guardTime } from "./guard.ts";
import type { Log } from "./log.ts";
import type { ClientGate } from "./mqtt-client.ts";
import { attachWebSocket } from "./mqtt-websocket.ts";
import { type Opening, openOpening } from "./opening.ts";
import { ANY_NAME, type OwnNames } from "./own-names.ts";
import { portRules, type RoomsByName } from "./port-rules.ts";
import { DEAF, refuseClient } from "./refuse.ts";
import { openRooms, type Rooms, type Visit } from "./rooms.ts";
import type { MqttTold, MqttWebSocketTold, TextSocket, WebSocketTold } from "./sockets.ts";
import { isThisMachine, openSources } from "./sources.ts";
import { openTurns } from "./taking-turns.ts";
import { openTelling } from "./telling.ts";
import { turnAway } from "./turn-away.ts";
import { openUnread } from "./unread.ts";
import { openWatchDoor } from "./watch-door.ts";

export type HostOptions = {
	readonly time: RealTime;
	readonly log: Log;
	readonly openRoom?: OpenRoom | undefined;
	/** The settings that the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	/** Told to every page, so that the page can say how to come in by TCP; asked for when the page arrives. Default: there is no such way. */
	readonly mqttPort?: () => number | null;
	/** The port of the page, for a client that looks for it on the port of MQTT over TCP. Default: it is not known. */
	readonly webPort?: () => number | null;
	/** The names and pages that are welcome; default: any name, and the pages that come from here. */
	readonly own?: OwnNames | undefined;
	/** Whether a user name of MQTT over TCP opens a room; default: "open", it does. */
	readonly byName?: RoomsByName | undefined;
	/** What opens a room; default: the first visit to it. */
	readonly opening?: Opening | undefined;
	/** Whether this source is the machine of the host, whose clients have no share to keep to; default: the one that no other machine can have. */
	readonly isHome?: (source: string) => boolean;
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
	/** For bytes without a path, which is how TCP brings them: MQTT, and the user name says which room is meant, unless the port has a room. */
	receive(carrier: Socket, source: string, room?: string | null): MqttTold;
	/** A trainer leads a class in this room. Null: it is open. Otherwise why not. */
	readonly openClass: Classes["open"];
	/** Somebody asks for a new room. Null: it is open. Otherwise why not, in one sentence. */
	open(room: string, password: string | null, source: string | null): Promise<string | null>;
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
	const { own = ANY_NAME, webPort = () => null, opening = { by: "visit" }, isHome = isThisMachine } = options;
	const { byName = opening.by === "asked" ? "known" : "open" } = options;
	const time = guardTime(options.time, log);
	const sources = openSources({ time, connections });
	const unread = openUnread({ time, log });
	const atTheDoor = openUnread({ time, log, most: LIMITS.doorBytes });
	const rooms = openRooms({
		openRoom,
		time,
		log,
		settings,
		mayOpen: sources.opensRoom,
		reserved: opening.by === "asked" ? CLASS_ROOMS : 0,
	});
	const classes = openClasses({ rooms, time, log, isHome });
	const { enter, open } = openOpening({ opening, rooms, classes, mayTry: sources.opensRoom });
	const client = { time, log, unread };
	const tell = openTelling(rooms, log);

	const watch = openWatchDoor({ classes, unread, mqttPort, time, log });
	/** A class comes in at once, and again after every restart of the host. */
	const door = openTurns(time).line<() => void>((enter) => enter());

	return {
		rooms,
		time,
		arrives: sources.arrives,
		async admit(asked) {
			const way = wayOf(asked, own);
			const stranger = { from: asked.peer ?? "this machine", by: "websocket", first: new Uint8Array(0) } as const;
			if (way.to === "nowhere" && way.told !== undefined) tell(way.told.room, asked.source, visitorOf(stranger, way.told.said));
			if (way.to === "nowhere" || way.to === "elsewhere") return way;
			const refuse = (says: string, retryAfterS: number): Refused => {
				tell(way.room, asked.source, visitorOf(stranger, hostFull(says, 503)));
				return { to: "nowhere", status: 503, says, retryAfterS };
			};
			const met = asked.source === null ? HOME : sources.connects(asked.source, way.to);
			if (met.is === "broken") return { to: "nowhere", ...BUSY };
			if (met.is === "refused") {
				if (way.to === "watch") return turnAway(BUSY.says, met.leave);
				met.leave();
				return refuse(BUSY.says, BUSY.retryAfterS);
			}
			await new Promise<void>((comes) => door.due(comes));
			const entered = await enter(way.room, asked.source);
			if (!entered.ok) {
				const says = asSentence(entered.says);
				if (way.to === "watch") return turnAway(says, met.leave);
				met.leave();
				return entered.isUnknown ? { to: "nowhere", status: 404, says } : refuse(says, 10);
			}
			const visit = leavingWith(entered.visit, met.leave);
			const leave = () => visit.leave();
			if (way.to === "mqtt") {
				const newcomer = classes.client(way.room, { origin: way.origin, ticket: way.ticket, source: asked.source, peer: asked.peer });
				if (typeof newcomer === "string") {
					leave();
					return refuse(newcomer, BUSY.retryAfterS);
				}
				// The clients of our own pages speak 3.1.1, and their wires are drawn from the first moment.
				const open = (carrier: Socket) => {
					if (newcomer.origin.kind === "lab") return attachWebSocket(carrier, visit, newcomer, client);
					return receiveByWebSocket(carrier, { visit, newcomer, tell: (visitor) => tell(way.room, asked.source, visitor) }, client);
				};
				return { to: "mqtt", leave: bothOf(leave, newcomer.gate), open };
			}
			return { to: "watch", leave, open: (socket) => watch(socket, visit, { resume: way.resume, from: addressOf(asked, isHome) }) };
		},
		receive(carrier, source, room = null) {
			const rules = portRules(room, { rooms, byName, own, webPort });
			const met = sources.connects(source, "mqtt");
			if (met.is === "broken") return brokenOff(carrier);
			const refused = (first: Uint8Array) => {
				const wanted = destinationOf(first, rules);
				const stranger = { from: carrier.peer ?? "this machine", by: "tcp", first } as const;
				tell(wanted === null || wanted.goes === "away" ? LOBBY : wanted.room, source, visitorOf(stranger, hostFull(BUSY.says, 3)));
			};
			const told =
				met.is === "in"
					? receiveByUserName(carrier, { rooms, classes, source, atTheDoor, rules, tell, ...client })
					: refuseClient(carrier, time, refused);
			return {
				...told,
				closed() {
					met.leave();
					told.closed();
				},
			};
		},
		openClass: classes.open,
		open,
		close() {
			classes.close();
			return rooms.close();
		},
	};
}

/** A class, and a bench for each of its seats. */
const CLASS_ROOMS = 1 + LIMITS.seats;

/** Of this process, which has no bounds against itself. */
const HOME = { is: "in", leave() {} } as const;

function brokenOff(carrier: Socket): MqttTold {
	carrier.terminate();
	return DEAF;
}

function asSentence(says: string): string {
	return `${says.charAt(0).toUpperCase()}${says.slice(1).replace(/\.$/, "")}.`;
}

/** There will not be a socket: nothing is left of what was opened for it. */
function bothOf(leave: () => void, gate: ClientGate | undefined): () => void {
	return () => {
		gate?.leave();
		leave();
	};
}

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
