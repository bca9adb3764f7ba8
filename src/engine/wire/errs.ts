import { LIMITS } from "#contract/limits.ts";
import type { Erring } from "#engine/broker-port.ts";
import { slipClause } from "#mqtt/slips.ts";
import { isOf, MQTT_3_1_1 } from "#mqtt/version.ts";
import type { Wire } from "./wire.ts";

/** Tells the rule that the client has broken; its connection goes on. The rules are those of MQTT 3.1.1: other versions have others. */
export function errs(wire: Wire, { packet, packetId, message, breach }: Erring): void {
	const { room, connection, client } = wire;
	if (client === null || !isOf([MQTT_3_1_1], client.connect) || wire.slips > LIMITS.rulesBroken) return;
	wire.slips += 1;
	if (wire.slips > LIMITS.rulesBroken) {
		const says = `${client.clientId} has broken ${LIMITS.rulesBroken} rules on this connection: no more of them are told.`;
		return room.tell({ type: "limit.reached", limit: "rulesBroken", says, connection });
	}
	room.tell({ type: "rule.broken", connection, packet, packetId, message, breach, clause: slipClause(breach, packet) });
}
