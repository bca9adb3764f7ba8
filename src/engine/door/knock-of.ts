import type { Visitor } from "#contract/door.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { Closing } from "#engine/wire/load.ts";
import type { Wire } from "#engine/wire/wire.ts";
import { isOf, READ_WHOLE } from "#mqtt/version.ts";
import { codeAtDoor, endedAtDoor, ROOM_FULL, refusedAtDoor, visitorOf } from "./door-words.ts";

/** Reasons for which the room, and not the client or a person, has ended a connection. */
const BY_THE_ROOM: ReadonlySet<CloseReason> = new Set(["refused", "protocol-error", "overflow"]);

const NOTHING = new Uint8Array(0);

/** A connection has ended. Null, or what is told at the door: its client was not accepted, or has sent CONNECT twice. */
export function knockOf(wire: Wire, closing: Closing, first: Uint8Array = NOTHING): Visitor | null {
	const { answered, client, origin, socket, patience } = wire;
	const again = closing.breach === "second-connect";
	if (!BY_THE_ROOM.has(closing.reason) || (answered === 0 && !again)) return null;
	const by = origin.kind === "guest" ? origin.transport : "websocket";
	const stranger = { from: origin.kind === "lab" ? "a page" : (socket.peer ?? "this machine"), by, first } as const;
	const connect = client !== null && isOf(READ_WHOLE, client.connect) ? client.connect : null;
	const said = () => {
		if (closing.refused !== undefined) return refusedAtDoor(closing.refused, client?.connect.protocolLevel);
		if (closing.reason === "refused") return codeAtDoor(answered ?? 0, client?.connect.protocolLevel);
		if (closing.reason === "overflow" && patience.of === "connect" && first.length === 0) return ROOM_FULL;
		return endedAtDoor(closing);
	};
	const visitor = visitorOf(stranger, said());
	// A long will may stand before the user name.
	return connect === null ? visitor : { ...visitor, userName: connect.userName?.slice(0, 64) ?? null };
}
