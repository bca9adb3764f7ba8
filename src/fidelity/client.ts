import { connect as dialTcp } from "node:net";
import mqttPacket from "mqtt-packet";
import WebSocket from "ws";
import { Departure } from "./departure.ts";
import { type Inbox, openInbox } from "./inbox.ts";
import { lineOf, type Packet, PINGREQ } from "./packets.ts";

/** A client made of mqtt-packet alone: the client sends what it is told, and acknowledges nothing by itself. */
export type ProbeClient = Pick<Inbox, "got" | "next" | "take"> & {
	/** Several packets go in one segment, or in one WebSocket frame. */
	send(...packets: readonly Packet[]): void;
	sendBytes(bytes: Uint8Array): void;
	/** Checks that the answer to a PINGREQ comes next: nothing came before. */
	quiet(): Promise<void>;
	/** Checks that what was sent ends the connection, and that nothing else answers it. A PINGREQ sent behind shows at once if the connection stays open. */
	closes(because: string): Promise<void>;
	/** Checks that the connection ends by itself. */
	ended(because: string, patienceMs?: number): Promise<void>;
	/** Whether the connection is over now. */
	isOver(): boolean;
	/** Ends the connection without a word. */
	cut(): void;
	/** Stops reading: what is sent to the client piles up. */
	stopReading(): void;
};

type Line = { write(bytes: Uint8Array): void; cut(): void; stop(): void };

export function openTcpClient(port: number): Promise<ProbeClient> {
	const inbox = openInbox();
	const tcp = dialTcp({ host: "127.0.0.1", port, noDelay: true });
	tcp.on("data", inbox.received);
	tcp.on("error", () => {});
	tcp.on("close", inbox.closed);
	const line: Line = { write: (bytes) => void tcp.write(bytes), cut: () => void tcp.destroy(), stop: () => void tcp.pause() };
	return new Promise((settle, fail) => {
		tcp.once("connect", () => settle(openClient(inbox, line)));
		tcp.once("error", fail);
	});
}

/** Over WebSocket, binary frames. `protocol` is what the server chose. Fails with the sentence of the handshake. */
export function openWebSocketClient(url: string, offers: string[]): Promise<{ client: ProbeClient; ws: WebSocket }> {
	const inbox = openInbox();
	const ws = new WebSocket(url, offers);
	ws.on("message", (bytes: Buffer) => inbox.received(bytes));
	ws.on("close", inbox.closed);
	const line: Line = { write: (bytes) => ws.send(bytes, () => {}), cut: () => ws.terminate(), stop: () => ws.pause() };
	return new Promise((settle, fail) => {
		ws.once("open", () => settle({ client: openClient(inbox, line), ws }));
		ws.on("error", fail);
	});
}

function openClient(inbox: Inbox, line: Line): ProbeClient {
	let over = false;
	void inbox.end(2 ** 31 - 1).then(() => {
		over = true;
	});
	const sendBytes = (bytes: Uint8Array) => {
		if (!over) line.write(bytes);
	};
	const send = (...packets: readonly Packet[]) => sendBytes(Buffer.concat(packets.map((packet) => mqttPacket.generate(packet))));
	const ended = async (because: string, patienceMs?: number) => {
		if ((await inbox.end(patienceMs)) === null) throw new Departure(`the connection stays open ${because}`);
	};
	return {
		got: inbox.got,
		next: inbox.next,
		take: inbox.take,
		send,
		sendBytes,
		async quiet() {
			send(PINGREQ);
			await inbox.take("PINGRESP");
		},
		async closes(because) {
			send(PINGREQ);
			const answer = await inbox.next("its end").catch((fault: unknown) => {
				if (fault instanceof Departure) return null;
				throw fault;
			});
			if (answer?.cmd === "pingresp") throw new Departure(`the connection stays open ${because}`);
			if (answer !== null) throw new Departure(`${lineOf(answer)} comes ${because}`);
			await ended(because);
		},
		ended,
		isOver: () => over,
		cut() {
			line.cut();
			inbox.closed();
		},
		stopReading: line.stop,
	};
}
