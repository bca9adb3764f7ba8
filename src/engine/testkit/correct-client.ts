import mqttPacket, { type Packet } from "mqtt-packet";
import type { Attached, Room } from "#engine/port.ts";
import type { QoS } from "#mqtt/packet.ts";
import { connect } from "./raw.ts";

/** How one client uses the freedom that the standard leaves to clients. */
export type Habits = {
	/** When a QoS 2 message goes to the application: at its PUBREL (A) or at its PUBLISH (B) [3.1.1 section 4.3.3, figure 4.3]. */
	readonly method: "A" | "B";
	/** Sends packets right behind the CONNECT, without waiting for the CONNACK [3.1.1 section 3.1.4]. */
	readonly eager: boolean;
};

/** What reaches the application, once. packetId is null at QoS 0. */
export type ReachedApplication = {
	readonly clientId: string;
	readonly payload: string;
	readonly qos: QoS;
	readonly packetId: number | null;
};

/** A client that keeps every rule of MQTT 3.1.1, whatever becomes of its cables. The client acts only when told to: see flush(). */
export type CorrectClient = {
	readonly clientId: string;
	/** Connects on a new connection; one that is already open is left for the broker to close [MQTT-3.1.4-2]. */
	connect(cleanSession: boolean): void;
	disconnect(): void;
	/** The client's socket breaks, without a goodbye. */
	vanish(): void;
	subscribe(filters: readonly { readonly filter: string; readonly qos: QoS }[]): void;
	unsubscribe(filters: readonly string[]): void;
	/** False if the client cannot send now. */
	publish(topic: string, payload: string, qos: QoS, retain: boolean): boolean;
	/** While true, PUBACK, PUBREC, PUBREL and PUBCOMP wait, in their order. */
	withhold(on: boolean): void;
	/** Sends what the client owes. True if there was anything. */
	flush(): boolean;
	/** The connection that the client speaks on; null: it has none. */
	readonly connection: string | null;
	readonly connected: boolean;
	/** Whether the session of its last CONNECT was to be kept. */
	readonly persistent: boolean;
	/** Packet ids whose end the client has not seen, both ways. */
	readonly open: readonly string[];
};

type Publish = Extract<Packet, { cmd: "publish" }>;
type Line = {
	readonly ends: Attached;
	readonly connection: string;
	readonly cleanSession: boolean;
	accepted: boolean;
	/** Packets sent again after a reconnect, and the PINGREQ behind them. */
	again: Packet[];
	/** Acknowledgements, in the order of what they acknowledge [MQTT-4.6.0-2, -3, -4]. */
	acks: Packet[];
	/** Ids of SUBSCRIBE and UNSUBSCRIBE; these end with the connection. */
	readonly asked: Set<number>;
};

export type ClientEnds = {
	readonly room: Room;
	readonly reached: (one: ReachedApplication) => void;
	/** The client listens to this connection no longer. */
	readonly left: (connection: string) => void;
	/** Called for a packet that no correct broker sends. */
	readonly broken: (says: string) => void;
};

