/** An IPv4 address and a TCP port. */
export type TcpEnd = { readonly address: readonly [number, number, number, number]; readonly port: number };

export type TcpFlag = "FIN" | "SYN" | "RST" | "PSH" | "ACK";
const FLAG_BITS: Record<TcpFlag, number> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16 };

export type TcpPacket = {
	readonly from: TcpEnd;
	readonly to: TcpEnd;
	/** Sequence and acknowledgement numbers. */
	readonly seq: number;
	readonly ack: number;
	readonly flags: readonly TcpFlag[];
	/** Its bytes, as many of them as are known, and how many they are in all. */
	readonly bytes: Uint8Array;
	readonly whole: number;
	/** IPv4 identification. */
	readonly id: number;
};

/** Most bytes of one segment: with both headers they stay within the 65,535 bytes of an IPv4 packet. */
export const SEGMENT_BYTES = 65_000;
const IP_BYTES = 20;
/** MSS, and a window scale of 14: a slow wire has more on its way than a window of 64 KiB allows, which Wireshark would remark upon [RFC 7323]. */
const SYN_OPTIONS = [2, 4, SEGMENT_BYTES >> 8, SEGMENT_BYTES & 0xff, 1, 3, 3, 14];

/** IPv4 and TCP headers with their checksums [RFC 791, 9293], and the bytes behind them. length: of the packet as it was sent. */
export function tcpPacket({ from, to, seq, ack, flags, bytes, whole, id }: TcpPacket): {
	readonly bytes: Uint8Array;
	readonly length: number;
} {
	const options = flags.includes("SYN") ? SYN_OPTIONS : [];
	const tcpBytes = 20 + options.length;
	const packet = new Uint8Array(IP_BYTES + tcpBytes + bytes.length);
	const view = new DataView(packet.buffer);
	const length = IP_BYTES + tcpBytes + whole;
	packet[0] = 0x45;
	view.setUint16(2, length);
	view.setUint16(4, id & 0xffff);
	view.setUint16(6, 0x4000); // not to be cut into fragments
	packet[8] = 64; // time to live
	packet[9] = 6; // TCP
	packet.set(from.address, 12);
	packet.set(to.address, 16);
	view.setUint16(10, checksum(packet.subarray(0, IP_BYTES), 0));
	const tcp = packet.subarray(IP_BYTES);
	view.setUint16(IP_BYTES, from.port);
	view.setUint16(IP_BYTES + 2, to.port);
	view.setUint32(IP_BYTES + 4, seq >>> 0);
	view.setUint32(IP_BYTES + 8, flags.includes("ACK") ? ack >>> 0 : 0);
	tcp[12] = (tcpBytes / 4) << 4;
	tcp[13] = flags.reduce((sum, flag) => sum | FLAG_BITS[flag], 0);
	view.setUint16(IP_BYTES + 14, 0xffff); // window
	tcp.set(options, 20);
	tcp.set(bytes, tcpBytes);
	// Over the addresses, the protocol and the length too. It cannot be had where bytes are missing.
	const pseudo = sum(packet.subarray(12, 20), 6 + tcpBytes + whole);
	if (bytes.length === whole) view.setUint16(IP_BYTES + 16, checksum(tcp, pseudo));
	return { bytes: packet, length };
}

/** The checksum of RFC 1071; the field of the checksum itself is still 0. */
function checksum(bytes: Uint8Array, start: number): number {
	return ~sum(bytes, start) & 0xffff;
}

function sum(bytes: Uint8Array, start: number): number {
	let all = start;
	for (let at = 0; at < bytes.length; at += 2) all += ((bytes[at] as number) << 8) | (bytes[at + 1] ?? 0);
	while (all > 0xffff) all = (all & 0xffff) + Math.floor(all / 0x1_0000);
	return all;
}
