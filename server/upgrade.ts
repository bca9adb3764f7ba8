import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { EntryRefusal, EntryRequest } from "#host/entering.ts";
import { sourceOf } from "#host/sources.ts";
import { peerOf } from "./peer.ts";
import { targetOf } from "./target.ts";

/** Answers an upgrade with plain HTTP and one sentence. */
export function refuseUpgrade(socket: Duplex, { status, says, retryAfterS }: EntryRefusal): void {
	const retry = retryAfterS === undefined ? "" : `Retry-After: ${retryAfterS}\r\n`;
	const body = `${says}\n`;
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
			`X-Content-Type-Options: nosniff\r\n${retry}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
		() => socket.destroy(),
	);
}

/** What an upgrade asks of the host. */
export function askedBy(request: IncomingMessage): EntryRequest {
	const { headers, socket } = request;
	const offered = headers["sec-websocket-protocol"] ?? "";
	return {
		...targetOf(request),
		protocols: offered.split(",").map((name) => name.trim()),
		origin: headers.origin ?? null,
		source: sourceOf(socket.remoteAddress),
		peer: peerOf(socket.remoteAddress),
	};
}
