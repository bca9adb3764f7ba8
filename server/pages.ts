import type { IncomingMessage, ServerResponse } from "node:http";
import sirv from "sirv";
import { parseRoute } from "#host/route.ts";
import { setSecurityHeaders } from "./headers.ts";

export type Health = { readonly rooms: number; readonly connections: number };

/** Answers everything that is plain HTTP: the built page, its files, and /healthz. */
export function openPages(options: { readonly folder: string; readonly version: string; readonly health: () => Health }) {
	const files = sirv(options.folder, { etag: true, gzip: true, brotli: true });

	return (request: IncomingMessage, response: ServerResponse): void => {
		setSecurityHeaders(request, response);
		const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
		if (request.method !== "GET" && request.method !== "HEAD") {
			response.setHeader("Allow", "GET, HEAD");
			return say(response, 405, "Only GET and HEAD are answered here.");
		}
		// sirv throws on a range that ends before it begins; our files are small enough to be sent whole.
		delete request.headers.range;
		const route = parseRoute(path);
		switch (route.to) {
			case "health":
				response.setHeader("Content-Type", "application/json");
				response.setHeader("Cache-Control", "no-store");
				response.end(`${JSON.stringify({ status: "ok", version: options.version, ...options.health() })}\n`);
				return;
			case "page":
				// Routes within the page belong to the page: one file serves them all.
				request.url = "/";
				response.setHeader("Cache-Control", "no-cache");
				return files(request, response, () => say(response, 500, "The page is not built; npm run build makes it."));
			case "mqtt":
				response.setHeader("Upgrade", "websocket");
				return say(
					response,
					426,
					`This is MQTT over WebSocket for room ${route.room}. Point an MQTT client here, or open /r/${route.room} in a browser.`,
				);
			case "watch":
				response.setHeader("Upgrade", "websocket");
				return say(response, 426, `This is the room socket of the page /r/${route.room}.`);
			case "nowhere":
				return say(response, 404, route.says);
			case "file":
				// Vite puts a hash of the content into every name under /assets.
				response.setHeader("Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
				return files(request, response, () => {
					response.removeHeader("Vary");
					say(response, 404, "Nothing is at this address. The page is at /, a room at /r/<room>.");
				});
		}
	};
}

function say(response: ServerResponse, status: number, says: string): void {
	response.statusCode = status;
	response.setHeader("Content-Type", "text/plain; charset=utf-8");
	response.setHeader("Cache-Control", "no-store");
	response.end(`${says}\n`);
}
