import type { PacketFields } from "#contract/event.ts";
import type { WireEnd } from "#engine/broker-port.ts";
import { publishFieldsOf } from "#engine/fields.ts";
import type { PublishedMessage } from "#engine/session.ts";
import type { Packet, QoS } from "#mqtt/packet.ts";
import { again, encodePublish, encodePubrel, type PublishBytes } from "./encode.ts";
import type { Outbox, Sent } from "./outbox.ts";

/** What every copy of one message at one QoS has in common. */
type Shared = {
	readonly message: PublishedMessage;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly made: PublishBytes;
	readonly packet: Extract<Packet, { type: "PUBLISH" }>;
	readonly fields: Extract<PacketFields, { type: "PUBLISH" }>;
};

/** How the store's deliveries reach the wires. endOf: the wire of an open connection. */
export function openSender(endOf: (connection: string) => WireEnd | undefined, names: Pick<Outbox, "packetName" | "deliveryName">): Outbox {
	/** What the copies of the last message sent share: the store sends one message to all its subscribers in one go. */
	let shared: Shared | null = null;

	const sharedBy = ({ message, qos, retain, packetId, dup }: Sent): Shared => {
		if (shared !== null && shared.message === message && shared.qos === qos && shared.retain === retain) return shared;
		const { topic, payload } = message;
		const packet = { type: "PUBLISH", topic, payload, qos, retain, dup, packetId } as const;
		shared = { message, qos, retain, made: encodePublish(packet), packet, fields: publishFieldsOf(packet, message, 1, message.preview) };
		return shared;
	};
	return {
		...names,
		/** At QoS 0 all subscribers get the very same packet: nothing in it is specific to a subscriber. */
		publish(connection, name, sending) {
			const end = endOf(connection);
			if (end === undefined) return;
			const { made, packet, fields } = sharedBy(sending);
			const { packetId, dup, attempt } = sending;
			if (packetId === null) return end.send({ kind: "packet", name, bytes: made.bytes, packet, fields });
			end.send({
				kind: "packet",
				name,
				...again(made, packetId, dup),
				packet: { ...packet, dup, packetId },
				fields: { ...fields, dup, packetId, attempt },
			});
		},
		release: (connection, packetId, message) =>
			endOf(connection)?.sendPacket({ type: "PUBREL", packetId }, encodePubrel(packetId), message),
		hasRoom: (connection) => endOf(connection)?.hasRoom() ?? false,
	};
}
