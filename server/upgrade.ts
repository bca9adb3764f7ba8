import { type IncomingMessage, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

/** Answers an upgrade with plain HTTP and one sentence. */
export function refuseUpgrade(socket: Duplex, status: 400 | 403 | 404 | 503, says: string): void {
	const body = `${says}\n`;
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
			`X-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
		() => socket.destroy(),
	);
}

/** The subprotocols that a client offers, in its order. */
export function offeredProtocols(request: IncomingMessage): string[] {
	const header = request.headers["sec-websocket-protocol"] ?? "";
	return header.split(",").map((name) => name.trim());
}

/** Whether the page that asks came from this host; what is no page sends no Origin. */
export function sameOrigin(request: IncomingMessage): boolean {
	const { origin, host } = request.headers;
	if (origin === undefined) return true;
	return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
