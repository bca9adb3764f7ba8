import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Inlet } from "./inlet.ts";

/**
 * Requests of one connection that may wait for their answers at once. The answer to the last of them ends the connection, and what comes
 * behind it is not read (RFC 9112, sections 9.3.2 and 9.6). Browsers wait for each answer.
 */
const PIPELINED = 32;
/** A request of the shortest kind has some 25 bytes and costs some 30 us; a WebSocket frame some 6 bytes and 1 us. */
const READER = { weight: 8, pieceBytes: 512 };

/**
 * Hands node:http what its connections read in turns with all other sockets, and no more of a connection once enough of its requests wait.
 * Call the result for each request, before its answer is written.
 */
export function boundPipelines(server: Server, inlet: Inlet): (request: IncomingMessage, response: ServerResponse) => void {
	const connections = new WeakMap<Socket, { waiting: number; stop(): void }>();
	// After the listener of node:http, which has just set its own one for what the socket reads.
	server.on("connection", (socket: Socket) => connections.set(socket, { waiting: 0, stop: inlet.feed(socket, READER) }));
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
