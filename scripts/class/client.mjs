import { load } from "../load.mjs";

const { framed, openClient, packet, UTF8 } = await load("server/testkit/raw-client.ts");
const { LIMITS } = await load("src/contract/limits.ts");
const { seatClient } = await load("src/contract/seat-client.ts");

/** Packet ids that a publisher goes round. */
const IDS = 60_000;

/**
 * An MQTT client that acknowledges what it gets. ticket: of the page that it lives in; null: a guest over TCP, whose user name is the code. It
 * notes when each message came, by its payload.
 */
export async function openMqtt({ httpPort, mqttPort, code }, clientId, { ticket = null, page = "page" } = {}) {
	const websocket = ticket !== null;
	const path = websocket ? `/r/${code}/mqtt?page=${page}&ticket=${ticket}` : null;
	const raw = await openClient({ port: websocket ? httpPort : mqttPort, path, clientId, userName: code });
	const write = (bytes) => raw.broken === null && raw.write(framed(bytes, websocket));
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
		get isOver() {
			return raw.broken !== null;
		},
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
		if (hasId) write(Buffer.from([0x40, 2, bytes[idAt], bytes[idAt + 1]]));
		client.received += 1;
		client.came?.set(bytes.toString("utf8", idAt + (hasId ? 2 : 0), endAt), performance.now());
		client.onMessage();
	};
	return client;
}

/** A phone: a page with a seat, and its client. Like a real one it says what it has received, soon after each message, and that it is there. */
export async function openSeat(lesson, openPage, { filter = null, connects = true } = {}) {
	const page = await openPage(lesson, { role: "seat", token: null });
	const { seat, ticket, token } = page.you;
	const id = seatClient(seat, "sub");
	let soon = null;
	const phone = { seat, token, page, client: null };
	const beat = () => page.beat({ [id]: phone.client?.received ?? 0 });
	phone.timer = setInterval(beat, LIMITS.seatBeatMs);
	phone.connect = async () => {
		phone.client = await openMqtt(lesson, id, { ticket, page: `phone${seat}` });
		phone.client.onMessage = () => {
			soon ??= setTimeout(() => {
				soon = null;
				beat();
			}, LIMITS.receivedMs);
		};
		if (filter !== null) await phone.client.subscribe(filter);
	};
	phone.close = () => {
		clearInterval(phone.timer);
		clearTimeout(soon);
		phone.client?.close();
		page.close();
	};
	if (connects) await phone.connect();
	return phone;
}
