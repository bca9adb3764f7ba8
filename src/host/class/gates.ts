import { LIMITS } from "#contract/limits.ts";
import { seatClient, seatOf } from "#contract/seat-client.ts";
import type { RealTime } from "#engine/port.ts";
import type { ConnectRefused } from "#engine/wire/load.ts";
import type { ClientGate } from "#host/mqtt-client.ts";
import type { PacketType } from "#mqtt/packet.ts";
import type { ClientIds } from "./client-ids.ts";
import { NOT_AUTHORIZED, type Owner, ownerName } from "./owner.ts";

/** The gates of a class: one for each connection of a seat or a guest. */
export type Gates = {
	/** leave(): its socket is gone, and its place is free; what it has sent may still wait. A text: why one more socket is not let in. */
	open(owner: Owner): ClientGate | string;
	/** The class has been frozen, or goes on. */
	changed(): void;
	close(): void;
};

/** What one seat, or one guest's address, has of its share. */
type Share = {
	/** Whether it is a guest's. */
	readonly isGuest: boolean;
	/** The open sockets, each with the client id that it was let in under; null: it has not been. */
	readonly gates: Map<object, string | null>;
	/** Packets since the window began. */
	used: Record<Counted, number>;
	/** Ends the window; null: none is open. */
	unset: (() => void) | null;
	/** Whether it has been told in this rush that the rest waits. */
	told: boolean;
	readonly waiting: Set<() => void>;
};

/** The packets by which a client does something to others. */
const ACTS: ReadonlySet<PacketType> = new Set(["PUBLISH", "PUBREL", "SUBSCRIBE", "UNSUBSCRIBE"]);
const WINDOW_MS = 1_000;
/** Messages, and CONNECTs: each of those may leave a will behind, which is a message. */
type Counted = "PUBLISH" | "CONNECT";
const NONE: Readonly<Record<Counted, number>> = { PUBLISH: 0, CONNECT: 0 };
const COUNTED: Readonly<Record<Counted, string>> = { PUBLISH: "messages", CONNECT: "CONNECT packets" };

type GatesOptions = {
	readonly time: RealTime;
	readonly isFrozen: () => boolean;
	readonly isRemoved: (seat: number) => boolean;
	readonly ids: ClientIds;
};

export function openGates({ time, isFrozen, isRemoved, ids }: GatesOptions): Gates {
	const shares = new Map<string, Share>();
	const frozen = new Set<() => void>();

	function shareOf(owner: Owner): Share | null {
		if (owner.of === "host" || (owner.of === "guest" && owner.source === null)) return null;
		const name = ownerName(owner);
		const isGuest = owner.of === "guest";
		const share = shares.get(name) ?? { isGuest, gates: new Map(), used: { ...NONE }, unset: null, told: false, waiting: new Set() };
		shares.set(name, share);
		return share;
	}
	/** A rush is over once nothing has waited for a whole window. */
	function windowEnds(share: Share): void {
		share.unset = null;
		const waited = share.waiting.size > 0 || share.used.PUBLISH >= LIMITS.seatMessagesPerSecond;
		share.used = { ...NONE };
		if (!waited) share.told = false;
		else share.unset = time.after(WINDOW_MS, () => windowEnds(share));
		callAll(share.waiting);
		forgetUnused();
	}
	function forgetUnused(): void {
		for (const [name, share] of shares) if (share.gates.size + share.waiting.size === 0 && share.unset === null) shares.delete(name);
	}

	return {
		open(owner) {
			const share = shareOf(owner);
			const full = share === null ? null : noPlace(share, [...shares.values()]);
			if (full !== null) {
				forgetUnused();
				return full;
			}
			let goOn = () => {};
			const gate: ClientGate = {
				refuses(clientId) {
					const refused = refusalOf(owner, clientId) ?? ids.refusal(owner, clientId);
					if (refused !== null) return refused;
					if (owner.of === "seat" && (isRemoved(owner.seat) || owner.isStill?.() === false)) return REMOVED;
					if (share !== null && othersIn(share, clientId) >= LIMITS.connectionsPerSeat) return TOO_MANY;
					if (isFrozen() && owner.of !== "host") return FROZEN;
					share?.gates.set(gate, clientId);
					ids.letIn(owner, clientId, gate);
					return null;
				},
				withholds(packetType) {
					if (owner.of === "host") return null;
					if (isFrozen() && ACTS.has(packetType)) {
						frozen.add(goOn);
						return { limit: null };
					}
					if (share === null || (packetType !== "PUBLISH" && packetType !== "CONNECT")) return null;
					share.unset ??= time.after(WINDOW_MS, () => windowEnds(share));
					if (share.used[packetType] < LIMITS.seatMessagesPerSecond) {
						share.used[packetType] += 1;
						return null;
					}
					share.waiting.add(goOn);
					const isNew = !share.told;
					share.told = true;
					const says = `No more than ${LIMITS.seatMessagesPerSecond} ${COUNTED[packetType]} a second here; the rest waits.`;
					return { limit: isNew ? { limit: "seatMessagesPerSecond", says } : null };
				},
				opened(call) {
					goOn = call;
				},
				closed() {
					frozen.delete(goOn);
					share?.waiting.delete(goOn);
					ids.left(gate);
					forgetUnused();
				},
				leave() {
					share?.gates.delete(gate);
					forgetUnused();
				},
			};
			share?.gates.set(gate, null);
			return gate;
		},
		changed() {
			if (!isFrozen()) callAll(frozen);
		},
		close() {
			for (const share of shares.values()) {
				share.unset?.();
				share.waiting.clear();
			}
			shares.clear();
			frozen.clear();
		},
	};
}

