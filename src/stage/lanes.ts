import type { PacketUnderWay, World } from "#model/world.ts";

/** The client whose wire a packet is on. A CONNECT names its client before the broker knows it. Null: nobody's yet. */
export function clientOf(packet: Pick<PacketUnderWay, "connection" | "fields">, connections: World["connections"]): string | null {
	return connections[packet.connection]?.clientId ?? (packet.fields.type === "CONNECT" ? packet.fields.clientId : null);
}

/** The packet stands still on a silent or held wire whose client has opened another since: that other wire is drawn. */
export function isSuperseded(packet: Pick<PacketUnderWay, "connection" | "still">, connections: World["connections"]): boolean {
	const own = packet.still ? connections[packet.connection] : undefined;
	if (own === undefined || own.clientId === null) return false;
	return Object.values(connections).some((other) => other.clientId === own.clientId && other.since > own.since);
}

type Split<T> = { readonly dom: readonly T[]; readonly canvas: readonly T[] };
const DOM_MOST = 200;
const DOM_OLDEST = 120;

/** Up to 200 packets are buttons. Past that, the oldest 120 are buttons, and the rest are painted. */
export function splitPackets<T>(packets: readonly T[]): Split<T> {
	if (packets.length <= DOM_MOST) return { dom: packets, canvas: [] };
	return { dom: packets.slice(0, DOM_OLDEST), canvas: packets.slice(DOM_OLDEST) };
}
