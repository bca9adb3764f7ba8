import { Buffer } from "node:buffer";
import type { WireEnd } from "#engine/broker-port.ts";
import { fieldsOf, publishFieldsOf } from "#engine/fields.ts";
import type { SavedConnection } from "#engine/state.ts";
import { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Load, PacketLoad } from "#engine/wire/load.ts";
import { decode } from "#mqtt/decode.ts";
import { LENIENT } from "#mqtt/version.ts";
import { clientIdOf, type DecidedConnection, isAccepted } from "./connection.ts";
import type { DecidedRoom } from "./decided-room.ts";
import { saveWill, willFrom } from "./saved.ts";

export function saveConnection(connection: DecidedConnection): SavedConnection {
	const { end, waiting } = connection;
	const accepted = isAccepted(connection);
	const will = accepted ? (end.client?.connect.will ?? null) : null;
	return {
		connection: end.connection,
		clientId: clientIdOf(connection),
		accepted,
		gone: end.isGone(),
		will: will === null ? null : saveWill(will),
		waiting: waiting.flatMap(saveLoad),
	};
}

function saveLoad(load: Load): SavedConnection["waiting"] {
	if (load.kind !== "packet") return [];
	const { bytes, fields } = load;
	const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
	if (fields.type !== "PUBLISH") return [{ bytes: text, named: null }];
	const { message, kind, ordinal } = fields;
	return [{ bytes: text, named: { message, kind, ordinal } }];
}

/** How the connections of a saved room end, one after the other: see BrokerPort.restore(). */
type Ending = {
	readonly isLost: (connection: string) => boolean;
	readonly wrote: (connection: string, load: PacketLoad, gone: boolean) => void;
};

/** A connection as it was when its room was saved, and that has ended since: what it had sent can still be settled. */
export function endedConnection(saved: SavedConnection, room: DecidedRoom, ending: Ending): DecidedConnection {
	return {
		end: endedEnd(saved, ending),
		room,
		life: 0,
		stream: new BrokerStream({ wrote() {}, closed() {} }),
		phase: saved.accepted ? { phase: "serving", asked: null } : { phase: "new" },
		waiting: saved.waiting.map(loadFrom),
		goOn: () => false,
		left: { reason: "broker-restart", heard: true },
	};
}

function loadFrom({ bytes: text, named }: SavedConnection["waiting"][number]): Load {
	const bytes = Buffer.from(text, "base64");
	const packet = decode(bytes, LENIENT);
	if (packet.type !== "PUBLISH") return { kind: "packet", name: "", bytes, packet, fields: fieldsOf(packet, null) };
	if (named === null) throw new Error("a saved PUBLISH without its message");
	return { kind: "packet", name: "", bytes, packet, fields: publishFieldsOf(packet, named, 1) };
}

/** The broker's end of a wire that is no more: until the wire is told to be lost it takes what the broker writes, and that is lost with it. */
function endedEnd({ connection, clientId, will, gone }: SavedConnection, { isLost, wrote }: Ending): WireEnd {
	const nothing = () => {};
	const isOpen = () => !isLost(connection);
	return {
		connection,
		origin: { kind: "guest", transport: "tcp" },
		client: {
			clientId,
			connect: {
				type: "CONNECT",
				protocolName: "MQTT",
				protocolLevel: 4,
				clientId,
				cleanSession: false,
				keepAlive: 0,
				will: will === null ? null : willFrom(will),
				userName: null,
				hasPassword: false,
			},
		},
		isOpen,
		hasEnded: () => true,
		isGone: () => gone,
		isTakenOver: () => false,
		refusal: () => null,
		send: (load) => {
			if (isOpen() && load.kind === "packet") wrote(connection, load, gone);
		},
		sendPacket: nothing,
		hasRoom: isOpen,
		readOn: nothing,
		startKeepAlive: nothing,
		errs: nothing,
		malformed: () => undefined,
		overflow: nothing,
		close: nothing,
		run: (call) => call(),
	};
}
