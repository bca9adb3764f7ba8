import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type Client } from "aedes";
import { LONGEST_MS } from "#engine/clock.ts";
import type { Program } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";

/**
 * Aedes as it ships, with its own memory persistence and emitter. Two things alone are taken from it, since both run on the machine's clock
 * and would go on while the room is paused: the keep alive and the wait for CONNECT. The wire keeps both, on the room clock.
 */
export async function openStockAedes(clientIdOf: (stream: BrokerStream) => string): Promise<Program> {
	const asked: Pick<AedesOptions, "preConnect"> = {
		preConnect(client: Client, packet, done) {
			// An empty one gets the name that the stage shows.
			packet.clientId ||= clientIdOf(client.conn as unknown as BrokerStream);
			packet.keepalive = 0;
			done(null, true);
		},
	};
	const aedes = await Aedes.createBroker({ ...asked, connectTimeout: LONGEST_MS } as AedesOptions);
	// An error ends its own connection, whose stream has told the wire already.
	aedes.on("clientError", () => {});
	aedes.on("connectionError", () => {});
	return {
		version: `Aedes ${(aedes as unknown as { version: string }).version} as it ships`,
		accept: (stream) => void aedes.handle(stream as Duplex),
		close: () => new Promise((resolve) => aedes.close(resolve)),
	};
}
