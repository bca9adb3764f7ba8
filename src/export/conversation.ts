import { CLOSES } from "#contract/reasons.ts";
import { otherWay } from "#mqtt/direction.ts";
import type { Direction } from "#mqtt/packet.ts";
import { leftStart } from "#story/leaving.ts";
import type { At, TapeConnection, TapePacket } from "#traffic/traffic.ts";
import { clientName } from "./excerpt.ts";
import type { KnownBytes } from "./known-bytes.ts";
import type { MessageFates } from "./message-fates.ts";
import { commentOf } from "./packet-words.ts";
import { SEGMENT_BYTES, type TcpFlag, type TcpPacket } from "./tcp-packet.ts";

/** One segment of a TCP connection, as the end that sends it sees it leave: a client's when it leaves the client, the broker's when it leaves the broker. */
export type Segment = Pick<TcpPacket, "seq" | "ack" | "flags" | "bytes" | "whole"> & {
	readonly at: number;
	/** The seq of the event that tells it. */
	readonly told: number;
	readonly direction: Direction;
	readonly comment: string | null;
};

type Moment = At & { readonly order: number; readonly happens: () => void };

/** The first byte of a stream; the SYN has the number before it. */
const FIRST = 1;
const NO_BYTES = new Uint8Array(0);

/**
 * A connection as TCP would have carried it: what arrived is acknowledged when it arrives, what was lost never is. Packets whose bytes are not
 * known have no place in it. packets: those of this connection, in order of setting out.
 */
export function conversationOf(
	connection: TapeConnection,
	packets: readonly TapePacket[],
	known: KnownBytes,
	fates: MessageFates,
): readonly Segment[] {
	const segments: Segment[] = [];
	const sent = { up: FIRST, down: FIRST };
	/** Up to where the other end has the stream whole. */
	const arrived = { up: FIRST, down: FIRST };
	const onWire: Record<Direction, { readonly upTo: number; readonly packet: string; has: boolean }[]> = { up: [], down: [] };
	let parted = false;

	const send = (direction: Direction, { at, seq: told }: At, flags: readonly TcpFlag[], more: Partial<Segment> = {}) =>
		void segments.push({
			...{ at, told, direction, seq: sent[direction], ack: arrived[otherWay(direction)], flags, bytes: NO_BYTES, whole: 0, comment: null },
			...more,
		});
	const sendPacket = (packet: TapePacket) => {
		const { direction, left } = packet;
		const found = known.of(packet);
		if (found === null) return;
		const { bytes, whole } = found;
		for (let from = 0; from < whole; from += SEGMENT_BYTES) {
			const part = Math.min(SEGMENT_BYTES, whole - from);
			const isLast = from + part === whole;
			send(direction, left, isLast ? ["PSH", "ACK"] : ["ACK"], {
				bytes: bytes.subarray(from, from + part),
				whole: part,
				comment: from === 0 ? commentOf(packet, connection, fates) + cutText(found) : null,
			});
			sent[direction] += part;
		}
		onWire[direction].push({ upTo: sent[direction], packet: packet.packet, has: false });
	};
	const sendEnd = (direction: Direction, at: At, comment: string | null = null) => {
		send(direction, at, ["FIN", "ACK"], { comment });
		sent[direction] += 1;
	};
	const hasAll = (direction: Direction) => {
		const had = onWire[direction].length === 0;
		if (had) arrived[direction] = sent[direction];
		return had;
	};
	const arrive = ({ direction, packet, end }: TapePacket, at: At) => {
		const one = onWire[direction].find((load) => load.packet === packet);
		if (one === undefined || end?.how !== "arrived") return;
		one.has = true;
		const before = arrived[direction];
		for (let next = onWire[direction][0]; next?.has; next = onWire[direction][0]) {
			arrived[direction] = next.upTo;
			onWire[direction].shift();
		}
		if (parted && direction === "up") hasAll("up");
		if (arrived[direction] > before) send(otherWay(direction), at, ["ACK"]);
	};
	const close = (at: NonNullable<TapeConnection["closed"]>) => {
		const { reason } = at;
		// How it ended was not seen: nothing is made up.
		if (reason === "unseen") return;
		const comment = `${leftStart(reason, clientName(connection))}.`;
		if (CLOSES[reason].lastHeard !== true && reason !== "client-gone") return send("down", at, ["RST", "ACK"], { comment });
		const first = parted || reason === "client-gone" ? "up" : "down";
		if (!parted) sendEnd(first, at, comment);
		hasAll(first);
		sendEnd(otherWay(first), at, parted ? comment : null);
		if (hasAll(otherWay(first))) send(first, at, ["ACK"]);
	};
	const { opened, closed } = connection;
	const lastUp = packets.findLast(({ direction }) => direction === "up");
	const endsOf = (packet: TapePacket): Moment[] => {
		const { end } = packet;
		return end === null ? [] : [{ ...end, order: 2, happens: () => arrive(packet, end) }];
	};
	const moments: Moment[] = packets.flatMap((packet) => [
		{
			...packet.left,
			order: 1,
			happens() {
				sendPacket(packet);
				// Nothing follows a DISCONNECT, unless the client breaks the standard [MQTT-3.14.4-2].
				parted ||= packet === lastUp && packet.fields?.type === "DISCONNECT";
				if (parted && packet === lastUp) sendEnd("up", packet.left);
			},
		},
		...endsOf(packet),
	]);
	const greet = () => {
		send("up", opened, ["SYN"], { seq: 0, ack: 0, comment: originText(connection) });
		send("down", opened, ["SYN", "ACK"], { seq: 0 });
		send("up", opened, ["ACK"]);
	};
	moments.push({ ...opened, order: 0, happens: greet });
	if (closed !== null) moments.push({ ...closed, order: 3, happens: () => close(closed) });
	for (const { happens } of moments.sort((a, b) => a.at - b.at || a.seq - b.seq || a.order - b.order)) happens();
	return segments;
}

function originText(connection: TapeConnection): string {
	const { origin } = connection;
	const by = origin.kind === "lab" ? "a client in a page" : `a guest by ${origin.transport === "tcp" ? "TCP" : "WebSocket"}`;
	return `Connection ${connection.connection} of ${clientName(connection)}, ${by}`;
}

function cutText({ bytes, whole }: { readonly bytes: Uint8Array; readonly whole: number }): string {
	return bytes.length < whole ? `\nThe first ${bytes.length} of its ${whole} bytes: the host kept no more.` : "";
}
