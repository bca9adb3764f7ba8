import type { FactOf, PacketFields, RoomEvent } from "#contract/event.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { matches } from "#mqtt/topic.ts";
import type { ReachedApplication } from "./correct-client.ts";
import { type Hop, openHop } from "./hop.ts";
import { type Kept, openKept, type Promised } from "./kept.ts";

type Speaker = { readonly connection: string; readonly cleanSession: boolean; readonly hop: Hop<null> };
type Crossing = { readonly connection: string; readonly direction: Direction; readonly fields: PacketFields; keeps: Promised | null };

export type Promises = {
	/** Every event of the room, in order. */
	see(event: RoomEvent): void;
	/** The client has turned away from this connection: what arrives on it from now on reaches nobody, whatever the room has heard of that. */
	leaves(connection: string): void;
	/** An application got this message; called while the packet arrives. */
	reached(one: ReachedApplication): void;
	/** A sentence for every promise broken so far. */
	readonly broken: readonly string[];
	/** Every client is back, and nothing is under way: whatever was promised must be there. */
	settle(): void;
	readonly seen: Readonly<Record<string, number>>;
};

/**
 * What MQTT 3.1.1 promises, checked against what crossed the wires and what reached the applications: nothing in here knows of the store. A
 * publication is recognised by its payload; a publication without a payload belongs to nobody.
 */
