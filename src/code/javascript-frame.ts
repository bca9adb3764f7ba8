import type { Act, FramedAct } from "./plan.ts";

/** What every exported JavaScript starts with, below its address. */
export const JAVASCRIPT_FRAME = String.raw`// A filter that nothing is published to.
const NOTHING = "slow-wire/nothing";
const PATIENCE_MS = 10_000;

/** mqtt.js's own store, which marks what is sent again: mqtt.js leaves DUP at 0, it must be 1 [MQTT-3.3.1-1]. */
class Store extends mqtt.Store {
	#kept = new Map();
	constructor() {
		super({ clean: false });
	}
	put(packet, told) {
		this.#kept.set(packet.messageId, packet);
		return super.put(packet, told);
	}
	del(packet, told) {
		this.#kept.delete(packet.messageId);
		return super.del(packet, told);
	}
	createStream() {
		for (const packet of this.#kept.values()) {
			if (packet.cmd === "publish") super.put({ ...packet, dup: true }, () => {});
		}
		return super.createStream();
	}
	clear() {
		for (const messageId of [...this.#kept.keys()]) this.del({ messageId }, () => {});
	}
}

/** By client id: what a client keeps between two connections, as long as clean_session is false. */
const own = new Map();
/** By client id: its connection. */
const here = new Map();
/** Left over a silent wire: the broker does not hear of it. */
const parked = [];
/** Counts what arrives. */
let news = 0;

const say = (text) => process.stderr.write(text + "\n");
const rest = (ms) => new Promise((done) => setTimeout(done, ms));
/** For what a broker may owe for ever. */
const patience = () => new Promise((done) => setTimeout(done, PATIENCE_MS).unref());
/** An answer, or the end of the connection, or patience. */
const answered = ({ gone }, asked) => Promise.race([asked.catch((fault) => say(fault.message)), gone, patience()]);

async function connect(id, card) {
	if (here.has(id)) return say(id + " holds a connection already");
	await open(id, card);
}

/** A new mqtt.js client for each connection, its conveniences off, over what the client has kept. */
async function open(id, { clean, keepalive = 0, will }) {
	const before = own.get(id);
	if (before === undefined || before.clean || clean) {
		own.set(id, { outgoing: new Store(), incoming: new Store(), ids: new mqtt.UniqueMessageIdProvider() });
	}
	const kept = own.get(id);
	kept.clean = clean;
	const client = mqtt.connect({
		...BROKER,
		protocol: "mqtt",
		protocolVersion: 4,
		clientId: id,
		clean,
		keepalive,
		...(will === undefined ? {} : { will }),
		reconnectPeriod: 0,
		resubscribe: false,
		queueQoSZero: false,
		connectTimeout: PATIENCE_MS,
		outgoingStore: kept.outgoing,
		incomingStore: kept.incoming,
		messageIdProvider: kept.ids,
	});
	const connection = { client, silent: false, gone: new Promise((done) => client.once("close", done)) };
	here.set(id, connection);
	connection.gone.then(() => {
		if (here.get(id) === connection) here.delete(id);
	});
	client.on("error", (fault) => say(id + ": " + fault.message));
	client.on("packetreceive", (packet) => {
		if (packet.cmd !== "unsuback") news += 1;
		// No session over there: the ids of an earlier one mean nothing any more [MQTT-3.2.2-3].
		if (packet.cmd === "connack" && !packet.sessionPresent) kept.incoming.clear();
		if (packet.cmd === "connack") say(id + " is connected, session present = " + Number(packet.sessionPresent));
	});
	client.on("message", (topic, payload, { qos, retain }) => {
		process.stdout.write(id + " " + topic + " " + payload + " qos=" + qos + " retain=" + (retain ? 1 : 0) + "\n");
	});
	await Promise.race([new Promise((done) => client.once("connect", done)), connection.gone]);
	if (!client.connected) {
		say(id + " was not connected");
		process.exitCode = 1;
	}
	await settle();
}

/** The connection of a client, or null with a word. */
function connectionOf(id) {
	const connection = here.get(id);
	if (connection?.client.connected) return connection;
	say(id + " is not connected");
	return null;
}

/**
 * Waits until nothing is under way. MQTT has no question for that, so each client asks the broker for something harmless, to leave
 * a filter that it does not have: the answer [MQTT-3.10.4-5] comes behind everything that was sent before. Three rounds without
 * news, because a QoS 2 message crosses the wire four times.
 */
async function settle() {
	for (let quiet = 0; quiet < 3; ) {
		const before = news;
		const all = [...here.values()].filter(({ client, silent }) => client.connected && !silent);
		await Promise.all(all.map((connection) => answered(connection, connection.client.unsubscribeAsync(NOTHING))));
		await rest(10);
		quiet = news === before ? quiet + 1 : 0;
	}
}

async function ask(id, question) {
	const connection = connectionOf(id);
	if (connection === null) return;
	const asked = question(connection.client);
	if (connection.silent) return void asked.catch(() => {});
	await answered(connection, asked);
	await settle();
}

const subscribe = (id, filter, qos) => ask(id, (client) => client.subscribeAsync(filter, { qos }));
const unsubscribe = (id, filter) => ask(id, (client) => client.unsubscribeAsync(filter));
const publish = (id, topic, payload, options) => ask(id, (client) => client.publishAsync(topic, payload, options));

/** Does not wait for the acknowledgement. */
function send(id, topic, payload, options) {
	connectionOf(id)
		?.client.publishAsync(topic, payload, options)
		.catch((fault) => say(fault.message));
}

/** DISCONNECT, then the end of the connection. */
async function disconnect(id) {
	const connection = connectionOf(id);
	if (connection === null) return;
	if (connection.silent) {
		here.delete(id);
		parked.push(connection);
		return;
	}
	connection.client.end();
	await Promise.race([connection.gone, patience()]);
	await settle();
}

/** The end of the connection without DISCONNECT. */
async function cut(id) {
	const connection = here.get(id);
	if (connection === undefined) return say(id + " is not connected");
	// With a reset: what is still under way is lost, as with a cable.
	connection.client.stream.resetAndDestroy();
	await connection.gone;
	await settle();
}

/** Removes what an earlier run of this script may have left at the broker. */
async function begin(clients, retained) {
	for (const id of clients) {
		await connect(id, { clean: true });
		await disconnect(id);
		own.delete(id);
	}
	if (retained.length === 0) return;
	await connect("slow-wire-begin", { clean: true });
	for (const topic of retained) await publish("slow-wire-begin", topic, "", { qos: 1, retain: true });
	await disconnect("slow-wire-begin");
}
`;

