import { createStore } from "zustand/vanilla";
import { LIMITS } from "#contract/limits.ts";
import type { QoS } from "#mqtt/packet.ts";
import { filterFault } from "#mqtt/topic.ts";
import { openCards, without } from "./cards.ts";
import { firstClients } from "./defaults.ts";
import { type KeptClient, readLab, writeLab } from "./kept.ts";
import type { LabState, LabStore } from "./lab.ts";
import type { Link, OpenSocket } from "./link.ts";
import { acksAnew, NO_ACKS_ASKED, withNextAck, withUnsent } from "./next-acks.ts";
import { OK, refused, unknown } from "./outcomes.ts";
import { payloadOf } from "./payload.ts";
import { openPlugs } from "./plugs.ts";
import type { ReceivedCounts } from "./received-counts.ts";
import type { PausableClock } from "./room-timers.ts";
import type { LabClient, Outcome, PublishSetup } from "./setup.ts";
import type { NextAck } from "./unsent.ts";

type LabOptions = {
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	readonly room: string;
	/** Names this page among the origins of connections. */
	readonly page: string;
	readonly WebSocket: OpenSocket;
	/** The storage of this tab alone: two tabs of one browser are two pages. */
	readonly storage: Storage;
	readonly clock: PausableClock;
	/** Counts what the clients receive; default: nobody asks. */
	readonly received?: ReceivedCounts;
	/** What this page shows so that its clients count as its own in a class; null: it has been given nothing. Default: nobody leads a class. */
	readonly ticket?: () => string | null;
	/** Tells the person something that no packet tells. */
	readonly notice?: (says: string) => void;
	/** What was told so is over. */
	readonly over?: (says: string) => void;
};

export function openLab(options: LabOptions): LabStore {
	const { room, page, wsBase, storage } = options;
	const kept = readLab(storage, room);
	const store = createStore<LabState>(() => firstState(page, kept ?? []));
	let laidOut = kept !== null;
	let closed = false;

	const state = store.getState;
	const change = (to: Partial<LabState>) => {
		// Once the lab is closed, what is kept goes on saying which clients were plugged in: the broker sees the same cut as on a reload.
		if (closed) return;
		store.setState(to);
		if (to.clients !== undefined || to.reloaded !== undefined) writeLab(storage, room, keptOf(state()));
	};
	const update = (clientId: string, to: Partial<LabClient>, rest: Partial<LabState> = {}) => {
		const { clients } = state();
		const client = clients[clientId];
		if (client !== undefined) change({ ...rest, clients: { ...clients, [clientId]: { ...client, ...to } } });
	};
	const address = `${wsBase}/r/${encodeURIComponent(room)}/mqtt?page=${encodeURIComponent(page)}`;
	const plugs = openPlugs({
		url: () => `${address}${query(options.ticket?.() ?? null)}`,
		WebSocket: options.WebSocket,
		clock: options.clock,
		changed: (clientId, link) => change({ links: { ...state().links, [clientId]: link } }),
		unplugged: (clientId) =>
			update(clientId, { plugged: false }, { links: without(state().links, clientId), ...withNextAck(state(), clientId, "sent") }),
		received: (clientId) => options.received?.one(clientId),
		struck(clientId, unsent) {
			change(withUnsent(state(), clientId, unsent));
			options.notice?.(unsent.says);
		},
	});
	const armed = (clientId: string, next: NextAck, link: Link): Outcome => {
		if (plugs.link(clientId) !== link) return refused(`${clientId} lost that connection in the meantime.`);
		change(withNextAck(state(), clientId, next));
		return OK;
	};
	const online = (clientId: string, act: (link: Link) => void): Outcome => {
		if (state().clients[clientId] === undefined) return unknown(clientId);
		const link = plugs.link(clientId);
		if (link === undefined) return refused(`${clientId} is offline. Connect first.`);
		if (!link.state().connected) return refused(`${clientId} is not connected yet: its CONNACK has not come.`);
		act(link);
		return OK;
	};

	const plug = async (clientId: string, { setup }: LabClient): Promise<Outcome> => {
		// mqtt.js would break the connection by itself, without a word on the wire.
		if (setup.will?.topic === "") return refused("A will needs a topic of at least one character [MQTT-4.7.3-1].");
		const link = plugs.plug(setup);
		const { reloaded, thrownOut, links, unsent } = state();
		for (const { says } of unsent[clientId] ?? []) options.over?.(says);
		const others = (id: string) => id !== clientId;
		const rest = {
			reloaded: reloaded.filter(others),
			thrownOut: thrownOut.filter(others),
			links: { ...links, [clientId]: NOT_YET },
			...acksAnew(state(), clientId),
		};
		update(clientId, { plugged: true, everConnected: true }, rest);
		return (await link.opened) ? OK : refused(`${clientId}: no socket to the broker could be opened. Is the host still there?`);
	};

	return Object.assign(store, openCards({ state, change, removed: plugs.forget }), openSpeech(online, armed), {
		async connect(clientId: string): Promise<Outcome> {
			const client = state().clients[clientId];
			if (closed || client === undefined) return unknown(clientId);
			return client.plugged ? refused(`${clientId} already holds a connection.`) : plug(clientId, client);
		},
		async takeOver(clientId: string): Promise<Outcome> {
			const client = state().clients[clientId];
			if (closed || client === undefined) return unknown(clientId);
			return client.plugged ? plug(clientId, client) : refused(`${clientId} holds no connection that could be taken over.`);
		},
		disconnect(clientId: string): Outcome {
			if (state().clients[clientId] === undefined) return unknown(clientId);
			const link = plugs.link(clientId);
			if (link === undefined) return refused(`${clientId} is offline already.`);
			link.leave();
			return OK;
		},
		layOutFirst(isTaken: (clientId: string) => boolean) {
			if (laidOut) return;
			laidOut = true;
			const { clients } = state();
			const first = firstClients((id) => Object.hasOwn(clients, id) || isTaken(id));
			change({ clients: { ...clientsOf(first.map((setup) => ({ setup, everConnected: false }))), ...clients } });
		},
		forget(thrownOut: readonly string[]) {
			plugs.forgetAll();
			options.received?.forget();
			change(begunAnew(state(), thrownOut));
		},
		close() {
			closed = true;
			plugs.forgetAll();
		},
	});
}

