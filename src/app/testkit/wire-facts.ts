import type { PacketFields, RoomEvent } from "#contract/event.ts";
import { CLOSES } from "#contract/reasons.ts";
import { type LineFacts, newMessage, type OnWire } from "./fact-types.ts";
import { KnownFacts } from "./known-facts.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** What crosses the wires. */
export class WireFacts extends KnownFacts {
	/** By client: the connection that it reads. */
	private readonly now = new Map<string, LineFacts>();
	seeWire(event: RoomEvent): void {
		switch (event.type) {
			case "connection.opened":
				this.lines.set(event.connection, {
					...{ client: null, clean: true, old: false, keepAlive: 0, will: null, accepted: false, noticedAt: null },
					...{ held: false, ownDelayMs: null },
					...{ silent: false, polite: false, closed: null, answered: null, heardAt: event.at },
					...{ broke: false, past: false, barred: false, over: false, last: "", lastSound: true },
					...{ answer: null, sent: new Map(), unread: new Set(), asked: new Set() },
				});
				return;
			case "connection.closed": {
				const line = this.lines.get(event.connection);
				if (line === undefined) return;
				line.closed = event.reason;
				if (line.client !== null && this.now.get(line.client) === line) this.goesBack(line.client);
				if (event.reason === "broker-restart") this.endsWith(event.connection);
				const turnsAway = CLOSES[event.reason].turnsAway === true;
				// The broker may turn a client away without a CONNACK; otherwise a client whose CONNECT nobody answered has done what it asked for.
				if (line.answer === null && !turnsAway && line.client !== null && this.lineOf(line.client) !== line) this.leavesBehind(line);
				if (line.answer === null) this.answer(line, !turnsAway);
				line.sent.clear();
				if (line.answer === "accepted" && line.clean && line.client !== null && this.heldBy.get(line.client) === line)
					this.forget(line.client);
				return;
			}
			case "packet.malformed":
				if (event.direction === "up")
					Object.assign(this.lines.get(event.connection) ?? {}, event.breach === "too-large" ? { past: true } : { broke: true });
				return;
			case "limit.reached":
				if (event.connection !== null) Object.assign(this.lines.get(event.connection) ?? {}, { over: true });
				return;
			case "wire.silenced":
			case "wire.mended": {
				const line = this.lines.get(event.connection);
				if (line === undefined) return;
				line.silent = event.type === "wire.silenced";
				line.noticedAt = event.type === "wire.mended" || event.noticedInMs === null ? null : event.at + event.noticedInMs;
				return;
			}
			case "wire.held":
			case "wire.released":
				Object.assign(this.lines.get(event.connection) ?? {}, { held: event.type === "wire.held" });
				return;
			case "wire.delayed":
				Object.assign(this.lines.get(event.connection) ?? {}, { ownDelayMs: event.delayMs });
				return;
			case "packet.entered":
				this.packets.set(event.packet, event);
				return this.leaves(event);
			case "packet.passed":
				this.leaves(event);
				return this.arrives(event);
			case "packet.arrived":
			case "packet.lost": {
				const packet = this.packets.get(event.packet);
				this.packets.delete(event.packet);
				if (packet === undefined) return;
				this.packet = packet;
				if (event.type === "packet.arrived") this.arrives(packet);
				else if (packet.direction === "down" && packet.fields.type === "PUBLISH" && packet.fields.qos === 0)
					this.dropsOnWire(packet, packet.fields);
				return;
			}
			default:
				return;
		}
	}

	/** A clean session that a restart of the broker ends with its connection. */
	private endsWith(connection: string): void {
		const isIts = (one: { readonly connection: string | null; readonly clean: boolean }) => one.clean && one.connection === connection;
		if ([...this.sessions.values(), ...this.lastEnd.values()].some(isIts)) this.went.clean += 1;
	}

	/** A CONNECT that is refused changes nothing of the client whose id it uses [MQTT-3.1.4-3]. */
	private answer(line: LineFacts, accepted: boolean): void {
		if (line.answer !== null) return;
		if (!accepted && line.client !== null) for (const packetId of line.unread) this.copies.get(line.client)?.delete(packetId);
		line.answer = accepted ? "accepted" : "refused";
		const { client } = line;
		if (!accepted || client === null) return;
		const was = this.heldBy.get(client);
		if (was !== undefined && was.closed === null) this.doubles.add(client);
		if (line.clean || was?.clean) this.forget(client);
		this.heldBy.set(client, line);
		for (const [packetId, message] of line.sent) this.mapOf(this.copies, client).set(packetId, message);
		line.sent.clear();
	}

	/** Its newest connection is over: a client goes on with the one that was accepted first, if one stands. */
	private goesBack(client: string): void {
		const older = [...this.lines.values()].find((line) => line.client === client && line.closed === null && line.accepted);
		if (older === undefined) this.now.delete(client);
		else this.now.set(client, older);
	}

	/** Its client has sent another CONNECT since, and keeps what it sent here only if both of them ask for that. */
	private leavesBehind(line: LineFacts): void {
		const { client } = line;
		const now = client === null ? undefined : this.heldBy.get(client);
		line.answer = "refused";
		if (client === null || line.clean || now?.clean === true) return;
		const copies = this.mapOf(this.copies, client);
		for (const [packetId, message] of line.sent) if (!copies.has(packetId)) copies.set(packetId, message);
	}

