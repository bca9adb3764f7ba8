/** One packet of a capture, read by the book: pcapng, RFC 791, RFC 9293. */
export type ReadPacket = {
	/** µs since 1970. */
	readonly at: number;
	readonly from: string;
	readonly to: string;
	readonly seq: number;
	readonly ack: number;
	readonly flags: number;
	readonly bytes: Uint8Array;
	/** Whether both checksums are right. */
	readonly sound: boolean;
	readonly comment: string | null;
};
export type ReadCapture = {
	readonly comment: string | null;
	readonly linkType: number;
	readonly names: ReadonlyMap<string, string>;
	readonly packets: readonly ReadPacket[];
};

export function readPcapng(file: Uint8Array): ReadCapture {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	const names = new Map<string, string>();
	const packets: ReadPacket[] = [];
	let comment: string | null = null;
	let linkType = -1;
	for (let at = 0; at < file.length; ) {
		const [type, length] = [view.getUint32(at, true), view.getUint32(at + 4, true)];
		if (length % 4 !== 0 || view.getUint32(at + length - 4, true) !== length) throw new Error(`A block at ${at} is ${length} bytes long`);
		const body = file.subarray(at + 8, at + length - 4);
		if (type === 0x0a0d0d0a) comment = optionsOf(body.subarray(16)).get(1) ?? null;
		else if (type === 1) linkType = view.getUint16(at + 8, true);
		else if (type === 4) for (const [address, name] of namesOf(body)) names.set(address, name);
		else if (type === 6) packets.push(packetOf(body));
		else throw new Error(`A block of type ${type}`);
		at += length;
	}
	return { comment, linkType, names, packets };
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const padded = (length: number) => Math.ceil(length / 4) * 4;
const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** Records of code, length and value, up to the one with code 0. */
function* recordsOf(bytes: Uint8Array): Generator<readonly [code: number, value: Uint8Array]> {
	const view = viewOf(bytes);
	for (let at = 0; at < bytes.length; ) {
		const [code, length] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
		if (code === 0) return;
		yield [code, bytes.subarray(at + 4, at + 4 + length)];
		at += 4 + padded(length);
	}
}

function optionsOf(bytes: Uint8Array): ReadonlyMap<number, string> {
	return new Map([...recordsOf(bytes)].map(([code, value]) => [code, text(value)]));
}

function namesOf(body: Uint8Array): readonly (readonly [address: string, name: string])[] {
	return [...recordsOf(body)].map(([, value]) => [value.subarray(0, 4).join("."), text(value.subarray(4, value.indexOf(0, 4)))]);
}

function packetOf(body: Uint8Array): ReadPacket {
	const view = viewOf(body);
	const captured = view.getUint32(12, true);
	const ip = body.subarray(20, 20 + captured);
	const tcp = ip.subarray(20);
	const head = viewOf(ip);
	const end = (address: number, port: number) => `${ip.subarray(address, address + 4).join(".")}:${head.getUint16(port)}`;
	const pseudo = [...ip.subarray(12, 20), 0, 6, tcp.length >> 8, tcp.length & 0xff];
	return {
		at: view.getUint32(4, true) * 2 ** 32 + view.getUint32(8, true),
		from: end(12, 20),
		to: end(16, 22),
		seq: head.getUint32(24),
		ack: head.getUint32(28),
		flags: tcp[13] ?? 0,
		bytes: tcp.subarray(((tcp[12] ?? 0) >> 4) * 4),
		sound: head.getUint16(2) === ip.length && sumOf(ip.subarray(0, 20)) === 0xffff && sumOf(Uint8Array.of(...pseudo, ...tcp)) === 0xffff,
		comment: optionsOf(body.subarray(20 + padded(captured))).get(1) ?? null,
	};
}

/** A sum over sound bytes, the checksum among them, is all ones [RFC 1071]. */
function sumOf(bytes: Uint8Array): number {
	let sum = 0;
	for (let at = 0; at < bytes.length; at += 2) {
		sum += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
		sum = (sum & 0xffff) + (sum >> 16);
	}
	return sum;
}