export function openPromises(): Promises {
	const sessions = new Map<string, Kept>();
	const speakers = new Map<string, Speaker>();
	/** By connection: what an older connection of a client has brought may be read after the CONNECT of a newer one. */
	const hops = new Map<string, Hop<null>>();
	const clientIds = new Map<string, string>();
	const asked = new Map<string, Extract<PacketFields, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>>();
	const connects = new Map<string, Extract<PacketFields, { type: "CONNECT" }>>();
	const underWay = new Map<string, Crossing>();
	/** By payload. */
	const accepted = new Map<string, number>();
	const retained = new Map<string, { readonly payload: string; readonly qos: QoS }>();
	const payloads = new Map<string, string>();
	const names = new Map<string, string>();
	const rows = new Map<string, number>();
	const left = new Set<string>();
	const seen: Record<string, number> = {};
	const broken: string[] = [];
	let maxQueuedMessages = 0;
	let maxInflightMessages = 0;
	let promised = 0;
	let arriving: Promised | null = null;

	const breaks = (says: string) => void broken.push(says);
	const count = (what: string) => {
		seen[what] = (seen[what] ?? 0) + 1;
	};
	const sessionOn = (connection: string): Kept | undefined => {
		const session = sessions.get(clientIds.get(connection) ?? "");
		return session?.connection === connection ? session : undefined;
	};
	const accept = ({ message, publisher, topic, payload, qos, retain }: FactOf<"publication.accepted">) => {
		count(`accepted at QoS ${qos}`);
		// Here one payload is one message, so that message has one name, however often it was sent.
		const named = names.get(payload) ?? message;
		if (payload !== "" && named !== message) breaks(`${payload} of ${publisher} is called ${named} and ${message} [MQTT-2.3.1-3]`);
		names.set(payload, named);
		payloads.set(message, payload);
		if (retain && payload === "") retained.delete(topic);
		else if (retain) retained.set(topic, { payload, qos });
		const times = (accepted.get(payload) ?? 0) + 1;
		accepted.set(payload, times);
		if (payload !== "" && times > 1 && qos !== 1) breaks(`the broker takes ${payload} of ${publisher} at QoS ${qos} twice [MQTT-4.3.3-2]`);
		const row = `${publisher} ${topic} ${qos}`;
		const place = Number(payload);
		if (times === 1 && payload !== "") {
			if (place < (rows.get(row) ?? 0)) breaks(`the broker takes ${payload} after ${rows.get(row)} of the same publisher [MQTT-4.6.0-6]`);
			rows.set(row, place);
		}
		for (const session of sessions.values()) {
			const granted = session.granted(topic);
			if (granted.length === 0) continue;
			if (new Set(granted).size > 1) count("overlapping filters");
			session.promise(payload, qos, Math.max(...granted) as QoS, `${publisher} ${topic}`); // the highest [MQTT-3.3.5-1]
		}
	};
	const connack = (connection: string, sessionPresent: boolean | undefined) => {
		const connect = connects.get(connection);
		const clientId = clientIds.get(connection) ?? "";
		const before = sessions.get(clientId);
		const resumes = before !== undefined && !before.cleanSession && connect?.cleanSession === false;
		if (sessionPresent !== undefined && sessionPresent !== resumes)
			breaks(`${clientId} is told session present ${sessionPresent ? 1 : 0} [MQTT-3.2.2-2, -3]`);
		if (resumes) {
			before.connection = connection;
			return count("resumed");
		}
		sessions.set(clientId, openKept(clientId, connect?.cleanSession ?? true, connection, { breaks, nextOrder: () => ++promised }));
	};
	const suback = (clientId: string, session: Kept, key: string, returnCodes: readonly number[]) => {
		const request = asked.get(key);
		if (request?.type !== "SUBSCRIBE") return breaks(`${clientId} gets a SUBACK for which it did not ask`);
		const fresh = new Map<string, QoS>();
		for (const [index, { filter, qos }] of request.filters.entries()) {
			const code = returnCodes[index];
			if (code === 0x80) continue;
			if (code !== qos) breaks(`${clientId} asked for ${filter} at QoS ${qos} and is granted ${code}`);
			session.filters.set(filter, qos);
			fresh.set(filter, qos);
		}
		for (const [filter, granted] of fresh) {
			for (const [topic, { payload, qos }] of retained) if (matches(filter, topic)) session.promise(payload, qos, granted, null);
		}
	};

	const up = (connection: string, fields: PacketFields) => {
		if (fields.type === "CONNECT") {
			clientIds.set(connection, fields.clientId);
			connects.set(connection, fields);
			const before = speakers.get(fields.clientId);
			const keeps = before !== undefined && !before.cleanSession && !fields.cleanSession;
			const hop = keeps ? before.hop : openHop<null>(() => fields.clientId, breaks, true);
			speakers.set(fields.clientId, { connection, cleanSession: fields.cleanSession, hop });
			hops.set(connection, hop);
			return;
		}
		const hop = hops.get(connection);
		if (fields.type === "SUBSCRIBE" || fields.type === "UNSUBSCRIBE") asked.set(`${connection} ${fields.packetId}`, fields);
		if (fields.type === "PUBLISH" && hop?.sends(fields, connection, () => null) === "again") count("DUP up");
		if (fields.type === "PUBREL") hop?.releases(fields.packetId);
	};
	const arrivesUp = (connection: string, fields: PacketFields) => {
		if (fields.type !== "PUBACK" && fields.type !== "PUBREC" && fields.type !== "PUBCOMP") return;
		const session = sessionOn(connection);
		const ended = session?.hop.acknowledged(fields.type, fields.packetId);
		if (ended && ended.keeps?.reached === false)
			breaks(`${clientIds.get(connection)} acknowledged ${ended.payload} and its application never got it`);
	};
	const down = (connection: string, fields: PacketFields): Promised | null => {
		if (fields.type === "CONNACK") {
			if (fields.returnCode === 0) connack(connection, fields.sessionPresent);
			return null;
		}
		const session = sessionOn(connection);
		if (session === undefined) return null;
		const clientId = clientIds.get(connection) ?? "";
		switch (fields.type) {
			case "SUBACK":
				suback(clientId, session, `${connection} ${fields.packetId}`, fields.returnCodes);
				return null;
			case "UNSUBACK": {
				const request = asked.get(`${connection} ${fields.packetId}`);
				if (request?.type === "UNSUBSCRIBE") for (const filter of request.filters) session.filters.delete(filter);
				return null;
			}
			case "PUBACK":
			case "PUBREC": {
				const speaker = speakers.get(clientId);
				const one = speaker?.connection === connection ? speaker.hop.at(fields.packetId) : undefined;
				if (one !== undefined && !accepted.has(one.payload))
					breaks(`${clientId} gets ${fields.type} for ${one.payload}, which the broker never took [MQTT-4.3.2-2, 4.3.3-2]`);
				return null;
			}
			case "PUBREL":
				session.hop.releases(fields.packetId);
				return null;
			case "PUBLISH": {
				let keeps: Promised | null = null;
				const which = session.hop.sends(fields, connection, () => {
					keeps = session.keeps(fields);
					return keeps;
				});
				if (which === "again") count("DUP down");
				else if (maxInflightMessages > 0 && fields.qos > 0 && session.hop.open.size > maxInflightMessages)
					breaks(`${clientId} is sent ${fields.payload} while ${maxInflightMessages} await an acknowledgement (max_inflight_messages)`);
				if (fields.retain) count("retained copies");
				return keeps;
			}
			default:
				return null;
		}
	};
	const arrivesDown = (connection: string, fields: PacketFields, keeps: Promised | null) => {
		arriving = keeps;
		const speaker = speakers.get(clientIds.get(connection) ?? "");
		if (speaker?.connection !== connection || left.has(connection)) return; // the client has turned to another connection
		if (fields.type === "PUBACK" || fields.type === "PUBREC" || fields.type === "PUBCOMP")
			speaker.hop.acknowledged(fields.type, fields.packetId);
	};
	const crossed = (one: Crossing) =>
		one.direction === "up" ? arrivesUp(one.connection, one.fields) : arrivesDown(one.connection, one.fields, one.keeps);
	const entered = (connection: string, direction: Direction, fields: PacketFields): Crossing => {
		count(`${fields.type} ${direction}`);
		if (direction === "up") up(connection, fields);
		return { connection, direction, fields, keeps: direction === "down" ? down(connection, fields) : null };
	};

	const dropped = ({ message, session: clientId, qos, reason }: FactOf<"delivery.dropped">) => {
		count(`dropped: ${reason}`);
		const session = sessions.get(clientId);
		// A session that ends takes what it holds with it [MQTT-3.1.2-6]; settle() would find a session that did not end.
		if (session === undefined || reason === "session-discarded" || reason === "session-ended") return;
		const payload = payloads.get(message) ?? "";
		const held = session.falls(payload, qos, reason === "pushed-out" ? "oldest" : "newest");
		if (qos === 0) return;
		if (reason !== "queue-full" && reason !== "pushed-out") return breaks(`${payload} is dropped for ${clientId}: ${reason}`);
		if (held < maxQueuedMessages) breaks(`${payload} falls off the queue of ${clientId}, which holds ${held} of ${maxQueuedMessages}`);
	};

	const see = (event: RoomEvent) => {
		switch (event.type) {
			case "room.opened":
			case "settings.changed":
				maxQueuedMessages = event.settings.maxQueuedMessages;
				maxInflightMessages = event.settings.maxInflightMessages;
				return;
			case "packet.entered":
				underWay.set(event.packet, entered(event.connection, event.direction, event.fields));
				return;
			case "packet.passed":
				return crossed(entered(event.connection, event.direction, event.fields));
			case "packet.arrived":
			case "packet.lost": {
				const one = underWay.get(event.packet);
				underWay.delete(event.packet);
				if (one === undefined) return;
				if (event.type === "packet.arrived") return crossed(one);
				const { fields } = one;
				const qos = fields.type === "PUBLISH" ? fields.qos : 2;
				return count(
					fields.type === "PUBLISH" && qos < 2 ? `lost PUBLISH ${one.direction} at QoS ${qos}` : `lost ${fields.type} ${one.direction}`,
				);
			}
			case "connection.closed": {
				count(`closed: ${event.reason}`);
				const speaker = speakers.get(clientIds.get(event.connection) ?? "");
				if (speaker?.connection === event.connection && speaker.cleanSession) speaker.hop.clear();
				const session = sessionOn(event.connection);
				if (session === undefined) return;
				session.connection = null;
				if (session.cleanSession) sessions.delete(clientIds.get(event.connection) ?? ""); // [MQTT-3.1.2-6]
				return;
			}
			case "rule.broken":
				return breaks(
					`${clientIds.get(event.connection)} is said to break a rule: ${event.packet} ${event.packetId}, ${event.breach} [${event.clause}]`,
				);
			case "packet.malformed":
				return breaks(`${clientIds.get(event.connection)} is blamed for its bytes: ${event.says} [${event.clause}]`);
			case "publication.accepted":
				return accept(event);
			case "publication.duplicate":
				return count("duplicate");
			case "wire.silenced":
				return count("silenced");
			case "delivery.queued":
				return count(`queued: ${event.why}`);
			case "delivery.dropped":
				return dropped(event);
			default:
				return;
		}
	};

	return {
		leaves: (connection) => void left.add(connection),
		see,
		reached({ clientId, payload, qos, packetId }) {
			count(`reached at QoS ${qos}`);
			const session = sessions.get(clientId);
			const kept = packetId === null ? arriving : (session?.hop.at(packetId)?.keeps ?? null);
			if (session === undefined || kept === null || kept.payload !== payload) {
				return breaks(`${payload} reaches the application of ${clientId} at QoS ${qos}, and nobody sent it`);
			}
			session.reaches(kept);
		},
		broken,
		settle() {
			for (const session of sessions.values()) session.settle();
			for (const [clientId, { hop }] of speakers) {
				for (const [packetId, { payload }] of hop.open) breaks(`${payload} of ${clientId}, packet id ${packetId}, is never acknowledged`);
			}
		},
		seen,
	};
}
