import type { BrokerPort, BrokerRoom, WireEnd } from "#engine/broker-port.ts";
import { type EndedAs, programEnded } from "#engine/program-ended.ts";
import { openStanding } from "#engine/standing.ts";
import { BrokerStream } from "#engine/wire/broker-stream.ts";
import { openSplitter } from "#mqtt/split.ts";
import { openAedes } from "./aedes.ts";
import { brokerWrote } from "./answer.ts";
import { clientIdOf, type DecidedConnection } from "./connection.ts";
import type { DecidedRoom } from "./decided-room.ts";
import { openExpiry } from "./expiry.ts";
import { fireWill, openHooks } from "./hooks.ts";
import { saveWill, willFrom } from "./saved.ts";
import { openSender } from "./sender.ts";
import { openSessionStore } from "./session-store.ts";
import { arrives, SPEAKS, settleWaiting } from "./take.ts";

/** Aedes handles CONNECT, handshakes and wills; this room's session store decides every fate and sends every message itself. */
export function openDecided(room: BrokerRoom): BrokerPort {
	const byName = new Map<string, DecidedConnection>();
	const byStream = new WeakMap<BrokerStream, DecidedConnection>();
	const connections = new Set<DecidedConnection>();
	let life = 0;
	const expiry = openExpiry(room.clock, (clientId) => room.turn.run(() => store.expire(clientId)));
	const sender = openSender((connection) => byName.get(connection)?.end, room.packetName);
	const store = openSessionStore(
		room.settings,
		(fact) => {
			room.tell(fact);
			expiry.hears(fact);
		},
		sender,
	);
	const inRoom: DecidedRoom = { ...room, store };
	const hooks = openHooks({ room: inRoom, connectionOf: (stream) => byStream.get(stream), connections, life: () => life });
	const aedes = openStanding(() => openAedes(hooks));

	return {
		get version() {
			return aedes.version;
		},
		speaks: SPEAKS,
		judge: "wire",
		canKeep: true,
		start: aedes.start,
		accept(end) {
			const connection = openConnection(end, inRoom, life);
			byName.set(end.connection, connection);
			byStream.set(connection.stream, connection);
			connections.add(connection);
			aedes.accept(connection.stream);
			return {
				arrives: (load) => arrives(connection, load),
				get backlog() {
					return connection.waiting.length;
				},
				sent: (packetId) => store.sent(end.connection, packetId),
				drained: () => store.drained(end.connection),
				left(reason, heard) {
					settleWaiting(connection);
					connection.left = { reason, heard };
					store.leave(end.connection, reason);
					byName.delete(end.connection);
					connections.delete(connection);
					connection.stream.destroy();
				},
			};
		},
		adjust: store.adjust,
		forget() {
			life += 1;
			store.forget();
		},
		clear() {
			life += 1;
			store.clear();
			expiry.clear();
		},
		persistentSessions: store.persistentSessions,
		sessions: store.sessions,
		save: () => ({ kind: "decided", store: store.save(), expires: expiry.save(), wills: [...connections].flatMap(willOf) }),
		restore(state) {
			if (state.kind !== "decided") throw new Error(`the state of another broker: ${state.kind}`);
			store.restore(state.store);
			expiry.restore(state.expires);
			return {
				lost: (connection) => store.leave(connection, "broker-restart"),
				ended() {
					for (const { clientId, will } of state.wills) fireWill(inRoom, clientId, willFrom(will), "broker-restart");
				},
			};
		},
		close: aedes.close,
	};
}

function openConnection(end: WireEnd, room: DecidedRoom, life: number): DecidedConnection {
	const written = openSplitter(Number.POSITIVE_INFINITY);
	const connection: DecidedConnection = {
		end,
		room,
		life,
		stream: new BrokerStream({
			wrote: (bytes) => end.run(() => brokerWrote(connection, written.push(bytes))),
			closed: (fault) => end.run(() => programEnded(end, endedAs(connection), fault)),
		}),
		phase: { phase: "new" },
		waiting: [],
		owed: [],
		left: null,
	};
	return connection;
}

function endedAs({ phase }: DecidedConnection): EndedAs {
	return phase.phase === "parted" || phase.phase === "refused" ? phase.phase : "open";
}

/** The will that this connection's client would leave if it went now. */
function willOf(connection: DecidedConnection) {
	const will = connection.phase.phase === "serving" ? (connection.end.client?.connect.will ?? null) : null;
	return will === null ? [] : [{ connection: connection.end.connection, clientId: clientIdOf(connection), will: saveWill(will) }];
}
