import { LIMITS } from "#contract/limits.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { BrokerPort, BrokerRoom, WireEnd } from "#engine/broker-port.ts";
import { previewOf } from "#engine/fields.ts";
import { openProgramStream } from "#engine/program-stream.ts";
import { NOT_ADMITTED, WILL_TO_SYS } from "#engine/refusals.ts";
import { openStanding } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import { beginning } from "#mqtt/cut.ts";
import { MQTT_5, READ_WHOLE } from "#mqtt/version.ts";
import { openStockAedes } from "./aedes.ts";
import { clientIdOf, NOTHING_GIVEN, type ObservedConnection, type ObservedRoom, willMs } from "./connection.ts";
import { openObserver } from "./observer.ts";
import { openStockBounds } from "./stock-bounds.ts";
import { brokerWrote } from "./watch-down.ts";
import { accept, arrives, earlyOf, refuseEarly } from "./watch-up.ts";

/** About what it takes to look through all that may be retained, for one filter. */
const SEARCH_MS = 1;

/** A broker that decides everything by itself, its faults included: all that is told about it is what crosses the wires. Stock Aedes, in this process. */
export function openObserved(room: BrokerRoom): BrokerPort {
	const byStream = new WeakMap<BrokerStream, ObservedConnection>();
	const connections = new Set<ObservedConnection>();
	const observer = openObserver(room, (publish) => room.names.of(publish.retain));
	const bounds = openStockBounds();
	const inRoom: ObservedRoom = { ...room, observer, bounds };
	const aedes = openStanding(() =>
		openStockAedes({
			clientIdOf(stream) {
				const connection = byStream.get(stream);
				return connection === undefined ? "" : clientIdOf(connection);
			},
			refusal(stream) {
				const connection = byStream.get(stream);
				return connection === undefined ? NOT_AUTHORIZED : tellRefusal(connection);
			},
			turn: (call) =>
				room.work.later(() => {
					room.work.spend(SEARCH_MS);
					call();
					return false;
				}),
		}),
	);
	return {
		get version() {
			return aedes.version;
		},
		speaks: [...READ_WHOLE, MQTT_5],
		judge: "broker",
		canKeep: false,
		start: aedes.start,
		serve: aedes.serve,
		accept(end) {
			const connection = openConnection(end, inRoom);
			byStream.set(connection.stream, connection);
			connections.add(connection);
			aedes.accept(connection.stream);
			return {
				arrives: (load) => arrives(connection, load),
				get backlog() {
					return connection.early.length + connection.unread;
				},
				sent: (packetId) => observer.sent(end.connection, packetId),
				drained() {},
				left(reason, heard) {
					connections.delete(connection);
					left(connection, reason, heard);
				},
			};
		},
		adjust() {},
		hold: aedes.hold,
		*forget() {
			bounds.clear();
			yield* observer.restart();
		},
		clear() {
			observer.clear();
			bounds.clear();
			// Stock Aedes can only be forgotten as a whole.
			aedes.renew().catch(room.report);
		},
		persistentSessions: observer.persistentSessions,
		sessions: () => [],
		bytes: bounds.bytes,
		save: () => ({ kind: "aedes", sessions: observer.save(), early: [...connections].flatMap(earlyOf) }),
		restore(state) {
			if (state.kind !== "aedes") throw new Error(`the state of another broker: ${state.kind}`);
			observer.restore(state.sessions);
			return {
				lost(connection) {
					for (const { connection: its, ...one } of state.early)
						if (its === connection) room.tell({ type: "publication.refused", ...one, ...NOT_ADMITTED });
					observer.left(connection, "broker-restart");
				},
				// What the broker held was its own, and is gone with it.
				ended: () => void [...observer.restart()],
			};
		},
		close: aedes.close,
	};
}

/** Return code 5 [3.1.1 section 3.1.4, table 3.1], for a connection that is gone. */
const NOT_AUTHORIZED = 5;

/** The return code of the refusal, which is the room's own and not the broker's; 0: there is none. */
function tellRefusal({ end, room }: ObservedConnection): number {
	const refused = end.refusal();
	if (refused === null || !end.isOpen()) return 0;
	const { clientId, protocolLevel: level } = end.client?.connect ?? { clientId: "", protocolLevel: 4 };
	end.run(() =>
		room.tell({
			type: "connection.refused",
			connection: end.connection,
			clientId: beginning(clientId, LIMITS.clientIdCharacters),
			level,
			...refused,
		}),
	);
	return refused.returnCode;
}

function openConnection(end: WireEnd, room: ObservedRoom): ObservedConnection {
	const connection: ObservedConnection = {
		end,
		room,
		stream: openProgramStream(end, {
			wrote: (packets) => brokerWrote(connection, packets),
			reads() {
				connection.inHand = connection.given;
				connection.given = NOTHING_GIVEN;
			},
			read() {
				connection.unread = 0;
				end.readOn();
			},
			because: () => connection.inHand.because,
			last: () => connection.inHand.last,
			phase: () => connection.phase.phase,
		}),
		phase: { phase: "new" },
		early: [],
		unread: 0,
		given: NOTHING_GIVEN,
		inHand: NOTHING_GIVEN,
		asking: new Map(),
	};
	return connection;
}

/** The broker publishes the will of a client that leaves without DISCONNECT [MQTT-3.1.2-8]; a will is the only thing told here that no packet shows. */
function left(connection: ObservedConnection, reason: CloseReason, heard: boolean): void {
	const { end, room, phase, stream } = connection;
	const will = end.client?.connect.will ?? null;
	if (will !== null && heard && phase.phase === "admitted") {
		const named = room.names.will();
		room.work.spend(willMs(connection));
		const fired = { type: "will.fired", session: clientIdOf(connection), message: named.message, reason } as const;
		if (will.topic.startsWith("$SYS/")) {
			room.tell({ ...fired, unpublished: true });
			room.tell({ type: "publication.refused", message: named.message, publisher: fired.session, qos: will.qos, ...WILL_TO_SYS });
		} else {
			room.tell(fired);
			accept(connection, will, named, previewOf(will.payload));
		}
	}
	refuseEarly(connection);
	room.observer.left(end.connection, reason);
	// Of a client whose session is not known now, the broker keeps nothing: its session ended with the connection, or never began.
	const clientId = clientIdOf(connection);
	if (!room.observer.hasSession(clientId)) room.bounds.gone(clientId);
	stream.destroy();
}
