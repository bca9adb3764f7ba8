import type { IConnectPacket } from "mqtt-packet";
import type { Broker, BrokerUnderTest } from "./broker.ts";
import { openTcpClient, type ProbeClient } from "./client.ts";
import { Departure } from "./departure.ts";
import {
	connect,
	DISCONNECT,
	idOf,
	lineOf,
	type Packet,
	puback,
	pubcomp,
	publish,
	pubrec,
	pubrel,
	type QoS,
	subscribe,
} from "./packets.ts";

/** One broker and the clients that a probe connects to it. */
export type Bench = {
	readonly broker: Broker;
	/** A TCP connection on which nothing has been said. */
	dial(): Promise<ProbeClient>;
	/** CONNECT, and the CONNACK 0 for it. `present`, if given, is the session present flag that is due. */
	join(clientId: string, more?: Partial<IConnectPacket> & { present?: 0 | 1 }): Promise<ProbeClient>;
	/** The same with clean_session = false. */
	keep(clientId: string, more?: Partial<IConnectPacket> & { present?: 0 | 1 }): Promise<ProbeClient>;
	close(): void;
};

function openBench(broker: Broker): Bench {
	const clients: ProbeClient[] = [];
	const dial = async () => {
		const client = await openTcpClient(broker.port);
		clients.push(client);
		return client;
	};
	const join: Bench["join"] = async (clientId, { present, ...more } = {}) => {
		const client = await dial();
		client.send(connect(clientId, more));
		if (present !== undefined) await client.take(`CONNACK 0, session present ${present}`);
		else {
			const connack = await client.next("CONNACK 0");
			if (connack.cmd !== "connack" || connack.returnCode !== 0) throw new Departure(`${lineOf(connack)} came where CONNACK 0 was due`);
		}
		return client;
	};
	return {
		broker,
		dial,
		join,
		keep: (clientId, more) => join(clientId, { clean: false, ...more }),
		close() {
			for (const client of clients) client.cut();
		},
	};
}

/** Opens a broker for this probe alone, and closes it afterwards. */
export async function atBroker(probe: (bench: Bench) => Promise<void>, target: BrokerUnderTest): Promise<void> {
	const broker = await target.open();
	const bench = openBench(broker);
	try {
		await probe(bench);
	} finally {
		bench.close();
		await broker.close();
	}
}

/** SUBSCRIBE to one filter, granted as asked. */
export async function subscribes(client: ProbeClient, filter: string, qos: QoS = 0, id = 1): Promise<void> {
	client.send(subscribe(id, [filter, qos]));
	await client.take(`SUBACK ${id} [${qos}]`);
}

/** DISCONNECT, and the end of the connection. */
export async function leaves(client: ProbeClient): Promise<void> {
	client.send(DISCONNECT);
	await client.ended("after DISCONNECT");
}

/** PUBLISH with its whole handshake. */
export async function publishes(client: ProbeClient, ...what: Parameters<typeof publish>): Promise<void> {
	const packet = publish(...what);
	client.send(packet);
	await finishes(client, packet);
}

/** The rest of the handshake of a PUBLISH that has been sent. */
async function finishes(client: ProbeClient, packet: Packet): Promise<void> {
	if (packet.cmd !== "publish" || packet.qos === 0) return;
	const id = idOf(packet);
	if (packet.qos === 1) return void (await client.take(`PUBACK ${id}`));
	await client.take(`PUBREC ${id}`);
	client.send(pubrel(id));
	await client.take(`PUBCOMP ${id}`);
}

/** Receives PUBLISHes as a correct client does, with all acknowledgements, until `isLast`; returns their lines, including the last. */
export function collects(client: ProbeClient, due: string, isLast: (line: string) => boolean): Promise<string[]> {
	return collect(client, () => due, isLast);
}

/** Receives exactly these, in this order, with all acknowledgements. */
export async function receives(client: ProbeClient, ...lines: readonly string[]): Promise<void> {
	if (lines.length === 0) return;
	await collect(
		client,
		(count) => lines[count] as string,
		(line, count) => {
			const due = lines[count - 1];
			if (line !== due) throw new Departure(`${line} came where ${due ?? "nothing"} was due`);
			return count === lines.length;
		},
	);
}

/** Nothing waits for this client: the first PUBLISH that comes is the one that `pub` sends now. The two may be one client. */
export async function onlyMark(client: ProbeClient, pub: ProbeClient): Promise<void> {
	await subscribes(client, "mark", 0, 99);
	await publishes(pub, "mark", "");
	await receives(client, 'PUBLISH mark "" QoS 0');
}

async function collect(
	client: ProbeClient,
	due: (count: number) => string,
	isLast: (line: string, count: number) => boolean,
): Promise<string[]> {
	const lines: string[] = [];
	const unreleased = new Set<number>();
	let over = false;
	while (!over || unreleased.size > 0) {
		const packet = await client.next(over ? "PUBREL" : due(lines.length));
		const id = idOf(packet);
		if (packet.cmd === "pubrel") {
			unreleased.delete(id);
			client.send(pubcomp(id));
		} else if (packet.cmd === "publish") {
			const line = lineOf(packet);
			lines.push(line);
			if (packet.qos === 1) client.send(puback(id));
			if (packet.qos === 2) {
				client.send(pubrec(id));
				unreleased.add(id);
			}
			over = isLast(line, lines.length) || over;
		} else throw new Departure(`${lineOf(packet)} came where ${over ? "PUBREL" : due(lines.length)} was due`);
	}
	return lines;
}
