import { connect } from "node:net";
import { expect } from "@playwright/test";
import mqttPacket, { type Packet } from "mqtt-packet";
import WebSocket from "ws";
import { MQTT_PORT, PORT } from "./hosts.ts";

const HOST = `ws://localhost:${PORT}`;

/** Raw bytes, for sockets that no client library would let us misuse in this way. */
export const bytesOf = (packet: Packet): Buffer => mqttPacket.generate(packet);

/** Over TCP the user name gives the room. */
export function connectBytes(clientId: string, room?: string, clean = true): Buffer {
	const user = room === undefined ? {} : { username: room };
	return bytesOf({ cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean, keepalive: 0, ...user });
}

type End =
	| { readonly refused: number; readonly says: string }
	/** got: the bytes that had come down before. */
	| { readonly closed: number; readonly got: Buffer };

/** Sends these frames, strings as text frames, and resolves when the host has refused or closed the socket. */
export function overWebSocket(path: string, frames: readonly (Buffer | string)[], protocol: string[] = ["mqtt"]): Promise<End> {
	return new Promise((settle) => {
		const socket = new WebSocket(`${HOST}${path}`, protocol);
		const got: Buffer[] = [];
		socket.on("open", () => {
			for (const frame of frames) socket.send(frame, { binary: typeof frame !== "string" });
		});
		socket.on("message", (frame: Buffer) => got.push(frame));
		socket.on("error", () => {}); // the close or the refusal says so
		socket.on("close", (code) => settle({ closed: code, got: Buffer.concat(got) }));
		socket.on("unexpected-response", async (_, answer) => {
			let says = "";
			for await (const chunk of answer) says += chunk;
			settle({ refused: answer.statusCode ?? 0, says });
		});
	});
}

/** The same over TCP: resolves with what came down, when the host has closed. */
export function overTcp(frames: readonly Buffer[]): Promise<Buffer> {
	return new Promise((settle) => {
		const socket = connect(MQTT_PORT, "127.0.0.1", () => {
			for (const frame of frames) socket.write(frame);
		});
		const got: Buffer[] = [];
		socket.on("data", (bytes) => got.push(bytes));
		socket.on("error", () => {}); // a reset is one of the ways to be closed
		socket.on("close", () => settle(Buffer.concat(got)));
	});
}

/** The room socket: sends frames and resolves with as many refusals. The socket stays open for all of them, and is closed afterwards. */
export function refusalsOfRoomSocket(room: string, frames: readonly (Buffer | string)[]): Promise<readonly unknown[]> {
	return new Promise((settle, fail) => {
		const socket = new WebSocket(`${HOST}/r/${room}/watch`);
		const refusals: unknown[] = [];
		socket.on("open", () => {
			for (const frame of frames) socket.send(frame, { binary: typeof frame !== "string" });
		});
		socket.on("message", (text) => {
			const frame = JSON.parse(String(text)) as { type: string };
			if (frame.type === "refused") refusals.push(frame);
			if (refusals.length < frames.length) return;
			socket.removeAllListeners("close");
			socket.close();
			settle(refusals);
		});
		socket.on("error", fail);
		socket.on("close", (code) => fail(new Error(`the room socket was closed with ${code} after ${refusals.length} refusals`)));
	});
}

/** An upgrade or a page that is refused in one sentence. */
export function expectRefused(end: End, status: number, says: string): void {
	expect(end).toEqual({ refused: status, says: `${says}\n` });
}
