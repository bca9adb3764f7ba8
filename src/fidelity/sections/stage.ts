import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import mqttPacket from "mqtt-packet";
import { type WebSocket, WebSocketServer } from "ws";
import { Departure } from "#fidelity/departure.ts";
import { type Inbox, openInbox } from "#fidelity/inbox.ts";
import type { Packet, QoS } from "#fidelity/packets.ts";

/** What a probe asks of our client: the part of the lab that it needs. */
export type ClientUnderTest = {
	add(clientId: string, setup?: { cleanSession?: boolean; keepAlive?: number }): { readonly ok: boolean };
	set(clientId: string, setup: { cleanSession?: boolean }): { readonly ok: boolean };
	connect(clientId: string): Promise<{ readonly ok: boolean }>;
	disconnect(clientId: string): { readonly ok: boolean };
	subscribeTo(clientId: string, filter: string, qos: QoS): { readonly ok: boolean };
	unsubscribeFrom(clientId: string, filter: string): { readonly ok: boolean };
	publish(clientId: string, what: { topic: string; payload: string; qos: QoS; retain: boolean; times: number }): { readonly ok: boolean };
	/** Resolves once the client knows whether it holds a connection that was accepted. */
	connected(clientId: string, is: boolean): Promise<void>;
	close(): void;
};

/** The broker's end of one connection, played by the probe. */
export type Played = Pick<Inbox, "got" | "next" | "take"> & {
	/** The subprotocols that the client offered. */
	readonly offered: readonly string[];
	takeAny(count: number): Promise<Packet[]>;
	/** Several packets go in one frame. */
	send(...packets: readonly Packet[]): void;
	/** Cuts the cable, and waits until the client knows. */
	drop(): Promise<void>;
	ended(because: string): Promise<void>;
	textFrames(): number;
};

export type Stage = {
	readonly lab: ClientUnderTest;
	/** The client connects, and CONNECT is answered with CONNACK 0. */
	answer(clientId: string, connack?: { readonly present: boolean }): Promise<Played>;
};

/** A WebSocket server that plays broker for one client at a time. */
export async function openStage(openClient: (wsBase: string) => ClientUnderTest): Promise<Stage & { close(): Promise<void> }> {
	const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "mqtt" });
	await new Promise((listening) => server.once("listening", listening));
	const lab = openClient(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
	return {
		lab,
		async answer(clientId, { present } = { present: false }) {
			const arrives = new Promise<Played>((settle) => {
				server.once("connection", (ws: WebSocket, request: IncomingMessage) =>
					settle(play(ws, request, () => lab.connected(clientId, false))),
				);
			});
			if (!(await lab.connect(clientId)).ok) throw new Departure("our client does not connect");
			const broker = await arrives;
			if ((await broker.next("CONNECT")).cmd !== "connect") throw new Departure("the first packet of our client is not CONNECT");
			broker.send({ cmd: "connack", returnCode: 0, sessionPresent: present });
			await lab.connected(clientId, true);
			return broker;
		},
		async close() {
			lab.close();
			for (const ws of server.clients) ws.terminate();
			await new Promise((closed) => server.close(closed));
		},
	};
}

function play(ws: WebSocket, request: IncomingMessage, lost: () => Promise<void>): Played {
	const inbox = openInbox();
	let textFrames = 0;
	ws.on("message", (bytes: Buffer, isBinary) => {
		textFrames += isBinary ? 0 : 1;
		inbox.received(bytes);
	});
	ws.on("close", inbox.closed);
	ws.on("error", () => {});
	return {
		got: inbox.got,
		next: inbox.next,
		take: inbox.take,
		offered: (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim()),
		async takeAny(count) {
			const packets: Packet[] = [];
			while (packets.length < count) packets.push(await inbox.next("another packet"));
			return packets;
		},
		send: (...packets) => ws.send(Buffer.concat(packets.map((packet) => mqttPacket.generate(packet)))),
		async drop() {
			ws.terminate();
			await lost();
		},
		async ended(because) {
			if ((await inbox.end()) === null) throw new Departure(`our client keeps the connection open ${because}`);
		},
		textFrames: () => textFrames,
	};
}
