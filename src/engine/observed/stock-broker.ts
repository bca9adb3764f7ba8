import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type Client } from "aedes";
import { type Broker, LONGEST_MS } from "#engine/decided/broker.ts";
import type { BrokerEnd } from "#engine/wire/broker-end.ts";

/**
 * Aedes as it ships, with its own memory persistence and emitter. Two things alone are taken from it, since both run on the machine's clock
 * and would go on while the room is paused: the keep alive and the wait for CONNECT. The wire keeps both, on the room clock.
 */
export async function openStockBroker(clientIdOf: (end: BrokerEnd) => string): Promise<Broker> {
	const asked: Pick<AedesOptions, "preConnect"> = {
		preConnect(client: Client, packet, done) {
			// An empty one gets the name that the stage shows.
			packet.clientId ||= clientIdOf(client.conn as unknown as BrokerEnd);
			packet.keepalive = 0;
			done(null, true);
		},
	};
	const aedes = await Aedes.createBroker({ ...asked, connectTimeout: LONGEST_MS } as AedesOptions);
	// An error ends its own connection, whose end has told the wire already.
	aedes.on("clientError", () => {});
	aedes.on("connectionError", () => {});
	return {
		version: `Aedes ${(aedes as unknown as { version: string }).version} as it ships`,
		accept: (end) => void aedes.handle(end as Duplex),
		close: () => new Promise((resolve) => aedes.close(resolve)),
	};
}
