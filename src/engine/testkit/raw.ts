import mqttPacket, { type Packet } from "mqtt-packet";
import type { Origin, RoomEvent } from "#contract/event.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Pace } from "#engine/pace.ts";
import type { Attached, Gate, RealTime, Room, Socket } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { SavedRoom } from "#engine/state.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { reduce } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import { idlePace } from "./busy.ts";

const realTime: RealTime = {
	now: () => performance.now(),
	wall: Date.now,
	soon: (call) => void setImmediate(call),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};

export type RawRoom = Room & {
	readonly events: RoomEvent[];
	world(): World;
	/** Resolves as soon as the world satisfies this. */
	until(holds: (world: World) => boolean): Promise<World>;
	/** Saves the room, closes it, and goes on in another room that begins from what was saved, as text. */
	move(): Promise<void>;
};

/** A room with its world folded along. */
export async function openRawRoom(
	time: RealTime = realTime,
	settings: Partial<BrokerSettings> = {},
	pace: Pace = idlePace(time),
): Promise<RawRoom> {
	const events: RoomEvent[] = [];
	let world = EMPTY_WORLD;
	const waiting = new Set<() => void>();
	const followers = new Set<(event: RoomEvent) => void>();
	const take = (event: RoomEvent) => {
		events.push(event);
		world = reduce(world, event);
		for (const look of [...waiting]) look();
		for (const follower of [...followers]) follower(event);
	};
	const open = async (from: SavedRoom | null) => {
		const opened = await openRoom({ name: "test", time, pace, settings: { ...FIRST_SETTINGS, ...settings }, from, report: thrown });
		for (const event of opened.journal.since(world.seq).events) take(event);
		return { room: opened, unfollow: opened.journal.follow(take) };
	};
	let { room, unfollow } = await open(null);
	return {
		name: room.name,
		get epoch() {
			return room.epoch;
		},
		journal: {
			get from() {
				return room.journal.from;
			},
			since: (seq) => room.journal.since(seq),
			follow(tell) {
				followers.add(tell);
				return () => followers.delete(tell);
			},
			get seq() {
				return room.journal.seq;
			},
		},
		now: () => room.now(),
		attach: (origin, socket, gate) => room.attach(origin, socket, gate),
		command: (command, by) => room.command(command, by),
		shares: (of) => room.shares(of),
		refuseFrame: (says) => room.refuseFrame(says),
		knocked: (visitor) => room.knocked(visitor),
		closing: (inMs) => room.closing(inMs),
		kept: () => room.kept(),
		counts: () => room.counts(),
		holds: () => room.holds(),
		bytes: () => room.bytes(),
		bytesOf: (packet) => room.bytesOf(packet),
		forgetBytes: () => room.forgetBytes(),
		shrink: () => room.shrink(),
		sessions: () => room.sessions(),
		save: () => room.save(),
		timers: () => room.timers(),
		close: () => room.close(),
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
		async move() {
			const saved = SavedRoom.parse(JSON.parse(JSON.stringify(room.save())));
			unfollow();
			await room.close();
			({ room, unfollow } = await open(saved));
		},
	};
}

function thrown(fault: unknown): never {
	throw fault;
}

export type RawClient = {
	readonly ends: Attached;
	readonly got: Packet[];
	send(packet: Packet): void;
	sendBytes(bytes: Uint8Array): void;
	/** The next packet that has not been taken yet. */
	next(): Promise<Packet>;
	/** Resolves when the room has ended the connection, politely or not. */
	readonly closed: Promise<"end" | "terminate">;
};

const GUEST: Origin = { kind: "guest", transport: "tcp" };

/** A client made of mqtt-packet alone: it acknowledges nothing by itself. */
export function openRawClient(room: Room, origin: Origin = GUEST, gate: Gate | null = null): RawClient {
	const parser = mqttPacket.parser({ protocolVersion: 4 });
	const got: Packet[] = [];
	const unread: Packet[] = [];
	const readers: ((packet: Packet) => void)[] = [];
	// Stock Aedes may break off within a packet: such a client then reads nothing more.
	parser.on("error", () => {});
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
	const socket: Socket = {
		send: (bytes) => parser.parse(Buffer.from(bytes)),
		unsent: () => 0,
		pause() {},
		resume() {},
		end: () => close("end"),
		terminate: () => close("terminate"),
	};
	const ends = room.attach(origin, socket, gate);
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
