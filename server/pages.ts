import type { IncomingMessage, ServerResponse } from "node:http";
import type { HostTold } from "#contract/host-told.ts";
import { readable } from "#contract/room-name.ts";
import { type DoorWords, foreignName, foreignPage } from "#engine/door/door-words.ts";
import { guard } from "#host/guard.ts";
import { BUSY, type Host } from "#host/host.ts";
import type { Log } from "#host/log.ts";
import { ANY_NAME, type OwnNames } from "#host/own-names.ts";
import { parseRoute } from "#host/route.ts";
import { sourceOf } from "#host/sources.ts";
import { openFiles } from "./files.ts";
import { setSecurityHeaders } from "./headers.ts";
import { hostTold } from "./host-told.ts";
import { openAsked } from "./open-asked.ts";
import { targetOf } from "./target.ts";

type Health = { readonly rooms: number; readonly connections: number };

export type PagesOptions = {
	readonly folder: string;
	readonly version: string;
	readonly health: () => Health;
	/** What is told at /host, by the query of the address; default: nothing is open. */
	readonly tells?: (query: string | undefined) => HostTold;
	/** Whether one more request of this source may be answered; default: it may. */
	readonly arrives?: (source: string) => boolean;
	/** The names and pages that are welcome; default: any name. */
	readonly own?: OwnNames;
	/** Opens a room that somebody asks for; default: none is opened so. */
	readonly opens?: Host["open"];
	readonly log?: Log;
};

/** Answers everything that is plain HTTP: the built page, its files, /healthz and /host. */
export function openPages({
	folder,
	version,
	health,
	tells = (query) => hostTold(query, null),
	arrives = () => true,
	own = ANY_NAME,
	opens = async () => "Rooms are not opened here.",
	log = () => {},
}: PagesOptions) {
	const files = openFiles(folder);

	function answer(request: IncomingMessage, response: ServerResponse): void {
		const target = targetOf(request);
		const { host } = target;
		setSecurityHeaders(target, response);
		if (!arrives(sourceOf(request.socket.remoteAddress))) {
			response.setHeader("Retry-After", BUSY.retryAfterS).setHeader("Connection", "close");
			return say(response, BUSY.status, BUSY.says);
		}
		// [RFC 9112, section 3.2]
		if (request.headers.host === undefined && request.httpVersion === "1.1") return say(response, 400, "A request names its host.");
		const [path = "/", query] = target.path.split("?", 2);
		const asksFor = request.method === "POST" ? /^\/r\/([^/]+)$/.exec(path)?.[1] : undefined;
		if (asksFor !== undefined) {
			const origin = request.headers.origin ?? null;
			if (!own.isOurs(host)) return say(response, 421, sentenceOf(foreignName(host ?? "")));
			if (!own.mayUse(origin, host)) return say(response, 403, sentenceOf(foreignPage(origin ?? "")));
			return openAsked(request, response, (password) => opens(readable(asksFor), password, sourceOf(request.socket.remoteAddress)), log);
		}
		if (request.method !== "GET" && request.method !== "HEAD") {
			response.setHeader("Allow", "GET, HEAD");
			return say(response, 405, "Only GET and HEAD are answered here.");
		}
		const route = parseRoute(path);
		// A request for the health of the host may call the host anything, as programs that watch over containers do: nothing of a room is told.
		if (route.to !== "health" && !own.isOurs(host)) return say(response, 421, sentenceOf(foreignName(host ?? "")));
		switch (route.to) {
			case "health":
				return sayJson(response, { status: "ok", version, ...health() });
			case "host":
				return sayJson(response, tells(query));
			case "page":
				// Routes within the page belong to the page: one file serves them all.
				response.setHeader("Cache-Control", "no-cache");
				if (!files("/", request, response)) say(response, 500, "The page is not built; npm run build makes it.");
				return;
			case "mqtt":
				response.setHeader("Upgrade", "websocket");
				return say(
					response,
					426,
					`This is MQTT over WebSocket for room ${route.room}. Point an MQTT client here, or open /r/${route.room} in a browser.`,
				);
			case "watch":
				response.setHeader("Upgrade", "websocket");
				if (!own.mayUse(claimedOrigin(request, query), host))
					return say(response, 403, sentenceOf(foreignPage(claimedOrigin(request, query) ?? "")));
				return say(response, 426, `This is the room socket of the page /r/${route.room}.`);
			case "nowhere":
				return say(response, 404, route.says);
			case "file":
				// Vite puts a hash of the content into every name under /assets.
				response.setHeader("Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
				if (!files(path, request, response)) say(response, 404, "Nothing is at this address. The page is at /, a room at /r/<room>.");
				return;
		}
	}

	return (request: IncomingMessage, response: ServerResponse): void => {
		// Before anything else: a visitor may go at any moment, and a request or a response that fails without a listener ends the process.
		request.on("error", () => {});
		response.on("error", () => {});
		guard(log, "a request for a page", () => response.destroy())(() => answer(request, response));
	};
}

/** A page whose room socket was refused asks here why, because no browser tells the page: a request within one origin does not name it. */
function claimedOrigin({ headers }: IncomingMessage, query: string | undefined): string | null {
	return headers.origin ?? new URLSearchParams(query).get("origin");
}

function sayJson(response: ServerResponse, told: object): void {
	response.setHeader("Content-Type", "application/json");
	response.setHeader("Cache-Control", "no-store");
	response.end(`${JSON.stringify(told)}\n`);
}

function sentenceOf({ says, advice }: DoorWords): string {
	return `${says}. ${advice}`;
}

function say(response: ServerResponse, status: number, says: string): void {
	response.statusCode = status;
	response.setHeader("Content-Type", "text/plain; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	response.end(`${says}\n`);
}
