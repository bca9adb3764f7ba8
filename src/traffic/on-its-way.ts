import { traitsOf } from "#contract/brokers.ts";
import type { Connection, Message, World } from "#model/world.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { deliveryQos, type Unfinished, wireOf } from "./unfinished.ts";

/** What is under way in one world. Each of its lists is read once, however many messages are asked about. */
export type OnItsWay = {
	readonly world: World;
	/** Whether a PUBLISH of this message is under way on this wire. */
	isOnWire(wire: Connection, message: string, sends: Direction): boolean;
	/** As outgoingOf(). */
	outgoing(clientId: string, message: string): readonly Unfinished[];
	/** As deliveryQos(). */
	qosFor(subscriber: string, known: Message): QoS | null;
	/** Whether the broker does not take the message when it comes, though its publisher may be acknowledged. */
	isRefused(known: Message): boolean;
	/** Whether its publisher, once back, sends a message before this one that ends the connection: the broker never takes this one. */
	isStopped(known: Message): boolean;
	/** Whether a PUBLISH that ends the connection goes before that of this message on this wire. */
	isCutOff(wire: Connection, message: string): boolean;
	/** Whether a PUBLISH that ends the connection is on this wire. */
	endsSoon(wire: Connection): boolean;
	/** Whether this client, once back, sends a message again that ends its connection. */
	endsAgain(clientId: string): boolean;
};

/** Messages in the order of sending; those of them that no other one ends the connection before; whether one ends it at all. */
type Sent<T> = { readonly all: ReadonlyMap<string, T>; readonly free: ReadonlySet<string>; readonly ends: boolean };

export function openOnItsWay(world: World): OnItsWay {
	const endsConnection = (message: string) => {
		const known = world.messages[message];
		return known !== undefined && refusalOf(world, known) === "ends-connection";
	};
	const sent = <T>(all: ReadonlyMap<string, T>, isPublish: (one: T) => boolean): Sent<T> => {
		const free = new Set<string>();
		for (const [message, one] of all) {
			free.add(message);
			if (isPublish(one) && endsConnection(message)) return { all, free, ends: true };
		}
		return { all, free, ends: false };
	};
	let publishes: ReturnType<typeof publishesByWire> | null = null;
	const on = ({ connection }: Connection) => {
		publishes ??= publishesByWire(world);
		return publishes.get(connection) ?? { up: NONE, down: NONE };
	};
	const cutOff = onceEach((connection: string) => sent(on(world.connections[connection] as Connection).up, () => true));
	const outgoing = onceEach((clientId: string) =>
		sent(copiesOf(world, clientId), (copies) => copies.some(({ awaits }) => awaits !== "PUBCOMP")),
	);
	const granted = onceEach((subscriber: string) => onceEach((topic: string) => deliveryQos(world, subscriber, { topic, qos: 2 })));
	return {
		world,
		isOnWire: (wire, message, sends) => on(wire)[sends].has(message),
		outgoing: (clientId, message) => outgoing(clientId).all.get(message) ?? [],
		qosFor(subscriber, { topic, qos }) {
			const most = granted(subscriber)(topic);
			return most === null ? null : (Math.min(qos, most) as QoS);
		},
		isRefused: (known) => refusalOf(world, known) !== null,
		isStopped: ({ publisher, message }) => !outgoing(publisher).free.has(message),
		isCutOff: ({ connection }, message) => !cutOff(connection).free.has(message),
		endsSoon: ({ connection }) => cutOff(connection).ends,
		endsAgain: (clientId) => outgoing(clientId).ends,
	};
}

/**
 * With retain_available = false a PUBLISH with RETAIN ends the connection on which it comes; one to a topic that begins with $ is acknowledged, and
 * goes no further [MQTT-3.3.5-2, 3.1.1 section 4.7.2]. A will is published without RETAIN instead.
 */
function refusalOf({ settings }: World, { topic, retain, kind }: Message): "ends-connection" | "goes-no-further" | null {
	if (!traitsOf(settings).tunable) return null;
	if (retain && kind !== "will" && !settings.retainAvailable) return "ends-connection";
	return topic.startsWith("$") ? "goes-no-further" : null;
}

const NONE: ReadonlyMap<string, true> = new Map();

/** The messages of the PUBLISHes on each wire. */
function publishesByWire({ packets }: World) {
	const wires = new Map<string, Record<Direction, Map<string, true>>>();
	for (const { connection, direction, fields } of Object.values(packets)) {
		if (fields.type !== "PUBLISH") continue;
		const on = wires.get(connection) ?? { up: new Map(), down: new Map() };
		wires.set(connection, on);
		on[direction].set(fields.message, true);
	}
	return wires;
}

/** What a client keeps of what it published, those copies included that were sent ahead of the CONNACK. */
function copiesOf(world: World, clientId: string): ReadonlyMap<string, readonly Unfinished[]> {
	const copies = new Map<string, Unfinished[]>();
	for (const copy of [...(world.clients[clientId]?.outgoing ?? []), ...(wireOf(world, clientId)?.early ?? [])]) {
		const known = copies.get(copy.message) ?? [];
		known.push(copy);
		copies.set(copy.message, known);
	}
	return copies;
}

function onceEach<T>(read: (name: string) => T): (name: string) => T {
	const known = new Map<string, T>();
	return (name) => {
		if (!known.has(name)) known.set(name, read(name));
		return known.get(name) as T;
	};
}
