import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openRoomClock } from "./clock.ts";
import { hangUpAll, openCommands } from "./commands.ts";
import { openBroker } from "./decided/broker.ts";
import { openExpiry } from "./decided/expiry.ts";
import { openHooks } from "./decided/hooks.ts";
import { openSessionStore } from "./decided/session-store.ts";
import { openJournal } from "./journal.ts";
import { CORRECTED, STOCK } from "./manner.ts";
import { openNames } from "./names.ts";
import { openObserver } from "./observed/observer.ts";
import { openStockBroker } from "./observed/stock-broker.ts";
import type { OpenRoom } from "./port.ts";
import { openStanding } from "./standing.ts";
import { openTurn } from "./turn.ts";
import type { BrokerEnd } from "./wire/broker-end.ts";
import { openWire, type Wire, type WireRoom } from "./wire/wire.ts";
import { hasRoom, sendPublish, sendPubrel, takes } from "./wire/wire-send.ts";

const DONE = { ok: true } as const;

/** One room: a broker that one can see into and break, its wires, its store, its clock and its journal. */
export const openRoom: OpenRoom = async ({ name, time, report, settings: first = FIRST_SETTINGS }) => {
	const clock = openRoomClock(time);
	const journal = openJournal(clock.now);
	const turn = openTurn();
	const expiry = openExpiry(clock, (clientId) => turn.run(() => store.expire(clientId)));
	const tell = (fact: Fact) => {
		journal.tell(fact);
		expiry.hears(fact);
	};
	const names = openNames();
	const wires = new Map<string, Wire>();
	const byEnd = new WeakMap<BrokerEnd, Wire>();
	const counted = { connections: 0, packets: 0, order: 0, given: 0, generations: 0, stockBytes: 0 };
	let delayMs = 0;
	let settings = first;
	let closing = false;

	const packetName = () => `p${++counted.packets}`;
	const store = openSessionStore(() => settings, tell, {
		packetName,
		publish: (connection, packet, sending) => withWire(connection, (wire) => sendPublish(wire, packet, sending)),
		release: (connection, packetId, message) => withWire(connection, (wire) => sendPubrel(wire, packetId, message)),
		takes(connection) {
			const wire = wires.get(connection);
			return wire !== undefined && takes(wire);
		},
		hasRoom(connection) {
			const wire = wires.get(connection);
			return wire !== undefined && hasRoom(wire);
		},
		unsent: (connection) => wires.get(connection)?.socket.unsent() ?? 0,
	});
	const withWire = (connection: string, call: (wire: Wire) => void) => {
		const wire = wires.get(connection);
		if (wire !== undefined) call(wire);
	};
	const hooks = openHooks({ wireOf: (end) => byEnd.get(end), wires, names, store, tell, turn });
	const broker = await openStanding(() => (settings.broker === "decided" ? openBroker(hooks) : openStockBroker(hooks.clientIdOf)), report);
	const observer = openObserver(tell, (publish) => names.of(publish.retain));
	const wireRoom: WireRoom = {
		clock,
		turn,
		names,
		store,
		observer,
		settings: () => settings,
		tell,
		report,
		delayMs: () => delayMs,
		order: () => ++counted.order,
		packetName,
		generation: () => counted.generations,
		giveClientId: () => `auto-${++counted.given}`,
		stockBytes(bytes) {
			counted.stockBytes += bytes;
			return counted.stockBytes;
		},
		manner: () => (settings.broker === "decided" ? CORRECTED : STOCK),
		isTakenOver(wire) {
			return [...wires.values()].some(({ clientId, introduced }) => clientId === wire.clientId && introduced > wire.introduced);
		},
		closed: (wire) => wires.delete(wire.connection),
	};
	/** Every connection ends; what persistence keeps is there again when the new broker is. */
	const restart = (kept: boolean) => {
		// Nothing is left to hear a will where nothing is kept.
		hangUpAll(wires, "broker-restart", "The broker was restarted.", kept);
		if (!kept) counted.generations += 1;
		store.restart(kept);
		observer.restart();
		counted.stockBytes = 0;
		broker.restart((version) => turn.run(() => tell({ type: "broker.restarted", broker: version, kept })));
	};
	const changeSettings = (next: BrokerSettings) => {
		const anotherBroker = next.broker !== settings.broker;
		settings = next;
		tell({ type: "settings.changed", settings });
		if (anotherBroker) restart(false);
		else store.adjust();
	};
	const persistentSessions = () => [...store.persistentSessions(), ...observer.persistentSessions()];
	const clear = () => {
		// First, so that nobody is told of sessions that are "kept": they are gone with the old broker.
		counted.generations += 1;
		store.clear();
		observer.clear();
		counted.stockBytes = 0;
		names.clear();
		expiry.clear();
		hangUpAll(wires, "room-closed", "The room was cleared: this is a new broker.", false);
		// Stock Aedes can only be forgotten whole.
		if (settings.broker === "aedes") broker.restart(() => {});
		tell({ type: "room.cleared" });
	};
	const obey = openCommands({
		clock,
		tell,
		wires,
		setDelay(ms) {
			delayMs = ms;
		},
		changeSettings,
		restart: () => restart(settings.persistence && settings.broker === "decided"),
		clear,
	});
	tell({ type: "room.opened", room: name, broker: broker.version, settings });

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
			const sessions = persistentSessions();
			if (closing || sessions.length === 0) return;
			closing = true;
			tell({ type: "room.closing", inMs, sessions });
		},
		kept() {
			if (closing) tell({ type: "room.kept" });
			closing = false;
		},
		counts: () => ({ connections: wires.size, persistentSessions: persistentSessions().length }),
		sessions: store.sessions,
		timers: clock.timers,
		async close() {
			turn.run(() => hangUpAll(wires, "room-closed", "The room is closed.", false));
			clock.close();
			await broker.close();
		},
	};
};
