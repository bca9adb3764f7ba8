import mqttPacket, { type Packet } from "mqtt-packet";
import type { ClassCommand, HelloFrame } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";
import { type HostFrame, openFrameReader } from "#contract/frame.ts";
import type { Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import type { HostOptions } from "#host/host.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { type ClassSeen, takeClass } from "#room/class-seen.ts";

export const CLASS_ROOM = "k7q2";
const KEY_OF_HOST = "the-key-of-the-host-page";

type Wish = HelloFrame["hello"];
export const AS_HOST: Wish = { role: "host", key: KEY_OF_HOST };
export const AS_SEAT: Wish = { role: "seat", token: null };
export const AS_SCREEN: Wish = { role: "screen" };

type Answer = Extract<HostFrame, { type: "done" | "refused" }>;

/** A page on a raw room socket: it sees texts, and sends whatever it is told to. */
export type RawPage = {
	readonly texts: readonly string[];
	readonly frames: readonly HostFrame[];
	readonly class: ClassSeen;
	/** Null: the socket is open. Otherwise the reason that the host gave. */
	readonly closed: string | null;
	send(text: string): void;
	/** "done", or why not. */
	command(command: Command): Promise<string>;
	classCommand(command: ClassCommand): Promise<string>;
	until(holds: () => boolean): Promise<void>;
	leave(): void;
};

/** An MQTT client of which every packet is written by the test. */
export type RawMqtt = {
	readonly packets: readonly Packet[];
	readonly closed: boolean;
	send(packet: Packet): void;
	until(holds: () => boolean): Promise<void>;
	/** Closes its socket behind what it has sent. */
	close(): void;
	drop(): void;
};

/** A host with a class in room k7q2. */
export async function openClassHost(options: Partial<HostOptions> = {}) {
	let room: Room | null = null;
	const wakes = new Set<() => void>();
	const wake = () => {
		for (const call of [...wakes]) call();
	};
	const until = async (holds: () => boolean) => {
		while (!holds()) {
			await new Promise<void>((settle) => {
				const call = () => {
					wakes.delete(call);
					settle();
				};
				wakes.add(call);
			});
		}
	};
	const host = openMemoryHost({
		opening: { by: "asked", password: null },
		openRoom: async (asked) => {
			const opened = await openRoom(asked);
			if (asked.name === CLASS_ROOM) room = opened;
			opened.journal.follow(wake);
			return opened;
		},
		...options,
	});
	const fault = await host.host.openClass({ room: CLASS_ROOM, hostKey: KEY_OF_HOST, addresses: ["http://10.0.0.1:8080"] });
	if (fault !== null) throw new Error(fault);

	/** Settles once the page knows the room, or was not let in. hello: null: the page says nothing of itself. source: see client(). */
	async function page(hello: Wish | null, name = CLASS_ROOM, source = "memory"): Promise<RawPage> {
		const socket = new host.WebSocket(`ws://${source}/r/${name}/watch`);
		const read = openFrameReader();
		const texts: string[] = [];
		const frames: HostFrame[] = [];
		let seen: ClassSeen | null = null;
		let closed: string | null = null;
		let last = 0;
		socket.addEventListener("open", () => hello !== null && socket.send(JSON.stringify({ hello })));
		socket.addEventListener("close", ({ reason }) => {
			closed = reason;
			wake();
		});
		socket.addEventListener("message", ({ data }) => {
			texts.push(String(data));
			const frame = read(String(data));
			if (frame !== null) frames.push(frame);
			if (frame?.type === "class") seen = takeClass(seen, frame);
			wake();
		});
		const ask = async (what: object): Promise<string> => {
			last += 1;
			const id = last;
			socket.send(JSON.stringify({ id, ...what }));
			const answer = () => frames.find((frame): frame is Answer => (frame.type === "done" || frame.type === "refused") && frame.id === id);
			await until(() => answer() !== undefined || closed !== null);
			const told = answer();
			return told === undefined ? `closed: ${closed}` : told.type === "done" ? "done" : told.says;
		};
		await until(() => closed !== null || frames.some(({ type }) => type === "welcome"));
		return {
			texts,
			frames,
			get class() {
				if (seen === null) throw new Error("This page was not told of a class.");
				return seen;
			},
			get closed() {
				return closed;
			},
			send: (text) => socket.send(text),
			command: (command) => ask({ command }),
			classCommand: (command) => ask({ class: command }),
			until,
			leave: () => socket.close(),
		};
	}

	/** source: another machine's address; not there: the client is on this one. acks: it acknowledges what it is sent. */
	function client(query = "", { source = "memory", name = CLASS_ROOM, acks = false } = {}): RawMqtt {
		const socket = new host.WebSocket(`ws://${source}/r/${name}/mqtt${query}`, "mqtt");
		socket.binaryType = "arraybuffer";
		const parser = mqttPacket.parser({ protocolVersion: 4 });
		const packets: Packet[] = [];
		let closed = false;
		let waiting: Packet[] | null = [];
		const write = (packet: Packet) => socket.send(new Uint8Array(mqttPacket.generate(packet)));
		parser.on("packet", (packet: Packet) => {
			packets.push(packet);
			if (acks && packet.cmd === "publish" && packet.qos === 1) write({ cmd: "puback", messageId: packet.messageId ?? 0 });
		});
		socket.addEventListener("open", () => {
			for (const packet of waiting ?? []) write(packet);
			waiting = null;
		});
		socket.addEventListener("message", ({ data }) => {
			parser.parse(Buffer.from(data as ArrayBuffer));
			wake();
		});
		socket.addEventListener("close", () => {
			closed = true;
			wake();
		});
		return {
			packets,
			get closed() {
				return closed;
			},
			send: (packet) => (waiting === null ? write(packet) : void waiting.push(packet)),
			until,
			close: () => socket.close(),
			drop: () => socket.terminate(),
		};
	}

	return {
		host,
		get room() {
			if (room === null) throw new Error("The room is not open.");
			return room;
		},
		page,
		client,
		until,
		close: host.close,
	};
}

export function connectOf(clientId: string, more: Partial<Extract<Packet, { cmd: "connect" }>> = {}): Packet {
	return { cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean: true, keepalive: 0, ...more };
}

export function publishOf(topic: string, payload: string, messageId?: number): Packet {
	const qos = messageId === undefined ? 0 : 1;
	return { cmd: "publish", topic, payload, qos, dup: false, retain: false, ...(messageId === undefined ? {} : { messageId }) };
}

/** The page's ticket, as its clients bring it. */
export function ticketQuery({ class: { you } }: RawPage, page = "p1"): string {
	return you.role === "screen" ? `?page=${page}` : `?page=${page}&ticket=${you.ticket}`;
}
