import "./node-globals.ts";
import mqtt, { type MqttClient } from "mqtt";
import type { QoS } from "#mqtt/packet.ts";
import type { AckGate } from "./ack-gate.ts";
import type { ClientHalf } from "./half.ts";
import type { Handshakes } from "./handshakes.ts";
import type { LinkState } from "./lab.ts";
import { openRoomTimers, type PausableClock } from "./room-timers.ts";
import type { ClientSetup, PublishSetup } from "./setup.ts";
import type { NextAck, Unsent } from "./unsent.ts";

export type OpenSocket = new (url: string, protocols?: string | string[]) => WebSocket;

type LinkOptions = {
	readonly url: string;
	readonly WebSocket: OpenSocket;
	readonly setup: ClientSetup;
	readonly half: ClientHalf;
	readonly clock: PausableClock;
	readonly handshakes: Handshakes;
	readonly changed: (state: LinkState) => void;
	/** A message has come whole: at QoS 2, with its PUBREL. */
	readonly received: () => void;
	/** An acknowledgement was not sent, as had been asked for. */
	readonly struck: (unsent: Unsent) => void;
	/** Called once, when the connection is over, whichever side ended it. */
	readonly closed: () => void;
};

/** One connection of one client. Once the connection is over, every call does nothing. */
export type Link = {
	/** True once the socket is open, false if the socket never opened. */
	readonly opened: Promise<boolean>;
	state(): LinkState;
	subscribe(filter: string, qos: QoS): void;
	unsubscribe(filter: string): void;
	publish(what: Omit<PublishSetup, "times">): void;
	/** Sends bytes that break the standard, bypassing mqtt.js, which would not send them. */
	violate(): void;
	/** What becomes of the next acknowledgement; settles when that is so. False: what it takes could not be loaded. */
	arm(next: NextAck): Promise<boolean>;
	/** DISCONNECT, then the end of the stream. */
	leave(): void;
	/** Breaks the connection without a goodbye. */
	drop(): void;
};

const DISCONNECT = Uint8Array.of(0xe0, 0x00);
/** PUBLISH to "a", packet id 1, both bits of its QoS set [MQTT-3.3.1-4]. */
const QOS_3 = Uint8Array.of(0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01);
/** The longest that setTimeout can wait: CONNECT may stand on a paused wire for as long as a discussion takes. */
const NEVER_MS = 2_147_483_647;

/**
 * mqtt.js with its conveniences off. A new mqtt.js client for each connection, over the half that outlives the connection, so that no
 * option, callback or flag of an earlier connection can leak into this one.
 */