/** Steps that few scripts have: each is included only where needed. */
export const JAVASCRIPT_RARE = {
	takeover: `
/** A second connection with the same client id: the broker ends the first [MQTT-3.1.4-2]. */
const takeover = (id, card) => open(id, card);
`,
	silence: `
/** Nothing passes on its wire any more, and neither end is told. */
function silence(id) {
	const connection = connectionOf(id);
	if (connection === null) return;
	connection.silent = true;
	connection.client.stream.pause();
	connection.client.stream.cork();
}
`,
	mend: `
async function mend(id) {
	const connection = here.get(id);
	if (connection === undefined || !connection.silent) return say(id + " is not silent");
	connection.silent = false;
	connection.client.stream.uncork();
	connection.client.stream.resume();
	await settle();
}
`,
	violate: `
/** A PUBLISH to "a" with both bits of its QoS set, past mqtt.js, which would not send it [MQTT-3.3.1-4]. */
async function violate(id) {
	const connection = connectionOf(id);
	if (connection === null) return;
	connection.client.stream.write(Uint8Array.of(0x36, 0x05, 0x00, 0x01, 0x61, 0x00, 0x01));
	await Promise.race([connection.gone, patience()]);
	await settle();
}
`,
} as const satisfies Record<Exclude<Act["do"], FramedAct>, string>;

export const JAVASCRIPT_END = `
// Every client that is still here leaves. Sessions with clean_session = false stay at the broker.
for (const id of [...here.keys()]) await disconnect(id);
for (const { client } of parked) client.stream.destroy();
`;
