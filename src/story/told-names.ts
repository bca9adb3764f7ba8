import type { CloseReason, DropReason } from "#contract/event.ts";
import type { PacketUnderWay, Session, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";

/** An event with the worlds on both sides of it: what has gone is known in the world before alone. */
export type Sides = { readonly world: World; readonly before: World };

/** The client at the end of a connection; null before its CONNECT. */
export function clientAt({ world, before }: Sides, connection: string): string | null {
	return world.connections[connection]?.clientId ?? before.connections[connection]?.clientId ?? null;
}

export function packetAt(
	{ world, before }: Sides,
	packet: string,
): Omit<PacketUnderWay, "from" | "since" | "delayMs" | "still"> | undefined {
	return before.packets[packet] ?? world.packets[packet] ?? world.lost.find((lost) => lost.packet === packet);
}

const HELD: ReadonlySet<DropReason> = new Set([
	"session-discarded",
	"session-ended",
	"session-limit",
	"session-expired",
	"broker-restarted",
]);

/** The messages that an ended session held, as it fell with them. */
export function heldBy({ world, before }: Sides, session: string): readonly string[] {
	const last = before.sessions[session];
	// Each has been told a moment before its session's end. Under the floor lie the last few of them only.
	const isOf = ({ reason, at }: { reason: DropReason; at: number }) => HELD.has(reason) && at >= (last?.createdAt ?? world.at);
	const dropped = Object.keys(world.fates).filter((message) => {
		const fate = world.fates[message]?.[session];
		return fate?.fate === "dropped" && isOf(fate);
	});
	const fell = (world.gone[session]?.fallen ?? []).filter(isOf).map((one) => one.message);
	const held = [...(last?.inflight ?? []), ...(last?.queue ?? [])].map((delivery) => delivery.message);
	return [...new Set([...dropped, ...fell, ...held])];
}

/** What max_queued_messages was for a message that a full queue dropped; null where a bound of the room filled it. */
export function limitOf({ fates }: World, message: string, session: string): number | null {
	const fate = fates[message]?.[session];
	return fate?.fate === "dropped" ? fate.limit : null;
}

/** Why a message waits for a client that is here. QoS 0 needs no acknowledgement: it keeps its place behind the others. */
export function waitText(qos: QoS, session: Session | undefined): string {
	if (qos === 0) return "others wait before it";
	const sent = session?.inflight.length ?? 0;
	return `${many(sent, "message")} sent and unacknowledged`;
}

/** Of a silent wire: who knows of it, and when the broker will. `now` in room-clock ms. */
export function noticeText({ world }: Sides, connection: string, now: number): string {
	const told = "The broker has not been told";
	const { silent, clientId } = world.connections[connection] ?? { silent: null, clientId: null };
	if (silent === null || clientId === null) return told;
	if (silent.noticedAt !== null) return `${told}; it will notice in ${clockText(silent.noticedAt - now)}`;
	return world.clients[clientId]?.keepAlive === 0 ? `${told}; keep alive is 0: it never notices` : told;
}

/** "m1", "m1 and m3", "m1, m2 and 5 more". */
export function list(names: readonly string[]): string {
	if (names.length <= 1) return names[0] ?? "nothing";
	if (names.length > 3) return `${names[0]}, ${names[1]} and ${names.length - 2} more`;
	return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

export function many(count: number, one: string): string {
	return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** Why a connection ended, as a clause of a sentence about its client. */
export const LEFT: Record<CloseReason, string> = {
	disconnect: "sent DISCONNECT",
	cut: "lost its cable",
	"client-gone": "closed its end without DISCONNECT",
	takeover: "connected again",
	"keep-alive": "was silent for 1.5 times its keep alive",
	"protocol-error": "broke the protocol",
	"not-allowed": "sent what the broker does not allow",
	refused: "was refused",
	overflow: "went past a limit of this room",
	"broker-restart": "was here when the broker was restarted",
	"room-closed": "was here when the room closed",
};

/** What somebody says, to go on with inside a sentence: no full stop, no capital unless it is a name in capitals. */
export function asClause(says: string): string {
	const text = says.endsWith(".") ? says.slice(0, -1) : says;
	return /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
}

/** Room-clock ms as the transport writes it, without tenths: "0:44". */
export function clockText(ms: number): string {
	const seconds = Math.max(0, Math.floor(ms / 1_000));
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
