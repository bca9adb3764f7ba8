import type { EventOf, RoomEvent } from "#contract/event.ts";
import { CLOSES } from "#contract/reasons.ts";
import type { World } from "#model/world.ts";
import type { openKeptPackets } from "./kept-packets.ts";
import type { SetOut } from "./on-wires.ts";
import type { At } from "./traffic.ts";

/**
 * Bytes that are not a packet. They are told as they leave, and the room says how they go on. Where nobody takes them, the connection ends for
 * them as they arrive [MQTT-4.8.0-1], or before they have come that far. Where they go on as they are, their arrival or their loss is told. Where
 * the packet that they may be is told next, that packet has the way and the end, and of the bytes there is only the moment at which they were seen.
 */
export function openUnreadable(base: World | null, packets: ReturnType<typeof openKeptPackets>) {
	let judged = base?.settings.broker !== "aedes";
	/** Those under way, by their names: the connection, and whether nobody takes them. */
	const pending = new Map<string, { readonly connection: string; readonly stops: boolean }>();
	return {
		take(event: RoomEvent): void {
			if (event.type === "room.opened" || event.type === "settings.changed") judged = event.settings.broker !== "aedes";
			if (event.type === "room.cleared") pending.clear();
			if (event.type === "packet.arrived" || event.type === "packet.lost") pending.delete(event.packet);
		},
		/** delayMs: how long a packet takes on that wire. */
		setOut(event: EventOf<"packet.malformed">, delayMs: number): SetOut {
			const { connection, direction, says, clause, breach, hex, offset, seq, at } = event;
			const left = { seq, at };
			const packet = event.packet ?? `malformed ${seq}`;
			const bytes = event.bytes ?? (hex === "" ? 0 : (hex.length + 1) / 3);
			// An earlier version did not say: what a broker that judges by itself was sent, and what a broker sent, was told of only here.
			const onward = event.onward ?? (judged && direction === "up" ? "never" : "packet");
			const own = { packet, connection, direction, bytes, fields: null, malformed: { says, clause, breach, hex, onward, offset }, left };
			if (onward === "packet") return { ...own, delayMs: 0, end: { ...left, how: "arrived", stepped: false } };
			pending.set(packet, { connection, stops: onward === "never" });
			return { ...own, delayMs, end: null };
		},
		/** The connection has ended: for what it sent, or before that had arrived. */
		closed({ connection, reason }: EventOf<"connection.closed">, now: At): void {
			for (const [packet, one] of pending) {
				if (one.connection !== connection) continue;
				pending.delete(packet);
				const arrived = one.stops && CLOSES[reason].turnsAway;
				packets.change(packets.named(packet)?.number ?? -1, {
					end: { ...now, ...(arrived ? ({ how: "arrived", stepped: false } as const) : ({ how: "lost", reason } as const)) },
				});
			}
		},
	};
}
