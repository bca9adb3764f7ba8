import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type AuthenticateError, type Client } from "aedes";
import { LONGEST_MS } from "#engine/clock.ts";
import type { Program } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import { answerInTurns } from "./retained-in-turns.ts";

type StockHooks = {
	/** The client id of this connection, as the stage shows it. */
	readonly clientIdOf: (stream: BrokerStream) => string;
	/** The return code with which whoever leads this room refuses this CONNECT; 0: nobody does. */
	readonly refusal: (stream: BrokerStream) => number;
	/** Calls in a turn of the room. */
	readonly turn: (call: () => void) => void;
};

/**
 * Stock Aedes, with its own memory persistence and emitter. Only two things are taken away from it, the keep alive and the wait for
 * CONNECT, since both run on the machine's clock and would go on while the room is paused. The wire handles both, on the room clock. And it
 * takes turns: see answerInTurns().
 */
export async function openStockAedes({ clientIdOf, refusal, turn }: StockHooks): Promise<Program> {
	const asked: Pick<AedesOptions, "preConnect" | "authenticate"> = {
		preConnect(client: Client, packet, done) {
			// An empty client id gets the name that the stage shows.
			packet.clientId ||= clientIdOf(client.conn as unknown as BrokerStream);
			packet.keepalive = 0;
			done(null, true);
		},
		authenticate(client, _userName, _password, done) {
			const returnCode = refusal(client.conn as unknown as BrokerStream);
			if (returnCode === 0) return done(null, true);
			done(Object.assign(new Error("not authorized"), { returnCode }) as AuthenticateError, false);
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
