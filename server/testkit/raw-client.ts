import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/**
 * The lightest MQTT client that counts honestly: raw bytes in and out over TCP or over WebSocket, so that the broker is what is measured.
 * Packets are made beforehand and go out unchanged. The bench, the scale and the siege speak through this client; it answers nothing by itself.
 */
export type SocketClient = {
	/** Hears every packet after CONNACK. The body stands in `bytes` from bodyAt up to, but not including, endAt. */
	onPacket: (firstByte: number, bytes: Buffer, bodyAt: number, endAt: number) => void;
	/** Comes after everything that one read brought. */
	onChunk: () => void;
	onClose: () => void;
	/** Why the connection is over; null: it is not. */
	broken: string | null;
	readonly sessionPresent: boolean;
	/** Writes bytes that are framed already; false: the socket takes no more at present, and "drain" follows. */
	write(bytes: Uint8Array): boolean;
	/** Breaks the connection without a word. */
	close(): void;
	readonly socket: Socket;
};

export type SocketClientOptions = {
	readonly port: number;
	/** Null: TCP. */
	readonly path: string | null;
	readonly clientId: string;
	/** Over TCP the user name is the room. */
	readonly userName: string;
	/** Default: true. */
	readonly cleanSession?: boolean;
	/** At QoS 0, not retained. Default: none. */
	readonly will?: { readonly topic: string; readonly payload: Uint8Array } | undefined;
	/** Hears the packets from the first one behind CONNACK on: a session that is resumed sends at once. */
	readonly onPacket?: SocketClient["onPacket"];
};

export const UTF8 = (text: string | Uint8Array): Buffer => {
	const bytes = Buffer.from(text as string);
	return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};

/** One packet, of up to 268,435,455 bytes. */
export function packet(firstByte: number, ...parts: readonly Uint8Array[]): Buffer {
	const head = [firstByte];
	let left = parts.reduce((sum, part) => sum + part.length, 0);
	do {
		head.push(left < 128 ? left : (left & 0x7f) | 0x80);
		left >>>= 7;
	} while (left > 0);
	return Buffer.concat([Buffer.from(head), ...parts]);
}

export function connectPacket({
	clientId,
	userName,
	cleanSession = true,
	will,
}: Pick<SocketClientOptions, "clientId" | "userName" | "cleanSession" | "will">): Buffer {
	// Level 4, a user name, no keep alive.
	const flags = 0x80 | (cleanSession ? 2 : 0) | (will === undefined ? 0 : 4);
	const last = will === undefined ? [] : [UTF8(will.topic), UTF8(will.payload)];
	return packet(0x10, UTF8("MQTT"), Buffer.from([4, flags, 0, 0]), UTF8(clientId), ...last, UTF8(userName));
}

/** The bytes as they go out on this kind of socket: over WebSocket in one frame. A mask of four zeros leaves the bytes unchanged. */
export function framed(bytes: Buffer, websocket: boolean): Buffer {
	if (!websocket) return bytes;
	const { length } = bytes;
	const head = [0x82, ...(length < 126 ? [0x80 | length] : length < 65_536 ? [0x80 | 126, length >> 8, length & 0xff] : [0x80 | 127])];
	const long = Buffer.alloc(length < 65_536 ? 0 : 8);
	if (long.length > 0) long.writeBigUInt64BE(BigInt(length));
	return Buffer.concat([Buffer.from(head), long, Buffer.alloc(4), bytes]);
}

/** Connects, and settles once the CONNACK has come; fails if the client is not let in. */
export function openClient({ port, path, onPacket = () => {}, ...who }: SocketClientOptions): Promise<SocketClient> {
	const websocket = path !== null;
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	let sessionPresent = false;
	const client: SocketClient = {
		onPacket: () => {},
		onChunk: () => {},
		onClose: () => {},
		broken: null,
		get sessionPresent() {
			return sessionPresent;
		},
		write: (bytes) => socket.write(bytes),
		close: () => socket.destroy(),
		socket,
	};
	const packets = openCutter((firstByte, bytes, bodyAt, endAt) => client.onPacket(firstByte, bytes, bodyAt, endAt));
	const frames = websocket ? openUnframer(packets, () => socket.end()) : packets;
	const hello = framed(connectPacket(who), websocket);
	return new Promise((settle, fail) => {
		client.onPacket = (firstByte, bytes, bodyAt) => {
			if (firstByte !== 0x20 || bytes[bodyAt + 1] !== 0) {
				fail(new Error(`${who.clientId} was not let in`));
				return socket.destroy();
			}
			sessionPresent = bytes[bodyAt] === 1;
			client.onPacket = onPacket;
			settle(client);
		};
		socket.on("error", fail);
		socket.on("close", () => {
			client.broken ??= `${who.clientId}: its connection ended`;
			fail(new Error(client.broken));
			client.onClose();
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
		socket.write(upgradeRequest(path));
		// Nothing follows the handshake's answer: an MQTT broker speaks second.
		socket.once("data", (answer) => {
			if (!answer.toString("latin1").startsWith("HTTP/1.1 101")) {
				fail(new Error(`no WebSocket: ${answer.toString("latin1", 0, 60)}`));
				return socket.destroy();
			}
			listen();
			socket.write(hello);
		});
	});
}

export function upgradeRequest(path: string, protocol = "mqtt"): string {
	const key = randomBytes(16).toString("base64");
	return `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`;
}

/** Cuts bytes into packets. */
function openCutter(onPacket: SocketClient["onPacket"]): (chunk: Buffer) => void {
	let rest: Buffer | null = null;
	return (chunk) => {
		const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
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
			onPacket(bytes[at] as number, bytes, bodyAt, bodyAt + length);
			at = bodyAt + length;
		}
		rest = at === bytes.length ? null : bytes.subarray(at);
	};
}

/** Takes WebSocket frames apart; a server's frames are not masked. Of the frames that hold no bytes of MQTT, only Close is answered: by the end. */
function openUnframer(packets: (bytes: Buffer) => void, closed: () => void): (chunk: Buffer) => void {
	let rest: Buffer | null = null;
	return (chunk) => {
		const bytes: Buffer = rest === null ? chunk : Buffer.concat([rest, chunk]);
		let at = 0;
		while (at + 2 <= bytes.length) {
			const short = (bytes[at + 1] as number) & 0x7f;
			const headLength = short === 126 ? 4 : short === 127 ? 10 : 2;
			if (at + headLength > bytes.length) break;
			const length = short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
			if (at + headLength + length > bytes.length) break;
			const opcode = (bytes[at] as number) & 0x0f;
			if (opcode === 8) closed();
			if (opcode <= 2) packets(bytes.subarray(at + headLength, at + headLength + length));
			at += headLength + length;
		}
		rest = at === bytes.length ? null : bytes.subarray(at);
	};
}