export function openLink(options: LinkOptions): Link {
	const timers = openRoomTimers(options.clock);
	let client: MqttClient | null = null;
	let socketOpen = false;
	let over = false;
	let unanswered = 0;
	let settle: (open: boolean) => void = () => {};
	const opened = new Promise<boolean>((resolve) => {
		settle = resolve;
	});

	const connected = () => !over && client?.connected === true;
	const state = () => ({ connected: connected(), unanswered });
	const changed = () => {
		if (!over) options.changed(state());
	};
	const finish = () => {
		if (over) return;
		over = true;
		timers.close();
		leaveHandshake();
		settle(false);
		options.closed();
	};
	let gate: AckGate | null = null;
	const struck = (unsent: Unsent) => {
		options.struck(unsent);
		// The process is gone, and its socket with it: not while mqtt.js is still writing to that socket.
		if (unsent.fault === "crash") queueMicrotask(drop);
	};
	const drop = () => {
		if (client !== null && !over) breakOff(client);
		finish();
	};
	const openSocket = (): WebSocket => {
		const socket = new options.WebSocket(options.url, ["mqtt"]);
		const send = socket.send.bind(socket);
		socket.send = (data) => {
			if (gate === null || !(data instanceof Uint8Array)) return send(data);
			for (const bytes of gate.through(data)) send(bytes as Uint8Array<ArrayBuffer>);
		};
		socket.addEventListener("open", () => {
			socketOpen = true;
			leaveHandshake();
			settle(true);
		});
		return socket;
	};
	const start = () => {
		// The first start may run inside enter(), before leaveHandshake has been assigned.
		queueMicrotask(() => {
			if (over) return;
			try {
				client = mqtt.connect({ ...optionsOf(options), timerVariant: timers, createWebsocket: openSocket });
				listen(client, options.half, { changed, closed: finish, received: options.received, took: (packetId) => gate?.took(packetId) });
				client.connect();
			} catch (fault) {
				// Only a bug gets here: the client is finished, and the page's console says why.
				finish();
				queueMicrotask(() => {
					throw fault;
				});
			}
		});
	};
	const leaveHandshake = options.handshakes.enter(start);
	const answered = () => {
		unanswered = Math.max(0, unanswered - 1);
		changed();
	};
	const ask = (send: (client: MqttClient) => void) => {
		if (client === null || !connected()) return;
		unanswered += 1;
		send(client);
		changed();
	};
	return {
		opened,
		state,
		subscribe: (filter, qos) => ask((to) => to.subscribe(filter, { qos }, answered)),
		unsubscribe: (filter) => ask((to) => to.unsubscribe(filter, answered)),
		publish({ topic, payload, qos, retain }) {
			if (connected()) client?.publish(topic, payload, { qos, retain }, () => {});
		},
		violate() {
			if (connected()) client?.stream.write(QOS_3);
		},
		async arm(next) {
			const loaded = await import("./ack-gate.ts").catch(() => null);
			if (loaded === null) return false;
			gate ??= loaded.openAckGate(options.setup.clientId, struck);
			gate.arm(next);
			return true;
		},
		leave() {
			if (client !== null && !over) (socketOpen ? farewell : breakOff)(client);
			finish();
		},
		drop,
	};
}

function optionsOf({ setup, half }: LinkOptions): mqtt.IClientOptions {
	return {
		clientId: setup.clientId,
		clean: setup.cleanSession,
		keepalive: setup.keepAlive,
		protocolId: "MQTT",
		protocolVersion: 4,
		// createWebsocket knows the address.
		protocol: "ws",
		hostname: "room",
		manualConnect: true,
		// In Node, where the tests run, this is the same stream as in a browser.
		forceNativeWebSocket: true,
		reconnectPeriod: 0,
		resubscribe: false,
		queueQoSZero: false,
		connectTimeout: NEVER_MS,
		outgoingStore: half.outgoing,
		incomingStore: half.incoming,
		messageIdProvider: half.ids,
		...(setup.will === null ? {} : { will: { ...setup.will, payload: setup.will.payload } }),
	};
}

type Tell = {
	readonly changed: () => void;
	readonly received: () => void;
	readonly closed: () => void;
	readonly took: (packetId: number) => void;
};

function listen(client: MqttClient, half: ClientHalf, tell: Tell): void {
	// Here mqtt.js reports what the wire shows anyway (refused, reset, keep alive ran out); the close follows.
	client.on("error", () => {});
	client.on("close", tell.closed);
	client.on("message", tell.received);
	client.on("packetreceive", (packet) => {
		if (packet.cmd === "publish" && packet.messageId !== undefined) tell.took(packet.messageId);
		if (packet.cmd !== "connack") return;
		// The broker has no session: the ids received in an earlier session mean nothing any longer [MQTT-3.2.2-3].
		if (!packet.sessionPresent) half.incoming.clear();
		// mqtt.js sets `connected` right after this.
		queueMicrotask(tell.changed);
	});
}

/**
 * end() would wait for every acknowledgement, and end(true) would send nothing. Nothing may follow DISCONNECT [MQTT-3.14.4-2]: stop
 * reading, so that nothing is answered.
 */
function farewell(client: MqttClient): void {
	const { stream } = client;
	stream.unpipe();
	stream.resume();
	stream.write(DISCONNECT);
	stream.end();
}

function breakOff(client: MqttClient): void {
	client.stream.unpipe();
	client.stream.destroy();
}
