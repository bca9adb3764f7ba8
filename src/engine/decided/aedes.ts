import type { Duplex } from "node:stream";
import { Aedes, type AedesOptions, type AuthenticateError, type Client } from "aedes";
import { LONGEST_MS } from "#engine/clock.ts";
import type { Program } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Will } from "#mqtt/packet.ts";
import { forgetfulPersistence, muteEmitter } from "./forgetful.ts";

/** What Aedes asks and tells, one hook per clause. `stream` says which connection a hook is about. */
export type AedesHooks = {
	/** CONNECT is well formed. A return code above 0 refuses the client [MQTT-3.2.2-4]. An older connection of this client is closed here [MQTT-3.1.4-2]. */
	readonly connects: (stream: BrokerStream) => 0 | 2;
	/** The client id of this connection: the client's own, or the one that the room gave it [MQTT-3.1.3-6]. */
	readonly clientIdOf: (stream: BrokerStream) => string;
	/** CONNACK 0 has been written and the connection takes packets [MQTT-3.1.4-4]. */
	readonly ready: (stream: BrokerStream) => void;
	/** The connection ended without DISCONNECT, and its client had a will [MQTT-3.1.2-8]. */
	readonly willFires: (stream: BrokerStream, will: Will) => void;
};

/** Aedes speaks for the broker: CONNECT and its checks, SUBSCRIBE, UNSUBSCRIBE, wills, takeover. Messages are the session store's, with all their acknowledgements. */
export async function openAedes(hooks: AedesHooks): Promise<Program> {
	const streamOf = (client: Client) => client.conn as unknown as BrokerStream;
	const asked: Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeForward" | "authorizeSubscribe"> = {
		preConnect(client, packet, done) {
			packet.clientId = hooks.clientIdOf(streamOf(client));
			packet.keepalive = 0; // the wire handles keep alive, on the room clock [MQTT-3.1.2-24]
			done(null, true);
		},
		authenticate(client, _userName, _password, done) {
			const returnCode = hooks.connects(streamOf(client));
			if (returnCode === 0) return done(null, true);
			const refusal = Object.assign(new Error("identifier rejected"), { returnCode }) as AuthenticateError;
			done(refusal, false);
		},
		authorizePublish(client, packet, done) {
			// Publications are decided where they arrive (take.ts). What comes here from a closed connection is that client's will.
			if (client?.closed && packet === (client as unknown as { will: unknown }).will) {
				const { topic, payload, qos, retain } = packet;
				hooks.willFires(streamOf(client), { topic, payload: bytesOf(payload), qos, retain });
			}
			done(null);
		},
		authorizeForward: () => null,
		// Aedes keeps no filter: the store does, and writes the return codes [MQTT-3.9.3-1].
		authorizeSubscribe: (_client, _filter, done) => done(null, null),
	};
	const aedes = await Aedes.createBroker({
		...asked,
		persistence: forgetfulPersistence(),
		mq: muteEmitter(),
		concurrency: 0,
		drainTimeout: 10_000,
		heartbeatInterval: Math.floor(LONGEST_MS / 4),
		connectTimeout: LONGEST_MS, // the wire has a timeout of its own, on the room clock
	} as unknown as AedesOptions);
	aedes.on("clientReady", (client) => hooks.ready(streamOf(client)));
	// An error ends its own connection, whose stream has already told the wire.
	aedes.on("clientError", () => {});
	aedes.on("connectionError", () => {});
	return {
		version: `Aedes ${(aedes as unknown as { version: string }).version}`,
		accept: (stream) => void aedes.handle(stream as Duplex),
		close: () => new Promise((resolve) => aedes.close(resolve)),
	};
}

/** Copies the packet: Aedes' own is a view into the bytes that it has read. */
function bytesOf(payload: string | Uint8Array): Uint8Array {
	return typeof payload === "string" ? new TextEncoder().encode(payload) : new Uint8Array(payload);
}
