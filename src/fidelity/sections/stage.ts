import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import mqttPacket from "mqtt-packet";
import { WebSocket, WebSocketServer } from "ws";
import { Departure } from "#fidelity/departure.ts";
import { type Inbox, openInbox } from "#fidelity/inbox.ts";
import type { Packet } from "#fidelity/packets.ts";
import type { LabStore } from "#lab/lab.ts";
import type { OpenSocket } from "#lab/link.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openLab } from "#lab/open-lab.ts";

/** The broker's end of one connection, played by the probe. */
type Played = Pick<Inbox, "got" | "next" | "take"> & {
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
	/** Our own client, as it is opened in a page. */
	readonly lab: LabStore;
	/** The client connects, and CONNECT is answered with CONNACK 0. */
	answer(clientId: string, connack?: { readonly present: boolean }): Promise<Played>;
};

/** What our own client publishes, apart from its QoS. */
export const ONE = { topic: "t", payload: "1", retain: false, times: 1 } as const;

/** Our client, and a WebSocket server that plays the broker for one of the client's connections at a time. */
export async function openStage(): Promise<Stage & { close(): Promise<void> }> {
	const server = new WebSocketServer({ host: "127.0.0.1", port: 0, handleProtocols: () => "mqtt" });
	await new Promise((listening) => server.once("listening", listening));
	const lab = openLab({
		wsBase: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		room: "probe",
		page: "probe",
		WebSocket: WebSocket as unknown as OpenSocket,
		storage: openMemory(),
		clock: { paused: () => false, follow: () => () => {} },
	});
	return {
		lab,
		async answer(clientId, { present } = { present: false }) {
			const arrives = new Promise<Played>((settle) => {
				server.once("connection", (ws: WebSocket, request: IncomingMessage) =>
					settle(play(ws, request, () => connected(lab, clientId, false))),
				);
			});
			if (!(await lab.connect(clientId)).ok) throw new Departure("our client does not connect");
			const broker = await arrives;
			if ((await broker.next("CONNECT")).cmd !== "connect") throw new Departure("the first packet of our client is not CONNECT");
			broker.send({ cmd: "connack", returnCode: 0, sessionPresent: present });
			await connected(lab, clientId, true);
			return broker;
		},
		async close() {
			lab.close();
			for (const ws of server.clients) ws.terminate();
			await new Promise((closed) => server.close(closed));
		},
	};
}

/** Resolves once the client knows whether it holds a connection that was accepted. */
function connected(lab: LabStore, clientId: string, is: boolean): Promise<void> {
	return new Promise((settle) => {
		let stop = () => {};
		const look = () => {
			const { clients, links } = lab.getState();
			// The client is gone only when its socket is too: only then may it connect again.
			if (is ? links[clientId]?.connected !== true : clients[clientId]?.plugged === true) return;
			stop();
			settle();
		};
		stop = lab.subscribe(look);
		look();
	});
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
