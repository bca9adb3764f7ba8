import type { PuckFate } from "#kit/fate.ts";
import type { Client, Message, World } from "#model/world.ts";

/** A message that this phone's client has published, and how far it has come. */
type SentRow = Pick<Message, "message" | "payload" | "qos" | "retain"> & { readonly fate: PuckFate; readonly says: string };

/** Newest first. */
export function sentRows({ messages, clients }: Pick<World, "messages" | "clients">, clientId: string): readonly SentRow[] {
	const client = clients[clientId];
	return Object.values(messages)
		.filter(({ publisher, kind }) => publisher === clientId && kind !== "will")
		.map((one) => ({ message: one.message, payload: one.payload, qos: one.qos, retain: one.retain, ...howFar(one, client) }))
		.reverse();
}

/** A publisher keeps a copy until the broker's acknowledgement has come, wherever the message is [MQTT-4.4.0-1]. */
function howFar({ message, phase, qos }: Message, client: Client | undefined): Pick<SentRow, "fate" | "says"> {
	const copy = client?.outgoing.find((one) => one.message === message);
	if (phase === "lost" || phase === "refused") return { fate: "dropped", says: phase };
	if (copy !== undefined) return { fate: "flight", says: phase === "with-sender" ? "copy kept" : `no ${copy.awaits} yet` };
	if (phase === "to-broker" || phase === "at-broker") return { fate: "flight", says: "on the wire" };
	return { fate: "ink", says: qos === 0 ? "sent" : qos === 1 ? "PUBACK" : "PUBCOMP" };
}
