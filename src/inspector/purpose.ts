import type { PacketFields } from "#contract/event.ts";
import { many } from "#contract/many.ts";
import { unreachable } from "#contract/unreachable.ts";
import { clauseOfPacket } from "#story/packet-clause.ts";
import type { TapePacket, Traffic } from "#traffic/traffic.ts";
import { publishPurpose } from "./publish-purpose.ts";
import { named, type Purpose, type Situation, start } from "./situation.ts";

/** traffic: to find the CONNECT of its connection. */
export function purposeOf(packet: TapePacket, traffic: Traffic): Purpose | null {
	const { fields, direction } = packet;
	if (fields === null) return null;
	const client = packet.clientId ?? "the client";
	const [sender, receiver] = direction === "up" ? [client, "the broker"] : ["the broker", client];
	const connect = traffic.connections.get(packet.connection)?.connect ?? null;
	return {
		says: sayPurpose(fields, { packet, connect, client, sender, receiver }),
		clause: clauseOfPacket({ fields, direction }, connect),
	};
}

function sayPurpose(fields: PacketFields, at: Situation): string {
	const { client, sender, receiver } = at;
	switch (fields.type) {
		case "CONNECT":
			return fields.cleanSession
				? `Asks for a new session. A session kept for ${client} is thrown away, and the new one ends with this connection.`
				: `Asks for the session kept for ${client}, or for a new one that outlives this connection.`;
		case "CONNACK":
			return ofConnack(fields, at);
		case "PUBLISH":
			return publishPurpose(fields, at);
		case "PUBACK":
			return `Tells ${receiver} that ${sender} has ${named(fields.message)}. ${start(receiver)} need not keep it any longer, and #${fields.packetId} is free.`;
		case "PUBREC":
			return `Tells ${receiver} that ${sender} has ${named(fields.message)} and remembers #${fields.packetId}. PUBREL is next.`;
		case "PUBREL":
			return `${start(sender)} will not send ${named(fields.message)} again, so ${receiver} can forget #${fields.packetId}.`;
		case "PUBCOMP":
			return `Ends the exchange of ${named(fields.message)}: #${fields.packetId} is free again.`;
		case "SUBSCRIBE":
			return `Asks for the messages that match ${asked(fields.filters[0]?.filter, fields)}. SUBACK #${fields.packetId} is the answer.`;
		case "SUBACK":
			return ofSuback(fields, client);
		case "UNSUBSCRIBE":
			return `Ends what ${client} has subscribed to with ${asked(fields.filters[0], fields)}. UNSUBACK #${fields.packetId} is the answer.`;
		case "UNSUBACK":
			return `The broker has taken UNSUBSCRIBE #${fields.packetId}. What was on its way already may still come.`;
		case "PINGREQ":
			return `A sign of life from ${client}: the keep alive begins anew, and the broker answers.`;
		case "PINGRESP":
			return "The broker is there, and has heard PINGREQ.";
		case "DISCONNECT":
			return at.connect?.will == null
				? `${start(client)} leaves on purpose, and closes the connection behind this.`
				: `${start(client)} leaves on purpose: once this arrives, its will is forgotten, unpublished.`;
		default:
			return unreachable(fields);
	}
}

function ofConnack({ returnCode, sessionPresent }: Extract<PacketFields, { type: "CONNACK" }>, { connect, client }: Situation): string {
	if (returnCode !== 0) return `Refuses ${client} with return code ${returnCode}. The broker closes the connection behind it.`;
	if (sessionPresent === undefined) return `Lets ${client} in.`;
	if (sessionPresent) return `Lets ${client} in: the broker still has its session.`;
	if (connect === null) return `Lets ${client} in, into a new session.`;
	return connect.cleanSession
		? `Lets ${client} in, into a new session, as it asked.`
		: `Lets ${client} in. No session was kept, so a new one begins.`;
}

function ofSuback({ returnCodes, more, packetId }: Extract<PacketFields, { type: "SUBACK" }>, client: string): string {
	const [first] = returnCodes;
	if (returnCodes.length > 1 || more !== undefined)
		return `One code for each filter of SUBSCRIBE #${packetId}: the QoS that is granted, or 0x80, refused.`;
	return first === 0x80
		? `Refuses what ${client} asked for in SUBSCRIBE #${packetId}.`
		: `Grants ${client} at most QoS ${first}: whatever was published above that comes at QoS ${first}.`;
}

/** The one filter that a packet asks for, or how many. */
function asked(
	first: string | undefined,
	{ filters, more = 0 }: { readonly filters: readonly unknown[]; readonly more?: number | undefined },
): string {
	const count = filters.length + more;
	return count === 1 && first !== undefined ? first : many(count, "filter");
}
