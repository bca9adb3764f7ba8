import type { BrokerPort, BrokerRoom, WireEnd } from "#engine/broker-port.ts";
import { fanOutMs } from "#engine/program-cost.ts";
import { openProgramStream } from "#engine/program-stream.ts";
import { openStanding } from "#engine/standing.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import { READ_WHOLE } from "#mqtt/version.ts";
import { openAedes } from "./aedes.ts";
import { brokerWrote } from "./answer.ts";
import { clientIdOf, type DecidedConnection } from "./connection.ts";
import type { DecidedRoom } from "./decided-room.ts";
import { openExpiry } from "./expiry.ts";
import { fireWill, openHooks } from "./hooks.ts";
import { endedConnection, saveConnection } from "./saved-connection.ts";
import { openSender } from "./sender.ts";
import { openSessionStore } from "./session-store.ts";
import { arrives, goOn, settleWaiting } from "./take.ts";

/** Aedes handles CONNECT, SUBSCRIBE, UNSUBSCRIBE and wills; this room's session store decides every fate, answers publishers and sends every message itself. */
export function openDecided(room: BrokerRoom): BrokerPort {
	const byName = new Map<string, DecidedConnection>();
	const byStream = new WeakMap<BrokerStream, DecidedConnection>();
	const connections = new Set<DecidedConnection>();
	const admitted = new Map<string, DecidedConnection>();
	let life = 0;
	const expiry = openExpiry(room.clock, room.work, (clientId) => store.expire(clientId));
	const sender = openSender((connection) => byName.get(connection)?.end, room);
	const store = openSessionStore(
		room.settings,
		(fact) => {
			room.tell(fact);
			expiry.hears(fact);
		},
		sender,
		room.work,
		room.shareOf,
	);
	const inRoom: DecidedRoom = { ...room, store };
	const hooks = openHooks({ room: inRoom, connectionOf: (stream) => byStream.get(stream), admitted, life: () => life });
	const aedes = openStanding(() => openAedes(hooks));
	return {
		get version() {
			return aedes.version;
		},
		speaks: READ_WHOLE,
		judge: "wire",
		canKeep: true,
		start: aedes.start,
		serve: aedes.serve,
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
					// A broker that was cleared takes nothing from before: see clear().
					if (connection.life === life) settleWaiting(connection);
					connection.left = { reason, heard };
					room.work.spend(willMs(connection, connections.size));
					store.leave(end.connection, reason);
					byName.delete(end.connection);
					connections.delete(connection);
					if (admitted.get(clientIdOf(connection)) === connection) admitted.delete(clientIdOf(connection));
					connection.stream.destroy();
				},
			};
		},
		adjust: store.adjust,
		hold: aedes.hold,
		*forget() {
			life += 1;
			yield* store.forget();
		},
		clear() {
			life += 1;
			store.clear();
			expiry.clear();
		},
		persistentSessions: store.persistentSessions,
		sessions: store.sessions,
		bytes: store.bytes,
		save: () => ({ kind: "decided", store: store.save(), expires: expiry.save(), connections: [...connections].map(saveConnection) }),
		restore(state, wrote) {
			if (state.kind !== "decided") throw new Error(`the state of another broker: ${state.kind}`);
			store.restore(state.store);
			expiry.restore(state.expires);
			const isLost = (connection: string) => !byName.has(connection);
			const ended = state.connections.map((saved) => endedConnection(saved, inRoom, { isLost, wrote }));
			for (const one of ended) byName.set(one.end.connection, one);
			return {
				lost(connection) {
					const one = byName.get(connection);
					byName.delete(connection);
					if (one !== undefined) settleWaiting(one);
					store.leave(connection, "broker-restart");
				},
				ended() {
					for (const one of ended) {
						const will = one.phase.phase === "parted" ? null : (one.end.client?.connect.will ?? null);
						if (will !== null) fireWill(inRoom, clientIdOf(one), will, "broker-restart");
					}
				},
			};
		},
		close: aedes.close,
	};
}

/** Aedes hands the will back right after this turn, however many wills there are. */
function willMs({ end, phase, left }: DecidedConnection, connections: number): number {
	const will = end.client?.connect.will;
	return will && left?.heard && phase.phase === "serving" ? fanOutMs(connections, will.payload.length) : 0;
}

function openConnection(end: WireEnd, room: DecidedRoom, life: number): DecidedConnection {
	const connection: DecidedConnection = {
		end,
		room,
		life,
		stream: openProgramStream(end, { wrote: (packets) => brokerWrote(connection, packets), phase: () => connection.phase.phase }),
		phase: { phase: "new" },
		waiting: [],
		goOn() {
			end.run(() => goOn(connection));
			return false;
		},
		left: null,
	};
	return connection;
}
