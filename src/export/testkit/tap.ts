import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { OpenRoom, Room } from "#engine/port.ts";
import { openRoom } from "#engine/room.ts";
import { openSplitter } from "#mqtt/split.ts";

type Ways = { readonly up: ReturnType<typeof openWay>; readonly down: ReturnType<typeof openWay> };
type SocketBytes = ReadonlyMap<string, { readonly bytes: Uint8Array; readonly whole: number }>;

/** Keeps the bytes that cross the sockets of a room from now on: an eye of its own on what the events tell. events: all that it has told. */
export function tapRoom(room: Pick<Room, "attach">, events: () => readonly RoomEvent[]) {
	const ways = new Map<string, Ways>();
	const attach = room.attach.bind(room);
	Object.assign(room, {
		attach: ((origin, socket) => {
			const both: Ways = { up: openWay(), down: openWay() };
			const send: typeof socket.send = (bytes, more) => {
				both.down.push(bytes);
				socket.send(bytes, more);
			};
			const ends = attach(origin, Object.assign(Object.create(socket) as typeof socket, { send }));
			const opened = events().findLast((event) => event.type === "connection.opened");
			if (opened?.type === "connection.opened") ways.set(opened.connection, both);
			const received: typeof ends.received = (bytes) => {
				both.up.push(bytes);
				ends.received(bytes);
			};
			return Object.assign(Object.create(ends) as typeof ends, { received });
		}) satisfies Room["attach"],
	});
	return {
		/** The bytes of its packets: of those to a client, the ones that have arrived. */
		bytes: (): SocketBytes => bytesByPacket(events(), ways),
	};
}

/** The same for all rooms of a host. */
export function openTap(open: OpenRoom = openRoom) {
	const rooms = new Map<string, { readonly events: readonly RoomEvent[]; readonly tap: ReturnType<typeof tapRoom> }>();
	const known = (room: string) => {
		const found = rooms.get(room);
		if (found === undefined) throw new Error(`No room ${room} was opened`);
		return found;
	};
	return {
		openRoom: (async (options) => {
			const room = await open(options);
			const events: RoomEvent[] = [...room.journal.since(0).events];
			room.journal.follow((event) => void events.push(event));
			rooms.set(room.name, { events, tap: tapRoom(room, () => events) });
			return room;
		}) satisfies OpenRoom,
		events: (room: string) => known(room).events,
		bytes: (room: string) => known(room).tap.bytes(),
	};
}

function openWay() {
	const splitter = openSplitter(LIMITS.packetBytes);
	const packets: Uint8Array[] = [];
	return {
		push(bytes: Uint8Array): void {
			for (const one of splitter.push(Uint8Array.from(bytes))) packets.push(one.bytes);
		},
		/** The whole packets, and behind them what is not one. */
		all: (): readonly Uint8Array[] => (splitter.rest.length === 0 ? packets : [...packets, splitter.rest]),
	};
}

function bytesByPacket(events: readonly RoomEvent[], ways: ReadonlyMap<string, Ways>): SocketBytes {
	const found = new Map<string, { readonly bytes: Uint8Array; readonly whole: number }>();
	const taken = new Map<string, number>();
	const lost = new Set(events.flatMap((event) => (event.type === "packet.lost" ? [event.packet] : [])));
	const arrived = new Set(events.flatMap((event) => (event.type === "packet.arrived" ? [event.packet] : [])));
	for (const event of events) {
		const malformed = event.type === "packet.malformed";
		if (!malformed && event.type !== "packet.entered" && event.type !== "packet.passed") continue;
		const packet = ("packet" in event ? event.packet : undefined) ?? `malformed ${event.seq}`;
		const way = ways.get(event.connection)?.[event.direction];
		const isSeen = event.type !== "packet.entered" || event.direction === "up" || (arrived.has(packet) && !lost.has(packet));
		if (way === undefined || !isSeen) continue;
		const key = `${event.connection} ${event.direction}`;
		const at = taken.get(key) ?? 0;
		taken.set(key, at + 1);
		const bytes = way.all()[at];
		if (bytes === undefined || (!malformed && bytes.length !== event.bytes)) throw new Error(`${packet}: not what crossed the socket`);
		found.set(packet, { bytes, whole: bytes.length });
	}
	return found;
}
