import type { Command } from "#contract/command.ts";
import { LIMITS } from "#contract/limits.ts";
import { unreachable } from "#contract/unreachable.ts";
import { type Broker, openBroker } from "./broker.ts";
import type { BrokerEnd } from "./broker-end.ts";
import { openRoomClock } from "./clock.ts";
import { openJournal } from "./journal.ts";
import { openNames } from "./names.ts";
import type { OpenRoom } from "./port.ts";
import { openSessionStore } from "./session-store.ts";
import { openTurn } from "./turn.ts";
import { openWire, type Wire, type WireRoom } from "./wire.ts";
import { sendPublish, sendPubrel } from "./wire-send.ts";
import { goOn } from "./wire-up.ts";

const DONE = { ok: true } as const;

/** One room: a broker that one can see into and break, its wires, its store, its clock and its journal. */
export const openRoom: OpenRoom = async ({ name, time }) => {
	const clock = openRoomClock(time);
	const journal = openJournal(clock.now);
	const { tell } = journal;
	const turn = openTurn();
	const names = openNames();
	const wires = new Map<string, Wire>();
	const byEnd = new WeakMap<BrokerEnd, Wire>();
	const counted = { connections: 0, packets: 0, order: 0, given: 0 };
	let delayMs = 0;
	let closing = false;

	const packetName = () => `p${++counted.packets}`;
	const limits = { maxQueuedMessages: LIMITS.maxQueuedMessages, maxInflightMessages: LIMITS.maxInflightMessages };
	const store = openSessionStore(limits, tell, {
		packetName,
		publish: (connection, packet, sending) => withWire(connection, (wire) => sendPublish(wire, packet, sending)),
		release: (connection, packetId, message) => withWire(connection, (wire) => sendPubrel(wire, packetId, message)),
		unsent: (connection) => wires.get(connection)?.socket.unsent() ?? 0,
	});
	const withWire = (connection: string, call: (wire: Wire) => void) => {
		const wire = wires.get(connection);
		if (wire !== undefined) call(wire);
	};
	const broker: Broker = await openBroker({
		clientIdOf: (end) => byEnd.get(end)?.clientId ?? "",
		connects: (end) => turn.run(() => connects(end)),
		ready: (end) => turn.run(() => ready(end)),
		willFires(end, clientId, will) {
			const wire = byEnd.get(end);
			if (wire === undefined || wire.willMuted) return;
			turn.run(() => {
				const message = names.will();
				tell({ type: "will.fired", session: clientId, message, reason: wire.closed?.reason ?? "client-gone" });
				store.publish({ message, publisher: clientId, ...will });
			});
		},
	});

	/** [MQTT-3.1.3-8]; and the older connection of a client closes before the newer one is answered [MQTT-3.1.4-2]. */
	const connects = (end: BrokerEnd): 0 | 2 => {
		const wire = byEnd.get(end);
		if (wire?.connect == null) return 2;
		if (wire.connect.clientId === "" && !wire.connect.cleanSession) return 2;
		wire.admitted = true;
		for (const other of [...wires.values()]) {
			if (other === wire || !other.admitted || other.clientId !== wire.clientId) continue;
			other.close("takeover", `${wire.clientId} connected again: the newer connection wins.`, "MQTT-3.1.4-2");
		}
		return 0;
	};
	const ready = (end: BrokerEnd) => {
		const wire = byEnd.get(end);
		if (wire !== undefined && wire.closed === null) goOn(wire);
	};

	const wireRoom: WireRoom = {
		clock,
		turn,
		names,
		store,
		broker,
		tell,
		delayMs: () => delayMs,
		order: () => ++counted.order,
		packetName,
		giveClientId: () => `auto-${++counted.given}`,
		closed: (wire) => wires.delete(wire.connection),
	};
	const lanes = () => [...wires.values()].flatMap((wire) => [wire.up, wire.down]);
	/** Delivers one step: the named packet if it is first on its lane, or the oldest of all lanes. */
	const step = (packet: string | undefined) => {
		const heads = lanes().filter(({ head }) => head !== null && (packet === undefined || (head.load.kind === "packet" && head.load.name === packet)));
		const first = heads.sort((a, b) => (a.head?.order ?? 0) - (b.head?.order ?? 0))[0];
		if (first === undefined) return packet === undefined ? "Nothing is on a wire." : "That packet is not first on its lane: order is never changed.";
		pause();
		first.release();
		return null;
	};
	const pause = () => {
		if (clock.paused) return;
		clock.pause();
		tell({ type: "clock.paused" });
	};
	const hangUpAll = (says: string) => {
		for (const wire of [...wires.values()]) {
			wire.willMuted = true;
			wire.close("room-closed", says, null);
		}
	};
	const obey = (command: Command): string | null => {
		switch (command.type) {
			case "clock.pause":
				pause();
				return null;
			case "clock.resume":
				if (!clock.paused) return null;
				clock.resume();
				tell({ type: "clock.resumed" });
				for (const lane of lanes()) lane.flow();
				return null;
			case "wire.step":
				return step(command.packet);
			case "wire.delay":
				delayMs = command.delayMs;
				tell({ type: "delay.changed", delayMs });
				for (const lane of lanes()) lane.rescale();
				return null;
			case "wire.cut": {
				const wire = wires.get(command.connection);
				if (wire === undefined) return "There is no such connection: it has ended already.";
				wire.close("cut", "Somebody cut the cable.", null);
				return null;
			}
			case "room.clear":
				hangUpAll("The room was cleared: this is a new broker.");
				store.clear();
				names.clear();
				tell({ type: "room.cleared" });
				return null;
			default:
				return unreachable(command);
		}
	};
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
			turn.run(() => hangUpAll("The room is closed."));
			clock.close();
			await broker.close();
		},
	};
};
