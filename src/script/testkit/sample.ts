import { newSetup } from "#lab/defaults.ts";
import type { LabState } from "#lab/lab.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { Client, ClientPhase, PacketUnderWay, Received, Session, World } from "#model/world.ts";

/** Worlds and labs for tests of pure functions: written in a few words, complete in type. */
export const CONNECTED = { phase: "connected", connection: "c1", since: 100, sessionPresent: true } as const;
export const OFFLINE = { phase: "offline", since: 50, reason: "disconnect", says: "DISCONNECT" } as const;
export const CONNECTING = { phase: "connecting", connection: "c1", since: 90 } as const;
export const LEAVING = { phase: "leaving", connection: "c1", since: 200, polite: true } as const;

export function client(clientId: string, phase: ClientPhase, more: Partial<Client> = {}): Client {
	return {
		clientId,
		origin: { kind: "lab", page: "p" },
		phase,
		tookOver: null,
		cleanSession: false,
		keepAlive: 0,
		outgoing: [],
		incoming: [],
		received: [],
		receivedCount: 0,
		publishes: false,
		subscribes: false,
		...more,
	};
}

export function worldOf(...clients: readonly Client[]): World {
	const connections = clients.flatMap(({ phase, clientId, origin }) =>
		phase.phase === "offline"
			? []
			: [[phase.connection, { connection: phase.connection, origin, clientId, since: 0, accepted: null, silent: null }] as const],
	);
	return {
		...EMPTY_WORLD,
		clients: Object.fromEntries(clients.map((one) => [one.clientId, one])),
		connections: Object.fromEntries(connections),
	};
}

/** One client whose wire is silent. */
export function silentFor(clientId: string, phase: ClientPhase): World {
	const world = worldOf(client(clientId, phase));
	const silent = { since: 0, noticedAt: null };
	const connections = Object.fromEntries(Object.entries(world.connections).map(([name, one]) => [name, { ...one, silent }]));
	return { ...world, connections };
}

export function labOf(plugged: Readonly<Record<string, boolean>>): LabState {
	const clients = Object.entries(plugged).map(([id, is]) => [id, { setup: newSetup(id), everConnected: is, plugged: is }] as const);
	const links = Object.entries(plugged).flatMap(([id, is]) => (is ? [[id, { connected: true, unanswered: 0 }] as const] : []));
	return {
		page: "p",
		clients: Object.fromEntries(clients),
		reloaded: [],
		thrownOut: [],
		links: Object.fromEntries(links),
		nextAcks: {},
		unsent: {},
	};
}

export function session(clientId: string, more: Partial<Session> = {}): Session {
	return {
		session: clientId,
		cleanSession: false,
		createdAt: 0,
		connection: "c1",
		offline: null,
		subscriptions: {},
		queue: [],
		inflight: [],
		incoming: [],
		awaitsRetained: false,
		will: null,
		fallen: [],
		...more,
	};
}

export function got(payload: string, at: number): Received {
	return { message: payload, kind: "plain", ordinal: 1, topic: "t", payload, qos: 1, retain: false, dup: false, at };
}

export const UNDER_WAY: PacketUnderWay = {
	packet: "p1",
	connection: "c1",
	direction: "down",
	bytes: 4,
	fields: { type: "PUBACK", packetId: 1, message: null },
	enteredAt: 0,
	from: 0,
	since: 0,
	delayMs: 500,
	still: false,
};