function begunAnew({ clients }: LabState, thrownOut: readonly string[]): Partial<LabState> {
	const anew = Object.entries(clients).map(([id, client]) => [id, { ...client, everConnected: false }] as const);
	return {
		clients: Object.fromEntries(anew),
		reloaded: [],
		...NO_ACKS_ASKED,
		thrownOut: thrownOut.filter((id) => Object.hasOwn(clients, id)),
	};
}

function query(ticket: string | null): string {
	return ticket === null ? "" : `&ticket=${encodeURIComponent(ticket)}`;
}

type Online = (clientId: string, act: (link: Link) => void) => Outcome;

/** What a connected client says. armed: called once the next acknowledgement on this connection is seen to. */
function openSpeech(online: Online, armed: (clientId: string, next: NextAck, link: Link) => Outcome) {
	return {
		async armNextAck(clientId: string, next: NextAck): Promise<Outcome> {
			let done: Promise<Outcome> | undefined;
			const outcome = online(clientId, (link) => {
				done = link.arm(next).then((isArmed) => (isArmed ? armed(clientId, next, link) : refused(NOT_LOADED)));
			});
			return done ?? outcome;
		},
		violate: (clientId: string): Outcome => online(clientId, (link) => link.violate()),
		subscribeTo(clientId: string, filter: string, qos: QoS): Outcome {
			return unsendable("SUBSCRIBE", filter) ?? online(clientId, (link) => link.subscribe(filter, qos));
		},
		unsubscribeFrom(clientId: string, filter: string): Outcome {
			return unsendable("UNSUBSCRIBE", filter) ?? online(clientId, (link) => link.unsubscribe(filter));
		},
		publish(clientId: string, what: PublishSetup): Outcome {
			// A topic with wildcards is sent: the broker ends the connection over that topic, which is worth seeing [MQTT-3.3.2-2].
			if (what.topic === "") return refused("A topic has at least one character [MQTT-4.7.3-1].");
			const times = Math.min(LIMITS.burst, Math.max(1, Math.trunc(what.times)));
			return online(clientId, (link) => {
				for (let n = 1; n <= times; n += 1) link.publish({ ...what, payload: payloadOf(what.payload, n, times) });
			});
		},
	};
}

const NOT_LOADED = "That part of the page could not be loaded. Is the host still there?";
const NOT_YET = { connected: false, unanswered: 0 };

/** mqtt.js does not send an invalid filter; the reason that mqtt.js gives is not a sentence, so we write one here. */
function unsendable(packet: "SUBSCRIBE" | "UNSUBSCRIBE", filter: string): Outcome | null {
	const fault = filterFault(filter, { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters });
	return fault === null ? null : refused(`mqtt.js does not send this ${packet}: ${fault.says} [${fault.clause}].`);
}

function firstState(page: string, kept: readonly KeptClient[]): LabState {
	const reloaded = kept.filter(({ wasPlugged }) => wasPlugged).map(({ setup }) => setup.clientId);
	return { page, clients: clientsOf(kept), reloaded, thrownOut: [], links: {}, ...NO_ACKS_ASKED };
}

function clientsOf(cards: readonly Pick<KeptClient, "setup" | "everConnected">[]): LabState["clients"] {
	return Object.fromEntries(cards.map(({ setup, everConnected }) => [setup.clientId, { setup, everConnected, plugged: false }]));
}

function keptOf({ clients, reloaded }: LabState) {
	return Object.values(clients).map(({ setup, everConnected, plugged }) => ({
		setup,
		everConnected,
		wasPlugged: plugged || reloaded.includes(setup.clientId),
	}));
}
