import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type Client } from "aedes";
import { LONGEST_MS } from "#engine/clock.ts";
import type { Program } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import { answerInTurns } from "./retained-in-turns.ts";

/**
 * Stock Aedes, with its own memory persistence and emitter. Only two things are taken away from it, the keep alive and the wait for
 * CONNECT, since both run on the machine's clock and would go on while the room is paused. The wire handles both, on the room clock. And it
 * takes turns: see answerInTurns().
 */
export async function openStockAedes(clientIdOf: (stream: BrokerStream) => string, turn: (call: () => void) => void): Promise<Program> {
	const asked: Pick<AedesOptions, "preConnect"> = {
		preConnect(client: Client, packet, done) {
			// An empty client id gets the name that the stage shows.
			packet.clientId ||= clientIdOf(client.conn as unknown as BrokerStream);
			packet.keepalive = 0;
			done(null, true);
		},
	};
	const aedes = await Aedes.createBroker({ ...asked, connectTimeout: LONGEST_MS } as AedesOptions);
	answerInTurns(aedes, turn);
	// An error ends its own connection, whose stream has already told the wire.
	aedes.on("clientError", () => {});
	aedes.on("connectionError", () => {});
	return {
		version: `Aedes ${(aedes as unknown as { version: string }).version} as it ships`,
		accept: (stream) => void aedes.handle(stream as Duplex),
		close: () => new Promise((resolve) => aedes.close(resolve)),
	};
}
