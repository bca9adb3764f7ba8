import { writeFile } from "node:fs/promises";
import mqttPacket from "mqtt-packet";
import { load } from "../load.mjs";

/** Packets of the recording; and the events past which it ends in any case: a page keeps no more. */
const PACKETS = 50_000;
const EVENTS = 149_500;
/** Ms of the room from one PUBLISH to the next, so that it all takes about an hour, and ms that each packet is under way. */
const EACH_MS = 520;
const DELAY_MS = 400;
/** PUBLISHes after which the next subscriber loses its wire, and after which that subscriber is back. */
const CUT_EACH = 150;
const AWAY_FOR = 12;
const PUBLISHERS = ["pub-1", "pub-2", "pub-3"];
const SUBSCRIBERS = ["sub-1", "sub-2", "sub-3"];
const TOPICS = ["home/door", "home/light", "garden/rain"];

/** About an hour of a real room with a real broker, made in seconds: only its time is not that of the machine. Returns what is in the file. */
export async function writeLongRecording(file) {
	const [{ openRawRoom }, { openStillTime, settled, WALL_AT_0 }, { recordingFile }, { packetsIn }, { EMPTY_WORLD }] = await Promise.all(
		["engine/testkit/raw", "engine/testkit/still", "recording/write-recording", "recording/recording", "model/empty-world"].map((path) =>
			load(`src/${path}.ts`),
		),
	);
	const time = openStillTime();
	const room = await openRawRoom(time);
	const pass = async (ms) => {
		for (let gone = 0; gone < ms; gone += DELAY_MS / 4) {
			time.pass(Math.min(DELAY_MS / 4, ms - gone));
			await settled(time);
		}
	};
	room.command({ type: "wire.delay", delayMs: DELAY_MS });
	const publishers = PUBLISHERS.map((clientId) => openClient(room, clientId));
	const subscribers = SUBSCRIBERS.map((clientId) => openClient(room, clientId));
	await pass(2 * DELAY_MS);
	for (const [index, client] of subscribers.entries())
		client.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: index }] });
	await pass(2 * DELAY_MS);
	const known = { events: 0, packets: 0 };
	for (let n = 0; known.packets < PACKETS && room.events.length < EVENTS; n += 1) {
		const who = Math.floor(n / CUT_EACH) % subscribers.length;
		if (n % CUT_EACH === CUT_EACH - AWAY_FOR) subscribers[who].cut();
		if (n > 0 && n % CUT_EACH === 0) {
			const back = (who + subscribers.length - 1) % subscribers.length;
			subscribers[back] = openClient(room, SUBSCRIBERS[back]);
		}
		publishers[n % publishers.length].publish(TOPICS[n % TOPICS.length], `${n}`, (n + Math.floor(n / 3)) % 3);
		await pass(EACH_MS);
		known.packets += packetsIn(room.events.slice(known.events)).length;
		known.events = room.events.length;
	}
	const { events } = room;
	const bytes = new Map(packetsIn(events).flatMap((packet) => (room.bytesOf(packet) === null ? [] : [[packet, room.bytesOf(packet)]])));
	const saved = new Date(WALL_AT_0 + time.now()).toISOString().replace("Z", "+00:00");
	const { content } = await recordingFile({ room: "frames", saved, now: room.now(), own: [], base: EMPTY_WORLD, events, bytes });
	await writeFile(file, Buffer.from(await content.arrayBuffer()));
	await room.close();
	return { packets: known.packets, events: events.length, bytes: content.size };
}

/** A client that acknowledges what it is sent, made of raw packets, with a session that the broker keeps. */
function openClient(room, clientId) {
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	let packetId = 0;
	const send = (packet) => ends.received(mqttPacket.generate(packet));
	parser.on("packet", ({ cmd, qos, messageId }) => {
		if (cmd === "publish" && qos > 0) send({ cmd: qos === 1 ? "puback" : "pubrec", messageId });
		else if (cmd === "pubrec") send({ cmd: "pubrel", messageId });
		else if (cmd === "pubrel") send({ cmd: "pubcomp", messageId });
	});
	const ends = room.attach(
		{ kind: "guest", transport: "tcp" },
		{ send: (bytes) => parser.parse(Buffer.from(bytes)), unsent: () => 0, pause() {}, resume() {}, end() {}, terminate() {} },
	);
	send({ cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean: false, keepalive: 0 });
	return {
		send,
		publish(topic, payload, qos) {
			packetId = (packetId % 65_535) + 1;
			send({ cmd: "publish", topic, payload, qos, messageId: packetId, dup: false, retain: false });
		},
		cut: () => ends.gone("the wire was cut"),
	};
}
