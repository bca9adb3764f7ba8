import { many } from "#contract/many.ts";
import type { TapeConnection } from "#traffic/traffic.ts";
import { conversationOf, type Segment } from "./conversation.ts";
import { clientName, type Excerpt, plainName, type WallOf } from "./excerpt.ts";
import { knownBytes, type OriginalBytes } from "./known-bytes.ts";
import type { MessageFates } from "./message-fates.ts";
import { interfaceBlock, joined, namesBlock, packetBlock, sectionBlock } from "./pcapng-blocks.ts";
import { type TcpEnd, tcpPacket } from "./tcp-packet.ts";

/** missing: how many packets are left out, because nobody has their bytes any longer. */
export type Capture = { readonly bytes: Uint8Array<ArrayBuffer>; readonly missing: number };

const BROKER: TcpEnd = { address: [10, 0, 0, 1], port: 1883 };
/** A client's port tells its connection: c7 has port 10007. */
const FIRST_PORT = 10_000;
const PORTS = 55_000;

type Options = { readonly room: string; readonly original: OriginalBytes; readonly wallOf: WallOf; readonly fates: MessageFates };

/**
 * A capture that Wireshark opens: the packets as TCP would have carried them. Each is where its sender was: a client's packet has the time at
 * which it left the client, the broker's that at which it left the broker; when it arrived, the other end acknowledges it.
 */
export function pcapngOf({ packets, connections, gone }: Excerpt, { room, original, wallOf, fates }: Options): Capture {
	const known = knownBytes(packets, original);
	const own = new Map<string, (typeof packets)[number][]>();
	for (const packet of packets) {
		const those = own.get(packet.connection);
		if (those === undefined) own.set(packet.connection, [packet]);
		else those.push(packet);
	}
	const addresses = addressesOf(connections);
	const segments = connections.flatMap((connection, index) => {
		const end = { address: addresses.get(clientName(connection)) ?? BROKER.address, port: portOf(connection, index) };
		return conversationOf(connection, own.get(connection.connection) ?? [], known, fates).map((segment) => ({ ...segment, end }));
	});
	const inOrder = segments.sort((a, b) => a.at - b.at || a.told - b.told);
	const ids = new Map<TcpEnd["address"], number>();
	const { timeOf, isWall } = timing(inOrder, wallOf);
	const blocks = inOrder.map((segment) => blockOf(segment, segment.end, ids, timeOf(segment)));
	const names = [...addresses].map(([name, address]) => [address, plainName(name)] as const);
	const head = [
		sectionBlock("Slow Wire", sayCapture({ room, missing: known.missing, gone, isWall })),
		interfaceBlock(`the wires of ${plainName(room)}`),
		namesBlock([[BROKER.address, "broker"], ...names]),
	];
	return { bytes: joined([...head, ...blocks]), missing: known.missing };
}

function blockOf(segment: Segment, client: TcpEnd, ids: Map<TcpEnd["address"], number>, time: number): Uint8Array {
	const { direction, comment } = segment;
	const [from, to] = direction === "up" ? [client, BROKER] : [BROKER, client];
	const id = (ids.get(from.address) ?? 0) + 1;
	ids.set(from.address, id);
	return packetBlock(Math.round(time * 1_000), tcpPacket({ ...segment, from, to, id }), comment);
}

/** Ms since 1970, for all segments or for none. What was before the first known moment was before it by the room clock. */
function timing(inOrder: readonly Segment[], wallOf: WallOf) {
	const wallAt = ({ at, told: seq }: Segment) => wallOf({ at, seq });
	const known = inOrder.find((segment) => wallAt(segment) !== null);
	if (known === undefined) return { isWall: false, timeOf: ({ at }: Segment) => at };
	const first = (wallAt(known) ?? 0) - known.at;
	return { isWall: true, timeOf: (segment: Segment) => wallAt(segment) ?? first + segment.at };
}

/** An address for each client, in order of coming; 10.0.0.1 is the broker's. */
function addressesOf(connections: readonly TapeConnection[]): ReadonlyMap<string, TcpEnd["address"]> {
	const addresses = new Map<string, TcpEnd["address"]>();
	for (const connection of connections) {
		const name = clientName(connection);
		const host = addresses.size + 2;
		if (!addresses.has(name)) addresses.set(name, [10, (host >> 16) & 0xff, (host >> 8) & 0xff, host & 0xff]);
	}
	return addresses;
}

function portOf({ connection }: TapeConnection, index: number): number {
	const number = /^c(\d+)$/.exec(connection)?.[1];
	return FIRST_PORT + ((number === undefined ? index : Number(number)) % PORTS);
}

function sayCapture({ room, missing, gone, isWall }: { room: string; missing: number; gone: number; isWall: boolean }): string {
	const has = missing === 1 ? "is" : "are";
	return [
		`The wires of the room ${plainName(room)}, as Slow Wire saw them.`,
		"Each packet has the time at which its sender sent it; it is acknowledged when it arrived, and never if it was lost.",
		...(isWall ? [] : ["The wall clock is not known: times are those of the room, which begins in 1970."]),
		...(missing === 0
			? []
			: [`${many(missing, "packet")} ${has} missing: nobody keeps ${missing === 1 ? "its" : "their"} bytes any longer.`]),
		...(gone === 0 ? [] : [`It begins later than the room: the first ${many(gone, "packet")} are gone.`]),
	].join("\n");
}
