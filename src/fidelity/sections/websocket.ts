import mqttPacket from "mqtt-packet";
import { type Bench, subscribes } from "#fidelity/bench.ts";
import { openWebSocketClient } from "#fidelity/client.ts";
import { insist, NotShown } from "#fidelity/departure.ts";
import { connect, publish, subscribe } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

async function overWebSocket({ broker }: Bench, offers = ["mqtt"]) {
	if (broker.wsUrl === null) throw new NotShown("Aedes itself brings no WebSocket listener");
	return openWebSocketClient(broker.wsUrl, offers);
}

export const WEBSOCKET: Section = {
	title: "WebSocket",
	statements: [
		{
			id: "MQTT-6.0.0-1",
			says: "a text frame ends the connection",
			async probe(bench) {
				const { client, ws } = await overWebSocket(bench);
				client.send(connect("x"));
				await client.take("CONNACK 0, session present 0");
				// In a binary frame, a sound PUBLISH to t.
				ws.send("0\u0003\u0000\u0001t");
				await client.closes("after a text frame");
			},
		},
		{
			id: "MQTT-6.0.0-1",
			says: "the broker sends binary frames",
			async probe(bench) {
				const { client, ws } = await overWebSocket(bench);
				let textFrames = 0;
				ws.on("message", (_, isBinary) => {
					textFrames += isBinary ? 0 : 1;
				});
				client.send(connect("x"));
				await client.take("CONNACK 0, session present 0");
				await subscribes(client, "t");
				insist(textFrames === 0, "a text frame came");
			},
		},
		{
			id: "MQTT-6.0.0-1",
			says: "the client sends binary frames",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				lab.publish("x", { ...ONE, qos: 1 });
				await broker.take('PUBLISH t "1" QoS 1');
				insist(broker.textFrames() === 0, "a text frame came");
			},
		},
		{
			id: "MQTT-6.0.0-2",
			says: "a frame may hold part of a packet, or several",
			async probe(bench) {
				const { client, ws } = await overWebSocket(bench);
				const bytes = mqttPacket.generate(connect("x"));
				for (const byte of bytes) ws.send(Uint8Array.of(byte));
				await client.take("CONNACK 0, session present 0");
				client.send(subscribe(1, ["t", 0]), publish("t", "1"), publish("t", "2"));
				await client.take("SUBACK 1 [0]", 'PUBLISH t "1" QoS 0', 'PUBLISH t "2" QoS 0');
			},
		},
		{
			id: "MQTT-6.0.0-3",
			says: "the client offers the subprotocol mqtt",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				insist(broker.offered.includes("mqtt"), `${broker.offered.join(", ") || "nothing"} was offered`);
			},
		},
		{
			id: "MQTT-6.0.0-4",
			says: "the broker chooses the subprotocol mqtt, wherever it stands among those offered",
			async probe(bench) {
				for (const offers of [["mqtt"], ["x-other", "mqtt"]]) {
					const { ws } = await overWebSocket(bench, offers);
					insist(ws.protocol === "mqtt", `${ws.protocol || "nothing"} was chosen`);
					ws.terminate();
				}
			},
		},
	],
};
