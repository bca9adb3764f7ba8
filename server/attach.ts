import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { LIMITS } from "#contract/limits.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { OpenRoom, RealTime } from "#engine/port.ts";
import { openRoom as openEngineRoom } from "#engine/room.ts";
import type { Log } from "#host/log.ts";
import { parseOrigin, parseResume } from "#host/query.ts";
import { openRooms, type Rooms, type Visit } from "#host/rooms.ts";
import { parseRoute } from "#host/route.ts";
import { printLog } from "./log.ts";
import { PATIENCE } from "./patience.ts";
import { machineTime } from "./real-time.ts";
import { offeredProtocols, refuseUpgrade, sameOrigin } from "./upgrade.ts";
import { openWatcher } from "./watcher.ts";
import { attachWebSocket } from "./websocket-client.ts";

export type AttachOptions = {
	/** Upgrades to paths that are not ours. Vite's own socket shares the port in development: leave those alone there. */
	readonly strangers: "refuse" | "leave";
	/** Told to every page, so that it can say how to come in by TCP. */
	readonly mqttPort: number | null;
	/** What the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	readonly time?: RealTime;
	readonly log?: Log;
	readonly openRoom?: OpenRoom;
};

type Upgrade = { readonly request: IncomingMessage; readonly socket: Duplex; readonly head: Buffer };
type Entrance = { readonly door: WebSocketServer; go(ws: WebSocket, visit: Visit): void };
type Refusal = { readonly status: 400 | 403; readonly says: string };

export type AttachedRooms = { readonly rooms: Rooms; close(): Promise<void> };

/** Gives an HTTP server its two sockets per room: MQTT over WebSocket, and the room socket. */
export function attachRooms(server: Server, options: AttachOptions): AttachedRooms {
	const { time = machineTime, log = printLog, openRoom = openEngineRoom } = options;
	const rooms = openRooms({ openRoom, time, log, settings: options.settings });
	const shared = { noServer: true, closeTimeout: PATIENCE.closeMs, perMessageDeflate: false };
	const mqttDoor = new WebSocketServer({ ...shared, maxPayload: LIMITS.mqttFrameBytes, handleProtocols: () => "mqtt" });
	const watchDoor = new WebSocketServer({ ...shared, maxPayload: LIMITS.frameBytes, handleProtocols: () => false });

	function onUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		// Before anything else, on every path: node:http has let go of this socket, and a reset without a listener ends the process.
		socket.on("error", () => {});
		const [path = "/", queryText] = (request.url ?? "/").split("?", 2);
		const query = new URLSearchParams(queryText);
		const route = parseRoute(path);
		if (route.to === "mqtt" || route.to === "watch") {
			const entrance = route.to === "mqtt" ? prepareMqtt(request, query) : prepareWatch(request, query);
			if ("says" in entrance) refuseUpgrade(socket, entrance.status, entrance.says);
			else
				letIn(route.room, entrance, { request, socket, head }).catch((fault: unknown) => {
					log(`room ${route.room} could not be entered: ${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
					socket.destroy();
				});
		} else if (route.to === "nowhere") refuseUpgrade(socket, 404, route.says);
		else if (options.strangers === "refuse") refuseUpgrade(socket, 404, "No WebSocket is here. MQTT is at /r/<room>/mqtt and at /mqtt.");
	}

	function prepareMqtt(request: IncomingMessage, query: URLSearchParams): Entrance | Refusal {
		if (!offeredProtocols(request).includes("mqtt")) {
			return { status: 400, says: "MQTT over WebSocket needs the subprotocol mqtt [MQTT-6.0.0-3], and this request does not offer it." };
		}
		const origin = parseOrigin(query);
		if (origin === null) return { status: 400, says: "A page (?page=) is named by 1 to 32 letters, digits or hyphens." };
		return { door: mqttDoor, go: (ws, visit) => attachWebSocket(ws, visit, origin, log) };
	}

	function prepareWatch(request: IncomingMessage, query: URLSearchParams): Entrance | Refusal {
		if (!sameOrigin(request)) return { status: 403, says: "A page of another origin may not watch a room here." };
		const resume = parseResume(query);
		return { door: watchDoor, go: (ws, visit) => openWatcher(ws, visit, resume, options.mqttPort, time, log) };
	}

	async function letIn(room: string, entrance: Entrance, { request, socket, head }: Upgrade): Promise<void> {
		const entered = await rooms.enter(room);
		if (!entered.ok) return refuseUpgrade(socket, 503, `${entered.says}.`);
		if (socket.destroyed) return entered.visit.leave();
		let accepted = false;
		entrance.door.handleUpgrade(request, socket, head, (ws) => {
			accepted = true;
			entrance.go(ws, entered.visit);
		});
		// ws answers a bad handshake itself, and calls nobody.
		if (!accepted) entered.visit.leave();
	}

	server.on("upgrade", onUpgrade);
	let closing: Promise<void> | null = null;
	return {
		rooms,
		close() {
			closing ??= (async () => {
				server.off("upgrade", onUpgrade);
				await rooms.close();
				await Promise.all([mqttDoor, watchDoor].map(shut));
			})();
			return closing;
		},
	};
}

/** Settles once every socket that came through it has closed. */
function shut(door: WebSocketServer): Promise<void> {
	return new Promise((settle) => {
		door.close(() => settle());
		for (const ws of door.clients) ws.terminate();
	});
}
