import { randomBytes } from "node:crypto";
import { connect } from "node:net";

/**
 * The lightest MQTT client that counts honestly: raw bytes in and out over TCP or over WebSocket, so that the broker is what is measured.
 * Packets are made beforehand and go out unchanged; over WebSocket each has a frame of its own, as clients send them.
 */
export const UTF8 = (text) => {
	const bytes = Buffer.from(text);
	return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

/** One packet of fewer than 16,384 bytes. */
export function packet(firstByte, ...parts) {
	const body = Buffer.concat(parts);
	const length = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7];
	return Buffer.concat([Buffer.from([firstByte, ...length]), body]);
}

/** The packet as it goes out on this kind of socket. A mask of four zeros leaves the bytes unchanged. */
export function framed(bytes, websocket) {
	if (!websocket) return bytes;
	const length = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 0xff];
	return Buffer.concat([Buffer.from([0x82, ...length, 0, 0, 0, 0]), bytes]);
}

/**
 * Connects, and settles once the CONNACK has come. `onPacket(firstByte, bytes, bodyAt)` hears every packet after it, `onChunk()` comes after all
 * that one read brought.
 */
export function openClient({ port, path, clientId, userName }) {
	const websocket = path !== null;
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	const client = {
		onPacket: () => {},
		onChunk: () => {},
		broken: null,
		write: (bytes) => socket.write(bytes),
		close: () => socket.destroy(),
	};
	const packets = openCutter((firstByte, bytes, bodyAt) => client.onPacket(firstByte, bytes, bodyAt));
	const frames = websocket ? openUnframer(packets) : packets;
	const flags = Buffer.from([4, 0x82, 0, 0]); // level 4, clean session, user name, no keep alive
	const hello = framed(packet(0x10, UTF8("MQTT"), flags, UTF8(clientId), UTF8(userName)), websocket);
	return new Promise((settle, fail) => {
		client.onPacket = (firstByte, bytes, bodyAt) => {
			if (firstByte === 0x20 && bytes[bodyAt + 1] === 0) settle(client);
			else fail(new Error(`${clientId} was not let in`));
		};
		socket.on("error", fail);
		socket.on("close", () => {
			client.broken ??= `${clientId}: its connection ended`;
			fail(new Error(client.broken));
		});
		const listen = () =>
			socket.on("data", (chunk) => {
				frames(chunk);
				client.onChunk();
			});
		if (!websocket) {
			listen();
			return socket.write(hello);
		}
		const key = randomBytes(16).toString("base64");
		socket.write(
			`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n`,
		);
		// Nothing follows the handshake's answer: an MQTT broker speaks second.
		socket.once("data", (answer) => {
			if (!answer.toString("latin1").startsWith("HTTP/1.1 101"))
				return fail(new Error(`no WebSocket: ${answer.toString("latin1", 0, 60)}`));
			listen();
			socket.write(hello);
		});
	});
}

/** Cuts bytes into packets. */
function openCutter(onPacket) {
	let rest = null;
	return (chunk) => {
		const bytes = rest === null ? chunk : Buffer.concat([rest, chunk]);
		let at = 0;
		while (at + 1 < bytes.length) {
			let length = 0;
			let bodyAt = at + 1;
			for (let scale = 1; ; scale *= 128) {
				const byte = bytes[bodyAt];
				if (byte === undefined) {
					bodyAt = bytes.length + 1;
					break;
				}
				bodyAt += 1;
				length += (byte & 0x7f) * scale;
				if ((byte & 0x80) === 0) break;
			}
			if (bodyAt + length > bytes.length) break;
			onPacket(bytes[at], bytes, bodyAt);
			at = bodyAt + length;
		}
		rest = at === bytes.length ? null : bytes.subarray(at);
	};
}

/** Takes WebSocket frames apart; a server's frames are not masked. Frames that hold no data are skipped. */
function openUnframer(packets) {
	let rest = null;
	return (chunk) => {
		const bytes = rest === null ? chunk : Buffer.concat([rest, chunk]);
		let at = 0;
		while (at + 2 <= bytes.length) {
			const short = bytes[at + 1] & 0x7f;
			const headLength = short === 126 ? 4 : short === 127 ? 10 : 2;
			if (at + headLength > bytes.length) break;
			const length = short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
			if (at + headLength + length > bytes.length) break;
			const isData = (bytes[at] & 0x0f) <= 2;
			if (isData) packets(bytes.subarray(at + headLength, at + headLength + length));
			at += headLength + length;
		}
		rest = at === bytes.length ? null : bytes.subarray(at);
	};
}
