import type { CloseReason } from "#contract/reasons.ts";
import { previewOf } from "#engine/fields.ts";
import { isBrokersOwn, WILL_TO_BROKERS_OWN } from "#engine/refusals.ts";
import { TAKEN_OVER } from "#engine/taken-over.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Will } from "#mqtt/packet.ts";
import type { AedesHooks } from "./aedes.ts";
import { ready } from "./answer.ts";
import { clientIdOf, type DecidedConnection } from "./connection.ts";
import type { DecidedRoom } from "./decided-room.ts";

export type Hooked = {
	readonly room: DecidedRoom;
	readonly connectionOf: (stream: BrokerStream) => DecidedConnection | undefined;
	/** The open connection of each client that a newer one would take over. */
	readonly admitted: Map<string, DecidedConnection>;
	/** The current life of this broker: a new one begins whenever the broker is cleared. */
	readonly life: () => number;
};

/** What the decided broker answers its Aedes. */
export function openHooks({ room, connectionOf, admitted, life }: Hooked): AedesHooks {
	/** The older connection of a client closes before the newer one is answered [MQTT-3.1.4-2]. */
	const takeOver = (connection: DecidedConnection) => {
		connection.phase = { phase: "connecting", admitted: true, opened: false, ready: false };
		const clientId = clientIdOf(connection);
		const other = admitted.get(clientId);
		admitted.set(clientId, connection);
		if (other !== connection) other?.end.close(TAKEN_OVER);
	};
	return {
		clientIdOf(stream) {
			const connection = connectionOf(stream);
			return connection === undefined ? "" : clientIdOf(connection);
		},
		connects(stream) {
			const connection = connectionOf(stream);
			if (connection === undefined) return 2;
			room.turn.run(() => takeOver(connection));
			return 0;
		},
		ready(stream) {
			const connection = connectionOf(stream);
			if (!connection?.end.isOpen()) return;
			const { phase } = connection;
			if (phase.phase === "connecting" && !phase.opened) connection.phase = { ...phase, ready: true };
			else connection.end.run(() => ready(connection));
		},
		willFires(stream, will) {
			const connection = connectionOf(stream);
			// A DISCONNECT has arrived, or nobody is left to hear it.
			if (connection === undefined || connection.phase.phase === "parted" || connection.life !== life()) return;
			// A will belongs to a connection that was accepted [MQTT-3.1.2-8]: Aedes has written its CONNACK, and the store was not ready for it.
			if (connection.phase.phase === "connecting" && !connection.phase.opened) return;
			const { reason, heard } = connection.left ?? { reason: "client-gone", heard: true };
			if (heard) connection.end.run(() => fireWill(room, clientIdOf(connection), will, reason));
		},
	};
}

/** Publishes the will of a client whose connection ended without DISCONNECT [MQTT-3.1.2-8]. */
export function fireWill(room: DecidedRoom, clientId: string, will: Will, reason: CloseReason): void {
	const named = room.names.will();
	const unpublished = isBrokersOwn(will.topic);
	room.tell({ type: "will.fired", session: clientId, message: named.message, reason, ...(unpublished ? { unpublished } : {}) });
	if (unpublished) {
		return room.tell({ type: "publication.refused", message: named.message, publisher: clientId, qos: will.qos, ...WILL_TO_BROKERS_OWN });
	}
	// RETAIN may have been forbidden since the client's CONNECT: then the will is a message like any other.
	const retain = will.retain && room.settings().retainAvailable;
	room.store.publish({ ...named, publisher: clientId, ...will, preview: previewOf(will.payload), retain });
}
