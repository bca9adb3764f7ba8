import { once } from "node:events";
import mqttPacket, { type Packet } from "mqtt-packet";
import WebSocket from "ws";
import type { ClassHost } from "./class-host.ts";

/** A seat without a browser: a page on a raw room socket, and one MQTT client that acknowledges what it gets. */
export type RawSeat = {
	readonly seat: number;
	readonly clientId: string;
	/** Sends this of the class, as the page of the seat would. */
	tell(command: object): void;
	/** Sends this packet, as the client of the seat would. */
	send(packet: Packet): void;
	close(): void;
};

type Options = {
	/** Null: its client does not subscribe. */
	readonly filter?: string | null;
	readonly clean?: boolean;
};

const BEAT_MS = 4_000;

/** So many seats, one after the other, so that they are numbered in order. */
export async function openRawSeats(host: ClassHost, count: number, options: Options = {}): Promise<readonly RawSeat[]> {
	const seats: RawSeat[] = [];
	for (let more = 0; more < count; more += 1) seats.push(await openRawSeat(host, options));
	return seats;
}

export async function openRawSeat({ base, room }: ClassHost, { filter = "class/+", clean = true }: Options = {}): Promise<RawSeat> {
	const at = `${base.replace("http", "ws")}/r/${room}`;
	const page = new WebSocket(`${at}/watch`);
	await once(page, "open");
	page.send(JSON.stringify({ hello: { role: "seat", token: null } }));
	const you = await seated(page);
	const clientId = `s${String(you.seat).padStart(2, "0")}-sub`;
	let received = 0;
	const beat = () => page.readyState === WebSocket.OPEN && page.send(JSON.stringify({ beat: 1, received: { [clientId]: received } }));
	const timer = setInterval(beat, BEAT_MS);

	const client = new WebSocket(`${at}/mqtt?page=raw${you.seat}&ticket=${you.ticket}`, "mqtt");
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	const send = (packet: Packet) => client.readyState === WebSocket.OPEN && client.send(mqttPacket.generate(packet));
	client.on("message", (bytes: Buffer) => parser.parse(bytes));
	await once(client, "open");
	const ready = new Promise<void>((settle) => {
		parser.on("packet", (packet: Packet) => {
			if (packet.cmd === "connack" && filter !== null) send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: filter, qos: 1 }] });
			if (packet.cmd === "suback" || (packet.cmd === "connack" && filter === null)) settle();
			if (packet.cmd !== "publish") return;
			received += 1;
			beat();
			if (packet.qos === 1) send({ cmd: "puback", messageId: packet.messageId ?? 0 });
		});
	});
	send({ cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean, keepalive: 0 });
	await ready;
	return {
		seat: you.seat,
		clientId,
		tell: (command) => page.send(JSON.stringify({ id: 1, class: command })),
		send: (packet) => void send(packet),
		close() {
			clearInterval(timer);
			page.terminate();
			client.terminate();
		},
	};
}

type Seated = { readonly seat: number; readonly ticket: string };

function seated(page: WebSocket): Promise<Seated> {
	return new Promise((settle, fail) => {
		let you: Seated | null = null;
		page.on("close", (_, says) => fail(new Error(`no seat: ${says}`)));
		page.on("message", (text) => {
			const frame = JSON.parse(String(text)) as { type?: string; you?: Seated };
			if (frame.type === "class" && frame.you !== undefined) you = frame.you;
			if (frame.type === "welcome" && you !== null) settle(you);
		});
	});
}
