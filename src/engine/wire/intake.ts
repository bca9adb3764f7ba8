import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { openSplitter, readHead, type WholePacket } from "#mqtt/split.ts";
import { firstByteFault } from "#mqtt/strict.ts";
import { dialectOf } from "#mqtt/version.ts";
import { openAside } from "./aside.ts";
import { enterFault, letGo } from "./ends.ts";
import { awaitRest } from "./keep-alive.ts";
import { openPieces } from "./pieces.ts";
import { fromClient, isCrowdedUp, readSocket, slowDown } from "./up.ts";
import { guard, type Intake, isOpen, stopTimer, type Wire } from "./wire.ts";

export function openIntake(wire: Wire): Intake {
	const splitter = openSplitter(LIMITS.packetBytes);
	const aside = openAside(wire);
	const pieces = openPieces();
	let packets: readonly WholePacket[] = [];
	let taken = 0;
	let isBusy = false;
	let last: "end" | "break" | null = null;

	const cut = (piece: Uint8Array) => {
		packets = splitter.push(piece);
		taken = 0;
		if (packets.length === 0) looked();
		else take();
	};
	/** The whole packets of those bytes have been taken. */
	const looked = () => {
		if (wire.client !== null && !wire.silent) stopTimer(wire, "connect");
		// What has begun now is another packet.
		if (splitter.fault === null && packets.length > 0) stopTimer(wire, "half");
		const fault = splitter.fault ?? (pieces.bytes > 0 || !isOpen(wire) ? null : faultOfRest(wire, splitter.rest));
		const { rest } = splitter;
		if (fault === null) return;
		if (aside.isEmpty) enterFault(wire, fault, rest);
		else pieces.happens(() => enterFault(wire, fault, rest), "first");
	};
	const take = () => {
		if (aside.isDue) {
			const waited = aside.next();
			return waited === null ? undefined : fromClient(wire, waited);
		}
		const packet = packets[taken];
		if (packet !== undefined) {
			taken += 1;
			if (aside.keeps(packet)) slowDown(wire);
			else fromClient(wire, packet);
			if (taken === packets.length) looked();
			return;
		}
		if (pieces.isEvent && !aside.isEmpty && last !== "break") return awaitAside();
		if (pieces.isEvent) aside.forget();
		const next = pieces.take();
		if (typeof next === "function") next();
		else if (next !== null) cut(next);
	};
	/** Nothing more comes that could pass by. */
	const awaitAside = () => {
		wire.gated = true;
		if (last === "end") letGo(wire);
		slowDown(wire);
	};
	const forget = () => {
		pieces.forget();
		packets = [];
		taken = 0;
		aside.forget();
	};
	const isEmpty = () => taken === packets.length && pieces.isEmpty && !aside.isDue;
	return {
		put: pieces.put,
		afterwards(happened, kind) {
			pieces.happens(happened);
			last = kind;
		},
		get bytes() {
			return pieces.bytes + aside.bytes;
		},
		get begun() {
			return begunIn(splitter.rest);
		},
		get held() {
			return pieces.bytes + aside.bytes + splitter.rest.length;
		},
		get isIdle() {
			return !isBusy && !isEmpty();
		},
		goOn() {
			aside.goOn();
			wire.gated = false;
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
			pieces.clear();
		},
	};
}

/** What has come of a packet that is not whole yet: what is wrong with it already. Otherwise the rest of it is waited for. */
function faultOfRest(wire: Wire, [first]: Uint8Array): Malformed | null {
	if (first === undefined) return null;
	const fault = wire.room.judge === "wire" ? firstByteFault(first, wire.client !== null, dialectOf(wire.client?.connect ?? null)) : null;
	// A client with a keep alive is judged by that; one whose CONNECT has not come whole, by when it should have.
	if (fault === null && wire.client?.connect.keepAlive === 0) awaitRest(wire);
	return fault;
}

function begunIn(rest: Uint8Array): string | null {
	if (rest.length === 0) return null;
	const head = readHead(rest, 0);
	if (head === null || head instanceof Malformed) return `${many(rest.length, "byte")} of a packet`;
	return `${rest.length} of ${many(head.size, "byte")} of a ${head.type}`;
}
