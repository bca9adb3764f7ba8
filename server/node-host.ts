import { createServer } from "node:http";
import { guard } from "#host/guard.ts";
import type { OwnNames } from "#host/own-names.ts";
import { sourceOf } from "#host/sources.ts";
import { type Doors, type DoorsOptions, openDoors } from "./doors.ts";
import { watchHeap } from "./heap.ts";
import { hostTold } from "./host-told.ts";
import { listen } from "./listen.ts";
import { printLog } from "./log.ts";
import { openPages } from "./pages.ts";
import { PATIENCE } from "./patience.ts";
import { boundPipelines } from "./pipelined.ts";
import { openPlaces } from "./places.ts";
import { VERSION } from "./version.ts";

export type NodeHost = Doors & {
	/** The HTTP port that was actually taken. */
	readonly port: number;
};

/** folder: where the built page is. */
export type NodeHostOptions = Omit<DoorsOptions, "strangers"> & { readonly folder: string };

/** Everything that this process serves. Without its HTTP port the host cannot run; without MQTT over TCP it goes on, and says so. */
export async function openNodeHost(options: NodeHostOptions): Promise<NodeHost | { readonly fault: string }> {
	const { flags, folder, log = printLog, places = openPlaces() } = options;
	let doors: Doors | null = null;
	const health = () => doors?.rooms.counts() ?? { rooms: 0, connections: 0 };
	const arrives = (source: string) => doors?.arrives(source) ?? false;
	const own: OwnNames = {
		isOurs: (host) => doors?.own.isOurs(host) ?? false,
		mayUse: (origin, host) => doors?.own.mayUse(origin, host) ?? false,
		leadsHere: (name) => doors?.own.leadsHere(name) ?? false,
	};
	const tells = (query: string | undefined) => hostTold(query, doors);
	const opens: Doors["open"] = async (...asked) =>
		doors === null ? "This host is starting. Try again in a moment." : doors.open(...asked);
	const pages = openPages({ folder, version: VERSION, health, tells, arrives, own, opens, log });
	// The pages answer a request without Host, as any other: what node:http answers by itself is not counted.
	const server = createServer({ ...PATIENCE.http, requireHostHeader: false });
	const bound = boundPipelines(server);
	server.on("request", (request, response) => {
		bound(request, response);
		pages(request, response);
	});
	server.on("connection", (socket) => places.visitor(socket, sourceOf(socket.remoteAddress)));
	// A reader that stands still; a WebSocket has a patience of its own.
	server.setTimeout(PATIENCE.httpStillMs);
	// The rooms exist before the first visitor can come.
	const opened = await openDoors(server, { ...options, places, strangers: "refuse" });
	doors = opened;
	const listening = await listen(server, flags.host, flags.port, log);
	if ("fault" in listening) {
		await opened.close();
		return listening;
	}

	const unwatch = watchHeap((used) => guard(log, "the watch over memory", () => {})(() => opened.rooms.relieve(used)));
	let closing: Promise<void> | null = null;
	return {
		...opened,
		port: listening.port,
		close() {
			closing ??= (async () => {
				unwatch();
				const stopped = new Promise((settle) => server.close(settle));
				await opened.close();
				server.closeAllConnections();
				await stopped;
			})();
			return closing;
		},
	};
}
