import type { PacketFields } from "#contract/event.ts";
import { isPublishersDup } from "#story/packet-clause.ts";
import { type Situation, start } from "./situation.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

export function publishPurpose(fields: Publish, { packet, client, sender, receiver }: Omit<Situation, "connect">): string {
	const { message, qos, packetId, attempt, dup, retain, payloadBytes, topic } = fields;
	const id = packetId === null ? "" : ` #${packetId}`;
	const ack = qos === 2 ? "PUBREC" : "PUBACK";
	if (isPublishersDup(fields, packet.direction))
		return `Carries ${message} to ${receiver}, for the first time that is seen here. Its DUP is that of the publisher: this broker passes it on.`;
	if (dup || (attempt > 1 && qos > 0))
		return `Carries ${message} again: ${ack}${id} never came, so ${sender} cannot know whether ${receiver} has it.`;
	if (packet.direction === "up" && retain)
		return payloadBytes === 0
			? `With RETAIN and no payload, ${message} removes what the broker has retained for ${topic}.`
			: `Carries ${message} to the broker, which also retains it for those that subscribe to ${topic} later.`;
	if (retain) return `Brings ${client} what was retained: ${message} was there before ${client} subscribed.`;
	if (qos === 0) return `Carries ${message} to ${receiver}. At QoS 0 nothing answers it, and it is never sent again.`;
	return `Carries ${message} to ${receiver}. ${start(sender)} keeps a copy until ${ack}${id} comes.`;
}
