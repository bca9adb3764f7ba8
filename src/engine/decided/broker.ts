import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type AuthenticateError, type Client } from "aedes";
import type { BrokerEnd } from "#engine/wire/broker-end.ts";
import type { Will } from "#mqtt/packet.ts";
import { forgetfulPersistence, muteEmitter } from "./forgetful.ts";

/** What the broker asks and tells, one hook per clause. `end` says which connection it is about. */
export type BrokerHooks = {
	/** CONNECT is well formed. A return code above 0 refuses it [MQTT-3.2.2-4]. Here an older connection of this client is closed [MQTT-3.1.4-2]. */
	readonly connects: (end: BrokerEnd) => 0 | 2;
	/** The client id of this connection: its own, or the one that the room gave it [MQTT-3.1.3-6]. */
	readonly clientIdOf: (end: BrokerEnd) => string;
	/** CONNACK 0 has been written and the connection takes packets [MQTT-3.1.4-4]. */
	readonly ready: (end: BrokerEnd) => void;
	/** The connection ended without DISCONNECT, and it had a will [MQTT-3.1.2-8]. */
	readonly willFires: (end: BrokerEnd, clientId: string, will: Will) => void;
};

export type Broker = {
	readonly version: string;
	accept(end: BrokerEnd): void;
	close(): Promise<void>;
};

/** The longest time that setTimeout takes. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Aedes speaks: CONNECT and its checks, wills, the handshakes with publishers, takeover. It delivers nothing; the session store does. */
export async function openBroker(hooks: BrokerHooks): Promise<Broker> {
	const endOf = (client: Client): BrokerEnd => client.conn as unknown as BrokerEnd;
	const asked: Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeForward" | "authorizeSubscribe"> = {
		preConnect(client, packet, done) {
			packet.clientId = hooks.clientIdOf(endOf(client));
			packet.keepalive = 0; // the wire keeps it, on the room clock [MQTT-3.1.2-24]
			done(null, true);
		},
		authenticate(client, _userName, _password, done) {
			const returnCode = hooks.connects(endOf(client));
			if (returnCode === 0) return done(null, true);
			const refusal = Object.assign(new Error("identifier rejected"), { returnCode }) as AuthenticateError;
			done(refusal, false);
		},
		authorizePublish(client, packet, done) {
			// Publications are decided where they arrive (wire.ts). What comes here from a closed connection is its will.
			if (client?.closed && packet === (client as unknown as { will: unknown }).will) {
				const { topic, payload, qos, retain } = packet;
				hooks.willFires(endOf(client), client.id, { topic, payload: new Uint8Array(Buffer.from(payload)), qos, retain });
			}
			done(null);
		},
		authorizeForward: () => null,
		// It keeps no filter: the store does, and the wire writes the return codes [MQTT-3.9.3-1].
		authorizeSubscribe: (_client, _filter, done) => done(null, null),
	};
	const aedes = await Aedes.createBroker({
		...asked,
		persistence: forgetfulPersistence(),
		mq: muteEmitter(),
		concurrency: 0,
		drainTimeout: 10_000,
		heartbeatInterval: Math.floor(LONGEST_MS / 4),
		connectTimeout: LONGEST_MS, // the wire keeps its own, on the room clock
	} as unknown as AedesOptions);
	aedes.on("clientReady", (client) => hooks.ready(endOf(client)));
	// An error ends its own connection, whose end has told the wire already.
	aedes.on("clientError", () => {});
	aedes.on("connectionError", () => {});
	return {
		version: `Aedes ${(aedes as unknown as { version: string }).version}`,
		accept: (end) => void aedes.handle(end as Duplex),
		close: () => new Promise((resolve) => aedes.close(resolve)),
	};
}
