import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";

type Fields = PacketUnderWay["fields"];
type Mark =
	| { readonly type: "PUBLISH"; readonly qos: QoS; readonly retain: boolean; readonly dup: boolean }
	| { readonly type: Exclude<Fields["type"], "PUBLISH" | "PINGREQ" | "PINGRESP"> };

/** What is drawn once on a lane, for all packets that left together. */
export type LanePuck = {
	/** The packet that the drawing moves with: where it is, they all are. */
	readonly lead: PacketUnderWay;
	readonly direction: Direction;
	readonly mark: Mark;
	/** The message of a PUBLISH, of several the newest; null: it is not a PUBLISH. */
	readonly message: string | null;
	/** How many packets it stands for. */
	readonly count: number;
	/** The only client that it goes to or comes from; null: there are several. */
	readonly client: string | null;
	/** Whether the packet stands where it is. */
	readonly still: boolean;
};

/** How much of a lane's length lies between copies that left together: a broker sends them one after the other. */
const TOGETHER = 0.04;

/** The packets on the wires of these clients, but for PING. Cost: one look at each packet that is on any wire. */
export function underWay({ packets, connections }: Pick<World, "packets" | "connections">, isOf: (client: string) => boolean): Riding[] {
	const riding: Riding[] = [];
	for (const packet of Object.values(packets)) {
		const client = connections[packet.connection]?.clientId ?? (packet.fields.type === "CONNECT" ? packet.fields.clientId : null);
		if (client === null || packet.fields.type === "PINGREQ" || packet.fields.type === "PINGRESP") continue;
		if (isOf(client)) riding.push({ packet, client });
	}
	return riding;
}
type Riding = { readonly packet: PacketUnderWay; readonly client: string };

/**
 * One puck for all copies that left together: the same message, at the same place of the lane. A copy that moves at another pace, or stands still, is
 * a puck of its own. gap: pucks of one kind that are closer than this share of the lane are one too, named after the newest; most: so many are drawn on both lanes
 * together, and older ones are one.
 */
export function pucksOf(riding: readonly Riding[], { now, gap, most }: { now: number; gap: number; most: number }): readonly LanePuck[] {
	const groups = new Map<string, Standing[]>();
	for (const one of riding) {
		const { packet } = one;
		const key = `${packet.direction} ${kindOf(packet.fields)} ${messageOf(packet.fields)} ${packet.still} ${packet.delayMs}`;
		const standing = { ...one, at: progress(packet, now) };
		const group = groups.get(key);
		if (group === undefined) groups.set(key, [standing]);
		else group.push(standing);
	}
	const apart = [...groups.values()].flatMap((group) => runs(group, TOGETHER));
	return mergeOldest(mergeClose(apart, gap), most).map(drawn);
}

type Standing = Riding & { readonly at: number };

/** Parts a group where the next one, from the foremost back, is further than this behind. */
function runs(group: readonly Standing[], within: number): Standing[][] {
	const foremost = [...group].sort((one, other) => other.at - one.at);
	const found: Standing[][] = [];
	for (const one of foremost) {
		const last = found.at(-1);
		if (last?.[0] !== undefined && last[0].at - one.at <= within) last.push(one);
		else found.push([one]);
	}
	return found;
}

function mergeClose(groups: readonly Standing[][], gap: number): Standing[][] {
	const byLane = new Map<string, Standing[][]>();
	for (const group of [...groups].sort((one, other) => atOf(other) - atOf(one))) {
		const lane = laneOf(group);
		const last = byLane.get(lane)?.at(-1);
		if (last === undefined) byLane.set(lane, [[...group]]);
		else if (atOf(last) - atOf(group) < gap) last.push(...group);
		else byLane.get(lane)?.push([...group]);
	}
	return [...byLane.values()].flat();
}

/** The oldest are those nearest to where they go; only what is of one kind and goes one way can be one. */
function mergeOldest(groups: readonly Standing[][], most: number): Standing[][] {
	const left = [...groups];
	while (left.length > most) {
		const lanes = new Map(left.map((group) => [laneOf(group), left.filter((other) => laneOf(other) === laneOf(group))]));
		const fullest = [...lanes.values()].reduce((fuller, lane) => (lane.length > fuller.length ? lane : fuller));
		const [oldest, next] = [...fullest].sort((one, other) => atOf(other) - atOf(one));
		if (oldest === undefined || next === undefined) return left.slice(-most);
		left.splice(left.indexOf(oldest), 1);
		next.unshift(...oldest);
	}
	return left;
}

function atOf(group: readonly Standing[]): number {
	return group.at(-1)?.at ?? 0;
}

function laneOf(group: readonly Standing[]): string {
	const [one] = group;
	return one === undefined ? "" : `${one.packet.direction} ${kindOf(one.packet.fields)}`;
}

function kindOf(fields: Fields): string {
	return fields.type === "PUBLISH" ? `PUBLISH ${fields.qos} ${fields.retain}` : fields.type;
}

function messageOf(fields: Fields): string {
	return "message" in fields ? `${fields.message}` : "";
}

/** The last of a group left last: it gives the name. */
function drawn(group: readonly Standing[]): LanePuck {
	const newest = group.at(-1) as Standing;
	const { packet, client } = newest;
	const clients = new Set(group.map((one) => one.client));
	return {
		lead: packet,
		direction: packet.direction,
		mark: markOf(packet.fields),
		message: packet.fields.type === "PUBLISH" ? packet.fields.message : null,
		count: group.length,
		client: clients.size === 1 ? client : null,
		still: packet.still,
	};
}

function markOf(fields: Fields): Mark {
	if (fields.type === "PUBLISH") return { type: "PUBLISH", qos: fields.qos, retain: fields.retain, dup: fields.dup };
	return { type: fields.type } as Mark;
}
