import { willFields } from "#engine/fields.ts";
import { decode } from "#mqtt/decode.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { WholePacket } from "#mqtt/split.ts";
import { dialectOf } from "#mqtt/version.ts";
import { clientIdOf, type DecidedConnection } from "./connection.ts";
import { encodeConnack, encodeSuback } from "./encode.ts";
import { REFUSED } from "./subscribing.ts";
import { goOn } from "./take.ts";

/** Whole packets that Aedes has written. */
export function brokerWrote(connection: DecidedConnection, frames: readonly WholePacket[]): void {
	for (const { bytes } of frames) {
		if (!connection.end.isOpen()) return;
		const packet = decode(bytes);
		if (packet.type === "CONNACK") connack(connection, packet.returnCode, bytes);
		else answer(connection, packet, bytes);
	}
}

function answer(connection: DecidedConnection, packet: Packet, bytes: Uint8Array): void {
	const { end, room, phase } = connection;
	switch (packet.type) {
		case "SUBACK":
			return suback(connection, packet.packetId);
		case "UNSUBACK":
			end.sendPacket(packet, bytes, null);
			if (phase.phase === "serving" && phase.asked?.type === "UNSUBSCRIBE") room.store.unsubscribe(end.connection, phase.asked.filters);
			return served(connection);
		default:
			throw new Error(`Aedes sent ${packet.type}: messages are the store's`);
	}
}

/** Aedes is ready for the first packets of a client: so is the session, once nothing of an earlier SUBSCRIBE is to be decided any more. */
export function ready(connection: DecidedConnection): void {
	const { end, room } = connection;
	room.store.afterwards(end.connection, () => serveSoon(connection));
}

/** The store is not called from inside itself. */
function serveSoon(connection: DecidedConnection): void {
	const { end, room } = connection;
	room.turn.later(() =>
		end.run(() => {
			if (end.isOpen()) served(connection);
		}),
	);
}

/** Aedes is ready for the packets that have waited. */
function served(connection: DecidedConnection): void {
	connection.phase = { phase: "serving", asked: null };
	goOn(connection);
}

function connack(connection: DecidedConnection, returnCode: number, bytes: Uint8Array): void {
	const { end, room } = connection;
	if (returnCode > 0) {
		connection.phase = { phase: "refused" };
		return end.sendPacket({ type: "CONNACK", sessionPresent: false, returnCode }, bytes, null);
	}
	const cleanSession = end.client?.connect.cleanSession ?? true;
	room.store.makeWay(clientIdOf(connection), cleanSession, () =>
		end.run(() => {
			if (end.isOpen()) accept(connection, cleanSession, bytes);
		}),
	);
}

function accept(connection: DecidedConnection, cleanSession: boolean, bytes: Uint8Array): void {
	const { end, room, phase } = connection;
	const isReady = phase.phase === "connecting" && phase.ready;
	const resumed = room.store.open(clientIdOf(connection), cleanSession, end.connection);
	const sessionPresent = resumed && dialectOf(end.client?.connect ?? null).tellsSessionPresent;
	connection.phase = { phase: "connecting", admitted: true, opened: true, ready: isReady };
	armWill(connection);
	// Aedes holds no session; the store says whether a session is present [MQTT-3.2.2-2].
	end.sendPacket({ type: "CONNACK", sessionPresent, returnCode: 0 }, sessionPresent ? encodeConnack(0, true) : bytes, null);
	room.store.resume(end.connection);
	if (isReady) ready(connection);
}

function suback(connection: DecidedConnection, packetId: number): void {
	const { end, phase } = connection;
	const { store } = connection.room;
	if (phase.phase !== "serving" || phase.asked?.type !== "SUBSCRIBE") throw new Error("a SUBACK that nobody asked for");
	const { filters } = phase.asked;
	// One code for each filter, even when a filter is named twice or refused [MQTT-3.8.4-5].
	const granted = store.granted(end.connection, filters);
	const { notGranted } = dialectOf(end.client?.connect ?? null);
	const returnCodes = granted.map((code) => (code === REFUSED ? notGranted : code));
	end.sendPacket({ type: "SUBACK", packetId, returnCodes }, encodeSuback(packetId, returnCodes), null);
	// What the client sends behind its SUBSCRIBE waits for the retained messages: an UNSUBSCRIBE would otherwise have to bring all of them at once.
	store.subscribe(end.connection, filters, granted, () => serveSoon(connection));
}

/** The will as the room shows it while the will waits [MQTT-3.1.2-8]. */
function armWill({ end, room }: DecidedConnection): void {
	const will = end.client?.connect.will;
	if (will) room.tell({ type: "will.armed", session: end.client?.clientId ?? "", ...willFields(will) });
}
