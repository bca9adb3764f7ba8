import mqttPacket, { type Packet } from "mqtt-packet";
import type { Origin, RoomEvent } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Attached, RealTime, Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { reduce } from "#model/reduce.ts";
import { EMPTY_WORLD, type World } from "#model/world.ts";

export const realTime: RealTime = {
	now: () => performance.now(),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};

export type RawRoom = Room & {
	readonly events: RoomEvent[];
	world(): World;
	/** As soon as the world is so. */
	until(holds: (world: World) => boolean): Promise<World>;
};

/** A room with its world folded along. */
export async function openRawRoom(time: RealTime = realTime, settings: Partial<BrokerSettings> = {}): Promise<RawRoom> {
	const room = await openRoom({
		name: "test",
		time,
		settings: { ...FIRST_SETTINGS, ...settings },
		report(fault) {
			throw fault;
		},
	});
	const events: RoomEvent[] = [];
	let world = EMPTY_WORLD;
	const waiting = new Set<() => void>();
	const take = (event: RoomEvent) => {
		events.push(event);
		world = reduce(world, event);
		for (const look of [...waiting]) look();
	};
	for (const event of room.journal.since(null).events) take(event);
	room.journal.follow(take);
	return {
		...room,
		events,
		world: () => world,
		until: (holds) =>
			new Promise((resolve) => {
				const look = () => {
					if (!holds(world)) return;
					waiting.delete(look);
					resolve(world);
				};
				waiting.add(look);
				look();
			}),
	};
}

export type RawClient = {
	readonly ends: Attached;
	readonly got: Packet[];
	send(packet: Packet): void;
	sendBytes(bytes: Uint8Array): void;
	/** The next packet that has not been taken yet. */
	next(): Promise<Packet>;
	/** Resolves when the room ended the connection: politely, or not. */
	readonly closed: Promise<"end" | "terminate">;
};

const GUEST: Origin = { kind: "guest", transport: "tcp" };

/** A client made of mqtt-packet alone: it acknowledges nothing by itself. */
export function openRawClient(room: Room, origin: Origin = GUEST): RawClient {
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	const got: Packet[] = [];
	const unread: Packet[] = [];
	const readers: ((packet: Packet) => void)[] = [];
	parser.on("packet", (packet) => {
		got.push(packet);
		const reader = readers.shift();
		if (reader) reader(packet);
		else unread.push(packet);
	});
	let close: (how: "end" | "terminate") => void = () => {};
	const closed = new Promise<"end" | "terminate">((resolve) => {
		close = resolve;
	});
	const ends = room.attach(origin, {
		send: (bytes) => parser.parse(Buffer.from(bytes)),
		unsent: () => 0,
		pause() {},
		resume() {},
		end: () => close("end"),
		terminate: () => close("terminate"),
	});
	return {
		ends,
		got,
		send: (packet) => ends.received(mqttPacket.generate(packet)),
		sendBytes: (bytes) => ends.received(bytes),
		next: () =>
			new Promise((resolve) => {
				const packet = unread.shift();
				if (packet) resolve(packet);
				else readers.push(resolve);
			}),
		closed,
	};
}

export function connect(clientId: string, clean: boolean, more: Partial<Packet> = {}): Packet {
	return { cmd: "connect", protocolId: "MQTT", protocolVersion: 4, clientId, clean, keepalive: 0, ...more } as Packet;
}

export function publish(topic: string, payload: string, qos: 0 | 1 | 2 = 0, more: Partial<Packet> = {}): Packet {
	return { cmd: "publish", topic, payload, qos, dup: false, retain: false, ...more } as Packet;
}
