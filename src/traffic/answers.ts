import type { PacketFields } from "#contract/event.ts";
import { answeredType } from "#mqtt/answers.ts";
import { otherWay } from "#mqtt/direction.ts";
import type { Direction, PacketType } from "#mqtt/packet.ts";

/** Finds for each packet of a wire, in order, the packet that it answers. */
export function openAnswering(): (direction: Direction, fields: PacketFields, number: number) => number | null {
	/** The number of the last packet of that kind that nothing has answered. */
	const waiting = new Map<string, number>();
	return (direction, fields, number) => {
		waiting.set(keyOf(direction, fields.type, fields), number);
		const type = answeredType(fields.type);
		if (type === null) return null;
		const key = keyOf(otherWay(direction), type, fields);
		const answered = waiting.get(key) ?? null;
		waiting.delete(key);
		return answered;
	};
}

function keyOf(direction: Direction, type: PacketType, fields: PacketFields): string {
	return `${direction} ${type} ${"packetId" in fields ? fields.packetId : ""}`;
}
