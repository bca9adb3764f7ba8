import { LIMITS } from "#contract/limits.ts";
import { openBroker } from "./broker.ts";
import type { BrokerEnd } from "./broker-end.ts";
import { openRoomClock } from "./clock.ts";
import { hangUpAll, openCommands } from "./commands.ts";
import { openHooks } from "./hooks.ts";
import { openJournal } from "./journal.ts";
import { openNames } from "./names.ts";
import type { OpenRoom } from "./port.ts";
import { openSessionStore } from "./session-store.ts";
import { openTurn } from "./turn.ts";
import { openWire, type Wire, type WireRoom } from "./wire.ts";
import { sendPublish, sendPubrel, takes } from "./wire-send.ts";

const DONE = { ok: true } as const;

/** One room: a broker that one can see into and break, its wires, its store, its clock and its journal. */
export const openRoom: OpenRoom = async ({ name, time, report }) => {
	const clock = openRoomClock(time);
	const journal = openJournal(clock.now);
	const { tell } = journal;
	const turn = openTurn();
	const names = openNames();
	const wires = new Map<string, Wire>();
	const byEnd = new WeakMap<BrokerEnd, Wire>();
	const counted = { connections: 0, packets: 0, order: 0, given: 0, generations: 0 };
	let delayMs = 0;
	let closing = false;

	const packetName = () => `p${++counted.packets}`;
	const limits = { maxQueuedMessages: LIMITS.maxQueuedMessages, maxInflightMessages: LIMITS.maxInflightMessages };
	const store = openSessionStore(limits, tell, {
		packetName,
		publish: (connection, packet, sending) => withWire(connection, (wire) => sendPublish(wire, packet, sending)),
		release: (connection, packetId, message) => withWire(connection, (wire) => sendPubrel(wire, packetId, message)),
		takes(connection) {
			const wire = wires.get(connection);
			return wire !== undefined && takes(wire);
		},
		unsent: (connection) => wires.get(connection)?.socket.unsent() ?? 0,
	});
	const withWire = (connection: string, call: (wire: Wire) => void) => {
		const wire = wires.get(connection);
		if (wire !== undefined) call(wire);
	};
	const broker = await openBroker(openHooks({ wireOf: (end) => byEnd.get(end), wires, names, store, tell, turn }));
	const wireRoom: WireRoom = {
		clock,
		turn,
		names,
		store,
		tell,
		report,
		delayMs: () => delayMs,
		order: () => ++counted.order,
		packetName,
		generation: () => counted.generations,
		giveClientId: () => `auto-${++counted.given}`,
		closed: (wire) => wires.delete(wire.connection),
	};
	const obey = openCommands({
		clock,
		tell,
		wires,
		setDelay(ms) {
			delayMs = ms;
		},
		forget() {
			counted.generations += 1;
			store.clear();
			names.clear();
		},
	});
	tell({ type: "room.opened", room: name, broker: broker.version, ...limits });

	return {
		name,
		epoch: globalThis.crypto.randomUUID(),
		journal,
		now: clock.now,
		attach(origin, socket) {
			const wire = turn.run(() => openWire(`c${++counted.connections}`, origin, socket, wireRoom));
			wires.set(wire.connection, wire);
			byEnd.set(wire.end, wire);
			broker.accept(wire.end);
			if (wires.size > LIMITS.connectionsPerRoom) {
				const says = `This room takes ${LIMITS.connectionsPerRoom} connections at once.`;
				tell({ type: "limit.reached", limit: "connectionsPerRoom", says, connection: wire.connection });
				turn.run(() => wire.close("overflow", says, null));
			}
			return wire.ends;
		},
		command(command) {
			const says = turn.run(() => obey(command));
			return says === null ? DONE : { ok: false, says };
		},
		refuseFrame: (says) => tell({ type: "frame.refused", says }),
		closing(inMs) {
			const sessions = store.persistentSessions();
			if (closing || sessions.length === 0) return;
			closing = true;
			tell({ type: "room.closing", inMs, sessions });
		},
		kept() {
			if (closing) tell({ type: "room.kept" });
			closing = false;
		},
		counts: () => ({ connections: wires.size, persistentSessions: store.persistentSessions().length }),
		timers: clock.timers,
		async close() {
			turn.run(() => hangUpAll(wires, "The room is closed."));
			clock.close();
			await broker.close();
		},
	};
};
