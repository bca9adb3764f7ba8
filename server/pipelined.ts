import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Requests of one connection that may wait for their answers at once. The answer to the last of them ends the connection, and what comes
 * behind it is not read (RFC 9112, sections 9.3.2 and 9.6). Browsers wait for each answer.
 */
const PIPELINED = 32;
/** Bytes that are handed to the parser at a time: some forty of the shortest requests. */
const PIECE = 1_024;
const EMPTY = Buffer.alloc(0);

/**
 * One read brings 64 KB, and node:http hands on all of the requests in it, thousands of them, before anything else has its turn: no option of
 * its own bounds that. So it is given a read in pieces, and no more of them once enough requests wait.
 * Call the result for each request, before its answer is written.
 */
export function boundPipelines(server: Server): (request: IncomingMessage, response: ServerResponse) => void {
	/** PIPELINED stays: that connection ends. */
	const unanswered = new WeakMap<Socket, number>();
	/** What a connection does before it is handed to the listeners of its upgrade. */
	const leaves = new WeakMap<object, () => void>();
	const count = (socket: Socket) => unanswered.get(socket) ?? 0;
	const isOver = (socket: Socket) => socket.destroyed || count(socket) === PIPELINED;
	server.prependListener("upgrade", ({ socket }: IncomingMessage) => leaves.get(socket)?.());
	// After the listener of node:http, which has just set its own one for what the socket reads.
	server.on("connection", (socket: Socket) => {
		const [parse] = socket.listeners("data") as ((piece: Buffer) => void)[];
		if (parse === undefined) return;
		let rest: Buffer = EMPTY;
		const giveBack = () => {
			if (rest.length > 0 && !isOver(socket)) socket.unshift(rest);
			rest = EMPTY;
		};
		const read = (chunk: Buffer) => {
			rest = chunk;
			// Paused by node:http: the client does not take its answers.
			while (rest.length > 0 && !isOver(socket) && !socket.isPaused()) {
				const piece = rest.subarray(0, PIECE);
				rest = rest.subarray(PIECE);
				parse.call(socket, piece);
			}
			giveBack();
		};
		// Bytes that follow a handshake in the same piece are handed on with it, and go before these.
		leaves.set(socket, () => {
			socket.off("data", read);
			giveBack();
		});
		socket.off("data", parse);
		socket.on("data", read);
	});
	return ({ socket }, response) => {
		const waiting = count(socket) + 1;
		if (waiting > PIPELINED) return;
		unanswered.set(socket, waiting);
		if (waiting === PIPELINED) response.setHeader("Connection", "close");
		else response.on("close", () => count(socket) < PIPELINED && unanswered.set(socket, count(socket) - 1));
	};
}
