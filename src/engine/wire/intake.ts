import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { Malformed } from "#mqtt/malformed.ts";
import type { PacketType } from "#mqtt/packet.ts";
import { openSplitter, readHead, type WholePacket } from "#mqtt/split.ts";
import { firstByteFault } from "#mqtt/strict.ts";
import { dialectOf } from "#mqtt/version.ts";
import { enterFault, letGo } from "./ends.ts";
import { awaitRest } from "./keep-alive.ts";
import { fromClient, isCrowdedUp, readSocket, slowDown } from "./up.ts";
import { guard, type Intake, isOpen, stopTimer, type Wire } from "./wire.ts";

/** Bytes that are cut into packets in one step: some two thousand of the shortest packets. */
const STEP_BYTES = 4 * 1024;

/** What a piece takes besides its bytes: a WebSocket may bring thousands of pieces of one byte. */
const PIECE_BYTES = 128;

export function openIntake(wire: Wire): Intake {
	const splitter = openSplitter(LIMITS.packetBytes);
	let entries: (Uint8Array | (() => void))[] = [];
	let packets: readonly WholePacket[] = [];
	let taken = 0;
	let bytes = 0;
	let isBusy = false;
	let last: "end" | "break" | null = null;

	const cut = (piece: Uint8Array) => {
		const isShort = piece.length <= STEP_BYTES;
		const part = isShort ? piece : piece.subarray(0, STEP_BYTES);
		if (isShort) entries.shift();
		else entries[0] = piece.subarray(STEP_BYTES);
		bytes -= part.length + (isShort ? PIECE_BYTES : 0);
		packets = splitter.push(part);
		taken = 0;
		if (packets.length === 0) looked();
		else take();
	};
	/** The whole packets of those bytes have been taken. */
	const looked = () => {
		if (wire.client !== null && !wire.silent) stopTimer(wire, "connect");
		if (splitter.fault !== null) return enterFault(wire, splitter.fault, splitter.rest);
		// What has begun now is another packet.
		if (packets.length > 0) stopTimer(wire, "half");
		const [first] = splitter.rest;
		if (first === undefined || bytes > 0 || !isOpen(wire)) return;
		const fault = wire.room.judge === "wire" ? firstByteFault(first, wire.client !== null, dialectOf(wire.client?.connect ?? null)) : null;
		if (fault !== null) return enterFault(wire, fault, splitter.rest);
		// A client with a keep alive is judged by that; one whose CONNECT has not come whole, by when it should have.
		if (wire.client?.connect.keepAlive === 0) awaitRest(wire);
	};
	const take = () => {
		const packet = packets[taken];
		if (packet !== undefined) {
			if (isWithheld(wire, packet.type)) return;
			taken += 1;
			fromClient(wire, packet);
			if (taken === packets.length) looked();
			return;
		}
		const [first] = entries;
		if (typeof first !== "function") return first === undefined ? undefined : cut(first);
		entries.shift();
		first();
	};
	const forget = () => {
		entries = entries.filter((entry) => typeof entry === "function");
		packets = [];
		taken = 0;
		bytes = 0;
	};
	const isEmpty = () => taken === packets.length && entries.length === 0;
	return {
		put(more) {
			entries.push(more);
			bytes += PIECE_BYTES + more.length;
		},
		afterwards(happened, kind) {
			entries.push(happened);
			last = kind;
		},
		get bytes() {
			return bytes;
		},
		get begun() {
			return begunIn(splitter.rest);
		},
		get held() {
			return bytes + splitter.rest.length;
		},
		get isIdle() {
			return !isBusy && !isEmpty();
		},
		step() {
			if (!isOpen(wire)) return false;
			if (isCrowdedUp(wire)) {
				// What is on the lane may stand there for long; what waits for the broker's program is answered in a moment.
				if (last === "end" && (wire.up.length > 0 || wire.gated)) letGo(wire);
				if (last !== "break") return false;
				forget();
			}
			isBusy = true;
			guard(wire, take);
			isBusy = false;
			// Where only a part of a packet has been taken, nothing arrives that would let the rest of it come.
			readSocket(wire);
			return isOpen(wire) && !isEmpty() && !wire.gated;
		},
		clear() {
			forget();
			entries = [];
		},
	};
}

/** Whether whoever leads this room lets this packet wait. */
function isWithheld(wire: Wire, packetType: PacketType): boolean {
	const withheld = wire.gate?.withholds(packetType) ?? null;
	wire.gated = withheld !== null;
	if (withheld === null) return false;
	if (withheld.limit !== null) wire.room.tell({ type: "limit.reached", ...withheld.limit, connection: wire.connection });
	slowDown(wire);
	return true;
}

function begunIn(rest: Uint8Array): string | null {
	if (rest.length === 0) return null;
	const head = readHead(rest, 0);
	if (head === null || head instanceof Malformed) return `${many(rest.length, "byte")} of a packet`;
	return `${rest.length} of ${many(head.size, "byte")} of a ${head.type}`;
}
