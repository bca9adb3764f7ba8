import mqttPacket, { type Packet } from "mqtt-packet";
import { expect } from "vitest";
import { connect, openRawClient, type RawClient, type RawRoom } from "./raw.ts";

export const segment = (...packets: Packet[]) => Buffer.concat(packets.map((packet) => mqttPacket.generate(packet)));

export async function joined(room: RawRoom, clientId: string, clean = true, more: Partial<Packet> = {}): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(clientId, clean, more));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	return client;
}

/** Subscribes, and waits for the SUBACK. */
export async function subscribed(client: RawClient, topic: string, qos: 0 | 1 | 2): Promise<void> {
	client.send({ cmd: "subscribe", messageId: 9, subscriptions: [{ topic, qos }] });
	expect(await client.next()).toMatchObject({ cmd: "suback" });
}

/** A persistent session with one subscription, whose client has left politely. */
export async function away(room: RawRoom, clientId: string, topic: string, qos: 0 | 1 | 2): Promise<void> {
	const client = await joined(room, clientId, false);
	await subscribed(client, topic, qos);
	client.send({ cmd: "disconnect" });
	await client.closed;
}

/** Everything that this client has been sent once the broker has answered its PINGREQ. */
export async function payloadsSoFar(client: RawClient): Promise<string[]> {
	client.send({ cmd: "pingreq" });
	while ((await client.next()).cmd !== "pingresp");
	return client.got.filter(({ cmd }) => cmd === "publish").map((packet) => String((packet as { payload: Buffer }).payload));
}