export function openCorrectClient(
	clientId: string,
	{ method, eager }: Habits,
	{ room, reached, left: turnsAway, broken }: ClientEnds,
): CorrectClient {
	/** QoS 1 and 2 messages sent, until PUBACK or PUBCOMP, in order of sending [MQTT-4.4.0-1, 4.6.0-1]. */
	const outgoing = new Map<number, { readonly packet: Publish; released: boolean }>();
	/** QoS 2 ids received, until PUBREL [MQTT-4.3.3-2]. */
	const incoming = new Map<number, string>();
	let line: Line | null = null;
	let persistent = false;
	/** The client wants a new session, and no CONNACK has shown yet that the broker knows this: the client insists, or the two halves would not fit. */
	let insists = false;
	let withheld = false;

	const forget = () => {
		outgoing.clear();
		incoming.clear();
	};
	const lost = (which: Line) => {
		if (line !== which) return;
		line = null;
		if (which.cleanSession) forget(); // [MQTT-3.1.2-6]
	};
	const write = (packet: Packet) => line?.ends.received(mqttPacket.generate(packet));
	const sendAgain = (which: Line) => {
		for (const [messageId, { packet, released }] of outgoing)
			which.again.push(released ? { cmd: "pubrel", messageId } : { ...packet, dup: true });
	};
	const freeId = (): number => {
		// The smallest free id: ids are reused as soon as they may be, which is what goes wrong first.
		for (let id = 1; ; id += 1) if (!outgoing.has(id) && !line?.asked.has(id)) return id;
	};
	const unasked = (packet: Packet, id: number) => broken(`${clientId} gets ${packet.cmd.toUpperCase()} ${id}, for which it did not ask`);

	const receive = (which: Line, packet: Packet): void => {
		if (line !== which) return; // the client has turned to another connection
		const id = "messageId" in packet ? (packet.messageId ?? 0) : 0;
		switch (packet.cmd) {
			case "connack":
				if (packet.returnCode !== 0) return broken(`${clientId} is refused with return code ${packet.returnCode}`);
				which.accepted = true;
				insists = false;
				// The broker has no session: an id that the client still held would swallow a new message [3.1.1 section 3.2.2.2].
				if (!packet.sessionPresent) incoming.clear();
				if (!eager) sendAgain(which);
				which.again.push({ cmd: "pingreq" }); // the answer to PINGREQ shows that the broker has begun to take packets
				return;
			case "suback":
			case "unsuback":
				if (!which.asked.delete(id)) unasked(packet, id);
				return;
			case "puback":
			case "pubcomp":
				if (!outgoing.delete(id)) unasked(packet, id);
				return;
			case "pubrec": {
				const one = outgoing.get(id);
				if (one === undefined) unasked(packet, id);
				else one.released = true;
				which.acks.push({ cmd: "pubrel", messageId: id });
				return;
			}
			case "publish":
				return take(which, packet);
			case "pubrel": {
				const payload = incoming.get(id);
				incoming.delete(id);
				if (payload !== undefined && method === "A") reached({ clientId, payload, qos: 2, packetId: id });
				which.acks.push({ cmd: "pubcomp", messageId: id });
				return;
			}
			default:
				return;
		}
	};
	const take = (which: Line, packet: Publish) => {
		const payload = String(packet.payload);
		const messageId = packet.messageId ?? 0;
		if (packet.qos === 0) return reached({ clientId, payload, qos: 0, packetId: null });
		if (packet.qos === 1) {
			reached({ clientId, payload, qos: 1, packetId: messageId });
			which.acks.push({ cmd: "puback", messageId });
			return;
		}
		const known = incoming.has(messageId);
		incoming.set(messageId, payload);
		if (!known && method === "B") reached({ clientId, payload, qos: 2, packetId: messageId });
		which.acks.push({ cmd: "pubrec", messageId });
	};

	const openLine = (cleanSession: boolean): Line => {
		const parser = mqttPacket.parser({ protocolVersion: 4 });
		let connection = "";
		const unfollow = room.journal.follow((event) => {
			if (event.type === "connection.opened") connection = event.connection;
		});
		const ends = room.attach(
			{ kind: "guest", transport: "tcp" },
			{
				send: (bytes) => parser.parse(Buffer.from(bytes)),
				unsent: () => 0,
				pause() {},
				resume() {},
				end: () => lost(opened),
				terminate: () => lost(opened),
			},
		);
		unfollow();
		const opened: Line = { ends, connection, cleanSession, accepted: false, again: [], acks: [], asked: new Set() };
		parser.on("packet", (packet) => receive(opened, packet));
		return opened;
	};
	const leave = (): Line | null => {
		const left = line;
		if (left !== null) {
			turnsAway(left.connection);
			lost(left);
		}
		return left;
	};
	const mayAsk = () => line?.accepted === true || (eager && line !== null);

	return {
		clientId,
		connect(wanted) {
			const before = leave();
			// A connection that was never answered is given up; an answered one stays open, half dead, until the broker takes it over.
			if (before?.accepted === false) before.ends.gone("It gave this connection up.");
			const cleanSession = wanted || insists;
			if (cleanSession) forget();
			insists = cleanSession;
			persistent = !cleanSession;
			line = openLine(cleanSession);
			write(connect(clientId, cleanSession));
			if (eager && line !== null) sendAgain(line);
		},
		disconnect() {
			if (line === null) return;
			write({ cmd: "disconnect" });
			leave()?.ends.ended(true);
		},
		vanish: () => leave()?.ends.gone("Its socket is gone."),
		subscribe(filters) {
			if (line === null || !mayAsk()) return;
			const messageId = freeId();
			line.asked.add(messageId);
			write({ cmd: "subscribe", messageId, subscriptions: filters.map(({ filter, qos }) => ({ topic: filter, qos })) });
		},
		unsubscribe(filters) {
			if (line === null || !mayAsk()) return;
			const messageId = freeId();
			line.asked.add(messageId);
			write({ cmd: "unsubscribe", messageId, unsubscriptions: [...filters] });
		},
		publish(topic, payload, qos, retain) {
			// What is sent again is sent first [MQTT-4.6.0-1].
			if (line === null || !mayAsk() || line.again.some(({ cmd }) => cmd === "publish")) return false;
			const packet: Publish = { cmd: "publish", topic, payload, qos, retain, dup: false };
			if (qos > 0) {
				packet.messageId = freeId();
				outgoing.set(packet.messageId, { packet, released: false });
			}
			write(packet);
			return true;
		},
		withhold(on) {
			withheld = on;
		},
		flush() {
			const which = line;
			if (which === null) return false;
			const due = withheld ? which.again.splice(0) : [...which.again.splice(0), ...which.acks.splice(0)];
			for (const packet of due) if (line === which) write(packet);
			return due.length > 0;
		},
		get connection() {
			return line?.connection ?? null;
		},
		get connected() {
			return line?.accepted === true;
		},
		get persistent() {
			return persistent;
		},
		get open() {
			return [...[...outgoing.keys()].map((id) => `out ${id}`), ...[...incoming.keys()].map((id) => `in ${id}`)];
		},
	};
}
