import type { PacketFields, RoomEvent } from "#contract/event.ts";
import type { Direction } from "#mqtt/packet.ts";

/**
 * What the broker still owes, by connection: an answer to everything that has arrived and asks for one. When nothing is owed, nothing is
 * going on in the broker.
 */
export type Debts = {
	see(event: RoomEvent): void;
	readonly open: readonly string[];
};

export function openDebts(): Debts {
	const owed = new Map<string, string[]>();
	const underWay = new Map<string, { readonly connection: string; readonly direction: Direction; readonly fields: PacketFields }>();
	const arrives = (connection: string, fields: PacketFields) => {
		const answer = answerTo(fields);
		if (answer !== null) owed.get(connection)?.push(answer);
	};
	const leaves = (connection: string, { type }: PacketFields) => {
		const debts = owed.get(connection);
		const at = debts?.indexOf(type) ?? -1;
		if (at >= 0) debts?.splice(at, 1);
	};
	return {
		see(event) {
			switch (event.type) {
				case "connection.opened":
					return void owed.set(event.connection, []);
				case "connection.closed":
					return void owed.delete(event.connection);
				case "packet.passed":
					return event.direction === "up" ? arrives(event.connection, event.fields) : leaves(event.connection, event.fields);
				case "packet.entered":
					if (event.direction === "down") leaves(event.connection, event.fields);
					else underWay.set(event.packet, event);
					return;
				case "packet.arrived":
				case "packet.lost": {
					const one = underWay.get(event.packet);
					underWay.delete(event.packet);
					if (one !== undefined && event.type === "packet.arrived") arrives(one.connection, one.fields);
					return;
				}
				default:
					return;
			}
		},
		get open() {
			return [...owed].flatMap(([connection, debts]) => debts.map((debt) => `${debt} to ${connection}`));
		},
	};
}

function answerTo(fields: PacketFields): PacketFields["type"] | "the end" | null {
	switch (fields.type) {
		case "CONNECT":
			return "CONNACK";
		case "PUBLISH":
			return ([null, "PUBACK", "PUBREC"] as const)[fields.qos];
		case "PUBREL":
			return "PUBCOMP";
		case "SUBSCRIBE":
			return "SUBACK";
		case "UNSUBSCRIBE":
			return "UNSUBACK";
		case "PINGREQ":
			return "PINGRESP";
		case "DISCONNECT":
			return "the end";
		default:
			return null;
	}
}
