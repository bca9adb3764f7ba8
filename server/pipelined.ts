import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { openInlet } from "./inlet.ts";

/**
 * Requests of one connection that may wait for their answers at once. The answer to the last of them ends the connection, and what comes
 * behind it is not read (RFC 9112, sections 9.3.2 and 9.6). Browsers wait for each answer.
 */
const PIPELINED = 32;
/** The shortest request has some 25 bytes and costs some 30 us: at most 160 of them in a turn. */
const REQUESTS = { turnBytes: 4 * 1_024, shareBytes: 512, pieceBytes: 512 };

/**
 * Hands node:http what its connections read in turns, and no more of a connection once enough of its requests wait.
 * Call the result for each request, before its answer is written.
 */
export function boundPipelines(server: Server): (request: IncomingMessage, response: ServerResponse) => void {
	const inlet = openInlet(REQUESTS);
	const connections = new WeakMap<Socket, { waiting: number; stop(): void }>();
	// After the listener of node:http, which has just set its own one for what the socket reads.
	server.on("connection", (socket: Socket) => connections.set(socket, { waiting: 0, stop: inlet.feed(socket) }));
	// Otherwise node:http answers these by itself, uncounted.
	server.on("checkExpectation", (request, response) => server.emit("request", request, response));
	return ({ socket }, response) => {
		const connection = connections.get(socket);
		if (connection === undefined) return;
		connection.waiting += 1;
		if (connection.waiting < PIPELINED) response.on("close", () => (connection.waiting -= 1));
		else if (connection.waiting === PIPELINED) {
			response.setHeader("Connection", "close");
			connection.stop();
		}
	};
}
