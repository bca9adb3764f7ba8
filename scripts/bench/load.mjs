import { load } from "../load.mjs";

const { framed, openClient, packet, UTF8 } = await load("server/testkit/raw-client.ts");

const TOPIC = "greenhouse/north/temp";
const PAYLOAD_BYTES = 128;
/**
 * Messages on the way: neither delivered to all subscribers nor, at QoS 1 and 2, acknowledged. This is below the length of every queue, so
 * nothing is dropped.
 */
const WINDOW = 100;
const RING = 1_024;
/** After this long without a sign of life, whatever has not come counts as missing. */
const SILENT_MS = 4_000;

/**
 * One publisher and this many subscribers, for `ms`; then the run waits for everything that is still on the way. Every message carries its
 * number: a copy that is missing, comes twice or comes out of order is a fault of the run.
 */
export async function runLoad({ broker, qos, subscribers, ms }) {
	const { port } = broker;
	// Slow Wire: a room for each cell. In a room that remembers the subscribers of another cell, each message would have a fate for those too.
	const userName = `bench-q${qos}-s${subscribers}`;
	const path = broker.path?.replace("ROOM", userName) ?? null;
	const open = (clientId) => openClient({ port, path, clientId, userName });
	const publisher = await open("pub");
	const readers = await Promise.all(Array.from({ length: subscribers }, (_, index) => open(`sub-${index + 1}`)));
	try {
		await Promise.all(readers.map((reader) => subscribe(reader, qos, path !== null)));
		return await flow(publisher, readers, { qos, ms, websocket: path !== null });
	} finally {
		for (const client of [publisher, ...readers]) client.close();
	}
}

function subscribe(reader, qos, websocket) {
	return new Promise((settle) => {
		reader.onPacket = (firstByte) => firstByte === 0x90 && settle();
		reader.write(framed(packet(0x82, Buffer.from([0, 1]), UTF8(TOPIC), Buffer.from([qos])), websocket));
	});
}

function flow(publisher, readers, { qos, ms, websocket }) {
	const template = publishTemplate(qos, websocket);
	const counts = { sent: 0, delivered: 0, complete: 0, acked: 0, faults: 0 };
	const left = new Int32Array(RING);
	let publishing = true;
	let lastAt = 0;
	return new Promise((settle) => {
		const startedAt = performance.now();
		const finish = (missing) => {
			clearInterval(watch);
			settle({ ms: lastAt - startedAt, delivered: counts.delivered, missing, faults: counts.faults });
		};
		const expected = () => counts.sent * readers.length;
		const goOn = () => {
			lastAt = performance.now();
			if (publishing && lastAt - startedAt >= ms) publishing = false;
			const done = qos === 0 ? counts.complete : Math.min(counts.complete, counts.acked);
			const more = WINDOW - (counts.sent - done);
			if (publishing && more > 0) publisher.write(batch(template, counts, more, left, readers.length));
			else if (!publishing && counts.sent === done) finish(0);
		};
		const watch = setInterval(() => {
			const broken = [publisher, ...readers].some((client) => client.broken !== null);
			if (broken || performance.now() - lastAt > SILENT_MS) finish(expected() - counts.delivered);
		}, 250);
		const answers = openAnswers(publisher, websocket);
		publisher.onPacket = (firstByte, bytes, bodyAt) => {
			if (firstByte === 0x50) answers.add(0x62, bytes[bodyAt], bytes[bodyAt + 1]);
			else counts.acked += 1; // PUBACK or PUBCOMP
		};
		publisher.onChunk = () => {
			answers.flush();
			goOn();
		};
		for (const reader of readers) listen(reader, counts, left, { websocket, goOn });
		lastAt = startedAt;
		goOn();
	});
}

function listen(reader, counts, left, { websocket, goOn }) {
	const answers = openAnswers(reader, websocket);
	let next = 0;
	reader.onPacket = (firstByte, bytes, bodyAt) => {
		if (firstByte === 0x62) return answers.add(0x70, bytes[bodyAt], bytes[bodyAt + 1]); // PUBREL: PUBCOMP
		const qos = (firstByte >> 1) & 3;
		const idAt = bodyAt + 2 + TOPIC.length;
		if (qos > 0) answers.add(qos === 1 ? 0x40 : 0x50, bytes[idAt], bytes[idAt + 1]);
		const number = readNumber(bytes, idAt + (qos > 0 ? 2 : 0));
		if (firstByte >> 4 !== 3 || (firstByte & 8) !== 0 || number !== next) counts.faults += 1;
		next += 1;
		counts.delivered += 1;
		left[number % RING] -= 1;
		while (counts.complete < counts.sent && left[counts.complete % RING] === 0) counts.complete += 1;
	};
	reader.onChunk = () => {
		answers.flush();
		goOn();
	};
}

/** PUBACK, PUBREC, PUBREL and PUBCOMP for one read, in one write. */
function openAnswers(client, websocket) {
	const head = websocket ? [0x82, 0x84, 0, 0, 0, 0] : [];
	let bytes = [];
	return {
		add: (firstByte, high, low) => bytes.push(...head, firstByte, 2, high, low),
		flush() {
			if (bytes.length === 0) return;
			client.write(Buffer.from(bytes));
			bytes = [];
		},
	};
}

function publishTemplate(qos, websocket) {
	const id = Buffer.alloc(qos === 0 ? 0 : 2);
	const bytes = framed(packet(0x30 | (qos << 1), UTF8(TOPIC), id, Buffer.alloc(PAYLOAD_BYTES, "x")), websocket);
	return { bytes, numberAt: bytes.length - PAYLOAD_BYTES, idAt: qos === 0 ? -1 : bytes.length - PAYLOAD_BYTES - 2 };
}

/** This many PUBLISH packets, one behind the other. */
function batch({ bytes, numberAt, idAt }, counts, many, left, copies) {
	const all = Buffer.allocUnsafe(many * bytes.length);
	for (let index = 0; index < many; index += 1) {
		const at = index * bytes.length;
		all.set(bytes, at);
		const number = counts.sent;
		// Seven bits per byte: the payload stays text.
		for (let digit = 0; digit < 4; digit += 1) all[at + numberAt + digit] = (number >> (7 * (3 - digit))) & 0x7f;
		if (idAt >= 0) all.writeUInt16BE((number % 60_000) + 1, at + idAt);
		left[number % RING] = copies;
		counts.sent += 1;
	}
	return all;
}

function readNumber(bytes, at) {
	return (bytes[at] << 21) | (bytes[at + 1] << 14) | (bytes[at + 2] << 7) | bytes[at + 3];
}
