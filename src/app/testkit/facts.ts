import { traitsOf } from "#contract/brokers.ts";
import type { EventOf, RoomEvent } from "#contract/event.ts";
import type { DropReason } from "#contract/reasons.ts";
import { matches } from "#mqtt/topic.ts";
import { type EndFacts, newMessage } from "./fact-types.ts";
import { WireFacts } from "./wire-facts.ts";

const lost = new Set<DropReason>(["session-discarded", "session-ended", "session-limit", "session-expired", "broker-restarted"]);

const LOST_WITH = {
	"clean-connect": "session-discarded",
	"connection-closed": "session-ended",
	limit: "session-limit",
	expired: "session-expired",
	restart: "broker-restarted",
	"not-present": "session-ended",
} as const;

/**
 * What is so in a room, taken from its events alone: neither the model nor the store is asked. A sentence is held against this.
 */
export class Facts extends WireFacts {
	see(event: RoomEvent): void {
		this.at = event.at;
		this.packet = null;
		this.drop = null;
		this.acked = null;
		this.end = null;
		switch (event.type) {
			case "room.opened":
			case "settings.changed":
				if (event.type === "settings.changed" && event.settings.broker !== this.settings.broker) this.changing = true;
				this.settings = event.settings;
				// Another broker stands there once it has been started.
				if (event.type === "room.opened") this.stands();
				return;
			case "room.cleared":
				Object.assign(this, new Facts(), {
					at: event.at,
					settings: this.settings,
					paused: this.paused,
					atDoor: this.atDoor,
					seesStore: traitsOf(this.settings).storeSeen,
				});
				this.stands();
				return;
			case "clock.paused":
			case "clock.resumed":
				this.paused = event.type === "clock.paused";
				return;
			case "broker.failed":
				this.changing = false;
				return;
			case "broker.restarted":
				this.wentBefore = this.went;
				this.went = { sessions: 0, clean: 0 };
				if (!event.kept) this.retained.clear();
				this.restarts += 1;
				this.losses.push(this.loss());
				this.changing = false;
				this.stands();
				return;
			case "retained.set":
				this.retained.set(event.topic, event.message);
				return;
			case "retained.cleared":
				this.retained.delete(event.topic);
				return;
			case "publication.accepted":
				return this.accept(event);
			case "publication.duplicate":
			case "publication.refused": {
				const message = this.messages.get(event.message);
				if (message !== undefined && message.accepted === 0) message.refused = true;
				return;
			}
			default:
				this.seeWire(event);
				this.seeSession(event);
				this.seeDelivery(event);
		}
	}

	/** A broker stands there as the settings ask. */
	private stands(): void {
		this.standing = this.settings.broker;
		this.seesStore = traitsOf(this.settings).storeSeen;
	}

	private accept({ message, kind, publisher, topic, qos, retain, payloadBytes }: EventOf<"publication.accepted">): void {
		const known = this.messages.get(message) ?? newMessage({ publisher, kind, topic, qos, retain, payloadBytes });
		// A message that comes again at QoS 1 is published again, to those that have subscribed by then.
		const wanted = [...this.sessions.keys()].filter((client) => this.granted(client, topic) !== null);
		const had = ({ filters }: EndFacts) => [...filters.keys()].some((filter) => matches(filter, topic));
		known.wanted = new Set([...known.wanted, ...wanted]);
		known.missed = new Map([
			...known.missed,
			...[...this.ended].filter(([client, ended]) => this.granted(client, topic) === null && had(ended)),
		]);
		known.restarts = this.restarts;
		known.accepted += 1;
		this.messages.set(message, known);
	}

	private seeSession(event: RoomEvent): void {
		if (event.type === "session.created") {
			const { session, connection, cleanSession } = event;
			this.sessions.set(session, { connection, clean: cleanSession, filters: new Map(), held: new Map(), fell: [] });
			return;
		}
		if (!("session" in event)) return;
		const session = this.sessions.get(event.session);
		if (session === undefined) return;
		switch (event.type) {
			case "session.resumed":
				session.connection = event.connection;
				return;
			case "session.offline":
				session.connection = null;
				return;
			case "session.discarded":
				for (const [id, held] of session.held) {
					session.fell.push(held.message);
					this.noteDrop(held.message, event.session, { reason: LOST_WITH[event.reason], held, qos: held.qos });
					session.held.delete(id);
				}
				this.drop = null;
				if (event.reason === "restart") {
					this.restarts += 1;
					this.went.sessions += 1;
					this.losses.push(this.loss());
				}
				this.end = {
					...session,
					at: event.at,
					reason: event.reason,
					loss: event.reason === "restart" ? this.loss() : null,
					ids: this.idsHeld(event.session),
				};
				this.incoming.delete(event.session);
				if (session.filters.size > 0 || !this.ended.has(event.session)) this.ended.set(event.session, this.end);
				this.ends.push([event.session, this.end]);
				this.lastEnd.set(event.session, this.end);
				this.sessions.delete(event.session);
				return;
			case "subscription.added":
			case "subscription.replaced":
				session.filters.set(event.filter, event.qos);
				return;
			case "subscription.removed":
				session.filters.delete(event.filter);
				return;
			case "incoming.held":
				this.mapOf(this.incoming, event.session).set(event.packetId, event.message);
				return;
			case "incoming.released":
				this.mapOf(this.incoming, event.session).delete(event.packetId);
				return;
			default:
				return;
		}
	}

	private seeDelivery(event: RoomEvent): void {
		if (!("delivery" in event)) return;
		const session = this.sessions.get(event.session);
		const held = session?.held.get(event.delivery);
		switch (event.type) {
			case "delivery.queued":
				session?.held.set(event.delivery, {
					message: event.message,
					qos: event.qos,
					packetId: null,
					sendings: 0,
					arrived: false,
					released: false,
					acks: [],
				});
				return;
			case "delivery.sent": {
				const topic = this.messages.get(event.message)?.topic;
				if (topic !== undefined && this.hasAsked(event.session, topic)) this.broughtBySubscribe.add(`${event.message} ${event.session}`);
				if (!this.seesStore && held === undefined && event.qos > 0) this.sentUnseen.add(`${event.message} ${event.session}`);
				const sent = { message: event.message, qos: event.qos, packetId: event.packetId, sendings: event.attempt };
				if (event.qos === 0) session?.held.delete(event.delivery);
				else session?.held.set(event.delivery, { arrived: false, released: false, acks: [], ...held, ...sent });
				return;
			}
			case "delivery.released":
				if (held !== undefined) held.released = true;
				return;
			case "delivery.acked":
				this.acked = held ?? null;
				session?.held.delete(event.delivery);
				return;
			case "delivery.dropped":
				this.noteDrop(event.message, event.session, { reason: event.reason, held: held ?? null, qos: event.qos });
				if (lost.has(event.reason)) session?.fell.push(event.message);
				session?.held.delete(event.delivery);
				return;
			default:
				return;
		}
	}
}
