import type { Visitor } from "#contract/door.ts";
import { CLOSES } from "#contract/reasons.ts";
import type { Closing } from "#engine/wire/load.ts";
import { isRefused, type Wire } from "#engine/wire/wire.ts";
import { cut } from "#mqtt/cut.ts";
import { isOf, READ_WHOLE } from "#mqtt/version.ts";
import { codeAtDoor, type DoorWords, endedAtDoor, ROOM_FULL, refusedAtDoor, visitorOf } from "./door-words.ts";

const NOTHING = new Uint8Array(0);

/** A connection has ended. Null, or what is told at the door: its client was refused, however the connection ended then; or was not accepted; or has sent CONNECT twice. */
export function knockOf(wire: Wire, closing: Closing, first: Uint8Array = NOTHING): Visitor | null {
	const { answered, client, origin, socket } = wire;
	const isEnded = answered === 0 && closing.breach === "second-connect";
	if (!isRefused(wire) && !isEnded && (answered === 0 || !CLOSES[closing.reason].shutsOut)) return null;
	const by = origin.kind === "guest" ? origin.transport : "websocket";
	const stranger = { from: origin.kind === "lab" ? "a page" : (socket.peer ?? "this machine"), by, first } as const;
	const connect = client !== null && isOf(READ_WHOLE, client.connect) ? client.connect : null;
	const words = isRefused(wire) ? saidToRefused(wire, closing) : saidToEnded(wire, closing, first.length);
	const visitor = visitorOf(stranger, isEnded ? { ...words, answer: answered } : words, isEnded ? "ended" : "refused");
	// A long will may stand before the user name.
	return connect === null ? visitor : { ...visitor, userName: connect.userName === null ? null : cut(connect.userName, 64) };
}

/** Where the connection ended before the CONNACK had crossed the wire, the client has not been told. */
function saidToRefused({ answered, refused, client, reach }: Wire, { reason }: Closing): DoorWords {
	const level = client?.connect.protocolLevel;
	const words = refused === null ? codeAtDoor(answered ?? 0, level) : refusedAtDoor(refused, level);
	return reason === "refused" && reach !== "gone" ? words : { ...words, answer: null };
}

function saidToEnded({ patience }: Wire, closing: Closing, bytes: number): DoorWords {
	return closing.reason === "overflow" && patience.of === "connect" && bytes === 0 ? ROOM_FULL : endedAtDoor(closing);
}