	private forget(client: string): void {
		this.copies.delete(client);
		this.receiving.delete(client);
	}

	private dropsOnWire({ connection }: OnWire, { message, qos }: Publish): void {
		const client = this.lines.get(connection)?.client ?? "";
		this.noteDrop(message, client, { reason: "lost-on-wire", held: null, qos });
	}

	private leaves(packet: OnWire): void {
		this.packet = packet;
		const line = this.lines.get(packet.connection);
		const { fields, direction } = packet;
		if (line === undefined) return;
		if (direction === "down") {
			if (fields.type !== "CONNACK") return;
			line.answered = fields.returnCode;
			return this.answer(line, fields.returnCode === 0);
		}
		if (fields.type === "CONNECT" && line.client === null) {
			Object.assign(line, {
				client: fields.clientId,
				clean: fields.cleanSession,
				old: fields.level === 3,
				keepAlive: fields.keepAlive,
				will: fields.will?.topic ?? null,
			});
			this.now.set(fields.clientId, line);
		}
		if (fields.type === "DISCONNECT") line.polite = true;
		if (fields.type === "PUBLISH") {
			const { message, kind, topic, qos, retain, packetId, payloadBytes } = fields;
			const publisher = line.client ?? "";
			if (!this.messages.has(message)) this.messages.set(message, newMessage({ publisher, kind, topic, qos, retain, payloadBytes }));
			const copies = line.answer === "accepted" ? this.mapOf(this.copies, publisher) : line.sent;
			if (packetId !== null) copies.set(packetId, message);
		}
	}

	private arrives(packet: OnWire): void {
		this.packet = packet;
		const { fields, direction, connection } = packet;
		const client = this.lines.get(connection)?.client ?? "";
		if (direction === "up") {
			const published = fields.type === "PUBLISH" ? this.messages.get(fields.message) : undefined;
			if (published !== undefined) published.reached = true;
			this.hears(packet);
			if (fields.type === "SUBSCRIBE") for (const { filter } of fields.filters) this.lines.get(connection)?.asked.add(filter);
			if (fields.type !== "PUBACK" && fields.type !== "PUBREC" && fields.type !== "PUBCOMP") return;
			const session = this.sessions.get(client);
			for (const held of session?.held.values() ?? []) {
				if (session?.connection !== connection || held.packetId !== fields.packetId || held.sendings === 0) continue;
				held.acks = [...held.acks, fields.type];
				this.acks.add(`${held.message} ${client} ${fields.type} ${held.packetId}`);
			}
			return;
		}
		if (fields.type === "CONNACK" && fields.returnCode === 0) {
			const line = this.lines.get(connection);
			if (line !== undefined) this.now.set(client, Object.assign(line, { accepted: true }));
		}
		// From PUBREC on, only the packet id is kept [MQTT-4.3.3-1].
		if (fields.type === "PUBACK" || fields.type === "PUBREC") {
			const now = this.now.get(client);
			if (now === undefined || now === this.lines.get(connection) || now.answer === "refused")
				this.copies.get(client)?.delete(fields.packetId);
			else if (now.answer === null) now.unread.add(fields.packetId);
		}
		if (fields.type === "PUBREL") this.receiving.get(client)?.delete(fields.packetId);
		if (fields.type === "PUBLISH") this.reaches(client, fields);
	}

	/** A whole packet has reached the broker. */
	private hears({ connection, fields }: OnWire): void {
		const line = this.lines.get(connection);
		if (line === undefined) return;
		line.heardAt = this.at;
		const id = "packetId" in fields && fields.packetId !== null ? ` #${fields.packetId}` : "";
		const about = "message" in fields && fields.message !== null && fields.type !== "PUBLISH" ? ` for ${fields.message}` : "";
		line.last = `${fields.type}${id}${about}`;
		const isAnswer = fields.type === "PUBACK" || fields.type === "PUBREC" || fields.type === "PUBCOMP";
		const session = this.sessions.get(line.client ?? "");
		const answers = [...(session?.held.values() ?? [])].some((held) => isAnswer && held.packetId === fields.packetId && held.sendings > 0);
		line.lastSound = !isAnswer || answers;
		if (isAnswer && !answers && !this.seesStore) line.broke = true;
		if (fields.type !== "PUBLISH") return;
		if (this.seesStore ? fields.retain && !this.settings.retainAvailable : fields.topic.startsWith("$SYS/")) line.barred = true;
	}

	private reaches(client: string, { message, packetId, qos }: Publish): void {
		const known = this.receiving.get(client) ?? new Set();
		this.receiving.set(client, known);
		if (qos === 2 && packetId !== null && known.has(packetId)) return;
		if (qos === 2 && packetId !== null) known.add(packetId);
		if (qos === 0) this.gotAtQos0.add(`${message} ${client}`);
		this.got.set(`${message} ${client}`, this.copiesAt(message, client) + 1);
		for (const held of this.heldFor(client, message)) if (held.packetId === packetId && packetId !== null) held.arrived = true;
	}
}
