import { load } from "../load.mjs";
import { openPage } from "./page.mjs";

const { framed, openClient, packet, UTF8 } = await load("server/testkit/raw-client.ts");
const { LIMITS } = await load("src/contract/limits.ts");
const { seatClient } = await load("src/contract/seat-client.ts");

/** Packet ids that a publisher goes round. */
const IDS = 60_000;

/**
 * An MQTT client that acknowledges what it gets. ticket: of the page that it lives in; null: a guest over TCP, whose user name is the code. It
 * notes when each message came, by its payload.
 */
export async function openMqtt({ httpPort, mqttPort, code }, clientId, { ticket = null, page = "page", cleanSession = true } = {}) {
	const websocket = ticket !== null;
	const path = websocket ? `/r/${code}/mqtt?page=${page}&ticket=${ticket}` : null;
	const raw = await openClient({ port: websocket ? httpPort : mqttPort, path, clientId, userName: code, cleanSession });
	const write = (bytes) => raw.broken === null && raw.write(framed(bytes, websocket));
	/** What answers one read, in one write. */
	let answers = [];
	let subscribed = () => {};
	let ids = 0;
	const client = {
		clientId,
		received: 0,
		/** Of the messages that this client has published. */
		acked: 0,
		/** When each payload came, in ms; only while it is a map. */
		came: null,
		onMessage: () => {},
		bytes: () => raw.socket.bytesRead,
		subscribe: (filter) =>
			new Promise((settle) => {
				subscribed = settle;
				write(packet(0x82, Buffer.from([0, 1]), UTF8(filter), Buffer.from([1])));
			}),
		/** At QoS 1. */
		publish(topic, payload) {
			ids = (ids % IDS) + 1;
			write(packet(0x32, UTF8(topic), Buffer.from([ids >> 8, ids & 0xff]), Buffer.from(payload)));
		},
		close: () => raw.close(),
	};
	raw.onPacket = (firstByte, bytes, bodyAt, endAt) => {
		const kind = firstByte >> 4;
		if (kind === 9) subscribed();
		if (kind === 4) client.acked += 1;
		if (kind !== 3) return;
		const idAt = bodyAt + 2 + bytes.readUInt16BE(bodyAt);
		const hasId = (firstByte & 6) !== 0;
		if (hasId) answers.push(framed(Buffer.from([0x40, 2, bytes[idAt], bytes[idAt + 1]]), websocket));
		client.received += 1;
		client.came?.set(bytes.toString("utf8", idAt + (hasId ? 2 : 0), endAt), performance.now());
		client.onMessage();
	};
	raw.onChunk = () => {
		if (answers.length > 0 && raw.broken === null) raw.write(Buffer.concat(answers));
		answers = [];
	};
	return client;
}

/** A phone: a page with a seat, and its client. Like a real one it says what it has received, soon after each message, and that it is there. */
export async function openSeat(lesson, { filter = null, cleanSession = true, onSeat = () => {} } = {}) {
	const page = await openPage(lesson, { role: "seat", token: null });
	onSeat();
	const { seat, ticket, token } = page.you;
	const id = seatClient(seat, "sub");
	let soon = null;
	const client = await openMqtt(lesson, id, { ticket, page: `phone${seat}`, cleanSession });
	const beat = () => page.beat({ [id]: client.received });
	const timer = setInterval(beat, LIMITS.seatBeatMs);
	client.onMessage = () => {
		soon ??= setTimeout(() => {
			soon = null;
			beat();
		}, LIMITS.receivedMs);
	};
	if (filter !== null) await client.subscribe(filter);
	return {
		seat,
		token,
		page,
		client,
		close() {
			clearInterval(timer);
			clearTimeout(soon);
			client.close();
			page.close();
		},
	};
}
