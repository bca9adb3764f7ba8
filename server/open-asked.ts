import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "#host/log.ts";
import { sayFault } from "#host/say-fault.ts";

/** Bytes of a password, and a little more. */
const MOST_BYTES = 1_024;

/** Somebody asks for a room, with the password in the body: never in an address, which is kept in places. 204: it is open; otherwise one sentence. */
export function openAsked(
	request: IncomingMessage,
	response: ServerResponse,
	opens: (password: string) => Promise<string | null>,
	log: Log,
): void {
	const answer = (status: number, says: string) => {
		response.statusCode = status;
		response.setHeader("Content-Type", "text/plain; charset=utf-8").setHeader("Cache-Control", "no-store");
		response.end(says);
	};
	const chunks: Buffer[] = [];
	let bytes = 0;
	request.on("data", (chunk: Buffer) => {
		bytes += chunk.length;
		if (bytes <= MOST_BYTES) chunks.push(chunk);
		else if (!response.headersSent) {
			response.setHeader("Connection", "close");
			answer(413, `A password has at most ${MOST_BYTES} bytes.\n`);
		}
	});
	request.on("end", () => {
		if (response.headersSent) return;
		opens(Buffer.concat(chunks).toString("utf8")).then(
			(says) => (says === null ? answer(204, "") : answer(403, `${says}\n`)),
			(fault: unknown) => {
				log(`a room could not be opened: ${sayFault(fault)}`, fault);
				answer(503, "The room could not be opened; the host's log says why.\n");
			},
		);
	});
}
