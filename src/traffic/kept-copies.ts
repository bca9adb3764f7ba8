import type { Origin, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { CLOSES, type CloseReason } from "#contract/reasons.ts";
import type { UnreadAck } from "#model/delivered.ts";
import { isStranger, sameMemory } from "#model/same-client.ts";
import type { World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { accepts, acknowledged, type KeptHalf, keep, keepEarly, leaves, loses, openHalves, release, settle } from "./kept-halves.ts";
import type { At } from "./traffic.ts";

/** The connection on which something is said, and the client at its end. */
export type Speaking = { readonly connection: string; readonly clientId: string | null; readonly origin: Origin };
/**
 * A CONNECT that nobody has accepted yet. unread: what came on its client's older connection meanwhile: a client that has sent a newer CONNECT no
 * longer reads the older connection, but one whose CONNECT is refused may be another client.
 */
type Asked = { readonly clientId: string; readonly cleanSession: boolean; refused: boolean; readonly unread: UnreadAck[] };

/**
 * The copies that each client keeps of what it published at QoS 1 and 2, over its connections: from the PUBLISH on until PUBACK, or PUBREC,
 * reaches the client [4.3.2, 4.3.3], or the client sends PUBREL, after which the PUBLISH is never sent again [MQTT-4.3.3-1]. They go with the
 * client's session: a clean one ends with its connection, and the next one begins without any [MQTT-3.1.2-6]. So it is in the world too: a test
 * compares both.
 */
export function openKeptCopies() {
	const halves = openHalves();
	const asked = new Map<string, Asked>();
	/** By connection: whether its session is a clean one. */
	const cleans = new Map<string, boolean>();
	const begins = (connection: string, { clientId, cleanSession }: Asked, origin: Origin, now: At) => {
		const half = halves.of(clientId);
		if (cleanSession || half.cleanSession || !(half.origin === null || sameMemory(half.origin, origin))) loses(half, now);
		settle(half, connection, () => true, now);
		asked.delete(connection);
		Object.assign(half, { cleanSession, origin });
	};
	const readsAfterAll = ({ clientId, unread }: Asked, now: At) => {
		for (const one of unread.splice(0)) acknowledged(halves.of(clientId), one, now);
	};
	return {
		steps: halves.steps,
		left({ connection, clientId, origin }: Speaking, direction: Direction, fields: PacketFields | null, now: At): void {
			if (clientId === null || fields === null) return;
			const open = asked.get(connection);
			if (direction === "down") {
				if (fields.type !== "CONNACK" || open === undefined) return;
				if (fields.returnCode === 0) return begins(connection, open, origin, now);
				open.refused = true;
				readsAfterAll(open, now);
			} else if (fields.type === "CONNECT") {
				// The first one counts: a second CONNECT is a fault [MQTT-3.1.0-2].
				if (cleans.has(connection)) return;
				cleans.set(connection, fields.cleanSession);
				asked.set(connection, { clientId, cleanSession: fields.cleanSession, refused: false, unread: [] });
				const half = halves.of(clientId);
				half.origin ??= origin;
				if (half.origin.kind !== "lab" || origin.kind === "lab") half.newest = connection;
			} else if (fields.type === "PUBLISH" && fields.packetId !== null && fields.qos > 0) {
				const { message, qos, packetId } = fields;
				const [half, copy] = [halves.of(clientId), { message, qos, packetId }];
				if (open === undefined) keep(half, copy, now);
				else keepEarly(half, copy, connection, now);
			} else if (fields.type === "PUBREL" && open === undefined) {
				const half = halves.get(clientId);
				if (half !== undefined) release(half, fields.packetId, now);
			}
		},
		arrived({ connection, clientId, origin }: Speaking, direction: Direction, fields: PacketFields | null, now: At): void {
			if (clientId === null || direction === "up" || fields === null) return;
			if (fields.type === "CONNACK" && fields.returnCode === 0) return accepts(halves.of(clientId), { connection, origin }, now);
			const half = halves.get(clientId);
			if (fields.type === "PUBREL") return void half?.incoming.delete(fields.packetId);
			if (fields.type !== "PUBACK" && fields.type !== "PUBREC" && fields.type !== "PUBCOMP") return;
			const { type, packetId } = fields;
			const message = half?.ids.get(packetId);
			if (half === undefined || message === undefined) return;
			const newer = newerThan(half, connection, asked);
			if (newer === null) return acknowledged(half, { type, packetId, message }, now);
			newer.unread.push({ type, packetId, message });
			if (newer.unread.length > LIMITS.outstandingNames) newer.unread.shift();
		},
		receives: halves.receives,
		closed({ connection, clientId, origin }: Speaking, reason: CloseReason, now: At): void {
			const [open, cleanSession] = [asked.get(connection), cleans.get(connection) === true];
			asked.delete(connection);
			cleans.delete(connection);
			const half = clientId === null ? undefined : halves.get(clientId);
			if (clientId === null || half === undefined) return;
			const isNewest = half.newest === connection;
			const known = half.origin ?? origin;
			const isTurnedAway = open !== undefined && (open.refused || isStranger(known, origin) || CLOSES[reason].turnsAway === true);
			if (open !== undefined && isTurnedAway) {
				readsAfterAll(open, now);
				settle(half, connection, () => false, now);
			} else if (open !== undefined && isNewest) begins(connection, open, origin, now);
			else if (open !== undefined) {
				const goesOn = !cleanSession && !half.cleanSession && sameMemory(known, origin);
				settle(half, connection, (packetId) => goesOn && !half.ids.has(packetId), now);
			}
			const isOver = isNewest || (half.newest !== null && asked.has(half.newest));
			if (!isTurnedAway && cleanSession && half.cleanSession && isOver) loses(half, now);
			leaves(half, connection);
		},
		forget: halves.forget,
		clear(now: At): void {
			halves.clear(now);
			asked.clear();
			cleans.clear();
		},
		/** Which CONNECTs of this world nobody has accepted yet: before the packets under way are seen, for what is sent behind them is sent early. */
		asks(world: World): void {
			asked.clear();
			cleans.clear();
			for (const { connection, clientId, cleanSession = false, unanswered, unread = [] } of Object.values(world.connections)) {
				if (clientId === null) continue;
				cleans.set(connection, cleanSession);
				if (unanswered !== undefined) asked.set(connection, { clientId, ...unanswered, unread: [...unread] });
			}
		},
		/** As this world tells it, whose packets under way have been seen: since when a copy is kept that was sent before is not known. */
		stand: halves.stand,
	};
}

/** The CONNECT by which the client no longer reads this connection; null: it reads it. */
function newerThan({ newest }: KeptHalf, connection: string, asked: ReadonlyMap<string, Asked>): Pick<Asked, "unread"> | null {
	if (newest === null || newest === connection) return null;
	const newer = asked.get(newest);
	return newer?.refused === true ? null : (newer ?? { unread: [] });
}
