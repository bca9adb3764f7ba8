import { LIMITS } from "#contract/limits.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { openSplitter, type WholePacket } from "#mqtt/split.ts";
import { enterFault, letGo } from "./ends.ts";
import { judgeSilence } from "./judge-silence.ts";
import { fromClient, isCrowdedUp, readSocket } from "./up.ts";
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
		stopTimer(wire, "half");
		packets = splitter.push(part);
		taken = 0;
		if (packets.length === 0) looked();
		else take();
	};
	/** The whole packets of those bytes have been taken. */
	const looked = () => {
		if (wire.client !== null && !wire.silent) stopTimer(wire, "connect");
		if (splitter.fault !== null) return enterFault(wire, splitter.fault, splitter.rest);
		if (splitter.rest.length === 0 || bytes > 0 || !isOpen(wire)) return;
		const says = "bytes that are not a whole packet, and nothing more";
		judgeSilence(wire, "half", LIMITS.halfPacketMs, () => enterFault(wire, new Malformed(says, "MQTT-4.8.0-1"), splitter.rest));
	};
	const take = () => {
		const packet = packets[taken];
		if (packet !== undefined) {
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
				if (last === "end" && wire.up.length > 0) letGo(wire);
				if (last !== "break") return false;
				forget();
			}
			isBusy = true;
			guard(wire, take);
			isBusy = false;
			// Where only a part of a packet has been taken, nothing arrives that would let the rest of it come.
			readSocket(wire);
			return isOpen(wire) && !isEmpty();
		},
		clear() {
			forget();
			entries = [];
		},
	};
}