/** Null: there is a place for one more socket of this share. */
function noPlace(share: Share, all: readonly Share[]): string | null {
	if (share.gates.size >= LIMITS.socketsPerSeat) return `No more than ${LIMITS.socketsPerSeat} sockets at once here.`;
	const count = (among: readonly Share[]) => among.reduce((sum, { gates }) => sum + gates.size, 0);
	if (share.isGuest && count(all.filter(({ isGuest }) => isGuest)) >= LIMITS.guestSockets)
		return `No more than ${LIMITS.guestSockets} guest connections here.`;
	const most = LIMITS.connectionsPerRoom - LIMITS.hostPlaces;
	// A seat without a socket has a place kept for its first one.
	const comesFirst = !share.isGuest && share.gates.size === 0;
	const plugged = all.filter(({ isGuest, gates }) => !isGuest && gates.size > 0).length;
	const keptFree = comesFirst ? 0 : LIMITS.seats - plugged;
	return count(all) + keptFree >= most ? `No more than ${most} phone and guest connections here.` : null;
}

/** How many other clients of this share are in. A client that comes again takes itself over, and has one place. */
function othersIn({ gates }: Share, clientId: string): number {
	return new Set([...gates.values()].filter((id) => id !== null && id !== clientId)).size;
}

/** Each is called once; one that has to wait again says so again. */
function callAll(waiting: Set<() => void>): void {
	const calls = [...waiting];
	waiting.clear();
	for (const call of calls) call();
}

const FROZEN: ConnectRefused = { returnCode: 3, why: "hands-off", says: "hands are off for a moment", clause: "3.1.4" };
const REMOVED: ConnectRefused = { ...NOT_AUTHORIZED, why: "removed", says: "this phone no longer has the seat" };
const TOO_MANY: ConnectRefused = {
	...NOT_AUTHORIZED,
	why: "connections",
	says: `no more than ${LIMITS.connectionsPerSeat} connections at once here`,
};

/** What pages call a seat: nobody else is called so. */
const CALLED = /^seat\s*\d+$/;

/** What is drawn as it is written, so that it cannot be taken for somebody else's id: a server need not take more [MQTT-3.1.3-5]. */
const PLAIN = /^[ -~]*$/;
const NOT_PLAIN: ConnectRefused = {
	returnCode: 2,
	why: "others-id",
	says: "a guest's client id may hold printable ASCII characters only here",
	clause: "MQTT-3.1.3-9",
};

/** Whose client id it is. */
function refusalOf(owner: Owner, clientId: string): ConnectRefused | null {
	if (owner.of === "seat") {
		if (seatOf(clientId) === owner.seat) return null;
		const own = `${seatClient(owner.seat, "pub")} and ${seatClient(owner.seat, "sub")}`;
		return { ...NOT_AUTHORIZED, why: "own-ids", says: `the client ids of seat ${owner.seat} are ${own}` };
	}
	if (owner.of === "guest" && owner.source !== null && !PLAIN.test(clientId)) return NOT_PLAIN;
	// Spaces around it are not seen.
	const read = clientId.trim().toLowerCase();
	const seat = seatOf(read);
	if (seat !== null) return { ...NOT_AUTHORIZED, why: "others-id", says: `${clientId} belongs to seat ${seat}` };
	if (owner.of !== "guest" || !CALLED.test(read)) return null;
	return { ...NOT_AUTHORIZED, why: "others-id", says: `${clientId} is what a seat is called` };
}

/** For anybody else on the bench of a seat. */
export function benchGate(bench: number): ClientGate {
	const refused: ConnectRefused = { ...NOT_AUTHORIZED, why: "others-id", says: `this bench belongs to seat ${bench}` };
	return { refuses: () => refused, withholds: () => null, opened() {}, closed() {}, leave() {} };
}
