import type { Fact, RoomEvent } from "#contract/event.ts";
import { namedOf, opened } from "./sample.ts";

type Delivery = { readonly delivery: string; readonly message: string; readonly session: string };

/**
 * What a busy room might tell, so much of it that every bound of a world is passed: clients that come, subscribe, publish, go, and lose their
 * sessions. `filters`: what they subscribe to. The same seed is the same crowd.
 */
export function crowd(seed: number, steps: number, filters: readonly string[]): readonly RoomEvent[] {
	const below = openDice(seed);
	const facts: Fact[] = [opened];
	const tell = (...more: readonly Fact[]) => facts.push(...more);
	const online = new Set<string>();
	const sessions = new Set<string>();
	const queued: Delivery[] = [];
	const flying: (Delivery & { readonly packetId: number })[] = [];
	const counted = { client: 0, message: 0, delivery: 0, packetId: 0 };
	const pick = <T>(from: Iterable<T>) => {
		const all = [...from];
		return all[below(all.length)];
	};
	const takeOut = <T>(list: T[]) => list.splice(below(3) === 0 ? below(list.length) : 0, 1)[0];

	const comes = () => {
		counted.client += 1;
		const client = `client-${counted.client}`;
		online.add(client);
		sessions.add(client);
		const fields = { type: "CONNECT", clientId: client, cleanSession: false, keepAlive: 0, will: null } as const;
		tell({ type: "connection.opened", connection: `c-${client}`, origin: { kind: "guest", transport: "tcp" } });
		tell({ type: "packet.passed", packet: "p", connection: `c-${client}`, direction: "up", bytes: 9, fields });
		tell({ type: "session.created", session: client, connection: `c-${client}`, cleanSession: false });
		for (let n = below(3); n > 0; n -= 1) subscribes(client);
	};
	const subscribes = (session: string) => tell({ type: "subscription.added", session, filter: pick(filters) ?? "#", qos: 1 });
	const goes = (client: string) => {
		online.delete(client);
		tell({ type: "connection.closed", connection: `c-${client}`, reason: "cut", says: "", clause: null });
		tell({ type: "session.offline", session: client, reason: "cut", expiresInMs: null });
	};
	const ends = (session: string) => {
		sessions.delete(session);
		for (const list of [queued, flying])
			for (const one of list.filter((held) => held.session === session)) {
				list.splice(list.indexOf(one as never), 1);
				tell({ type: "delivery.dropped", ...idOf(one), qos: 1, reason: "session-expired" });
			}
		tell({ type: "session.discarded", session, reason: "expired" });
	};
	const publishes = (publisher: string) => {
		counted.message += 1;
		counted.packetId += 1;
		const [qos, packetId] = [below(3) as 0 | 1 | 2, counted.packetId];
		const named = namedOf(`m${counted.message}`);
		const topic = pick(["a/1", "a/2", "b", "7", "c"]) ?? "b";
		const plain = { topic, payload: "x", payloadBytes: 1, qos, retain: false };
		const fields = { type: "PUBLISH", ...plain, dup: false, packetId: qos === 0 ? null : packetId, ...named, attempt: 1 } as const;
		const wire = { packet: `p${packetId}`, connection: `c-${publisher}`, direction: "up", bytes: 9 } as const;
		if (below(8) === 0) return tell({ type: "packet.entered", ...wire, delayMs: 10, fields }, { type: "packet.lost", packet: wire.packet });
		tell({ type: "packet.passed", ...wire, fields }, { type: "publication.accepted", ...named, publisher, ...plain });
		if (below(9) === 0) tell({ type: "retained.set", topic: `r/${below(40)}`, message: named.message, replaced: null });
		for (let n = below(4); n > 0; n -= 1) delivers(named.message);
		if (qos > 0 && below(6) > 0) {
			const answer = { type: qos === 1 ? ("PUBACK" as const) : ("PUBCOMP" as const), packetId, message: named.message };
			tell({ type: "packet.passed", ...wire, direction: "down", fields: answer });
		}
	};
	const delivers = (message: string) => {
		const session = pick(sessions);
		if (session === undefined) return;
		counted.delivery += 1;
		const one = { delivery: `d${counted.delivery}`, message, session };
		queued.push(one);
		tell({ type: "delivery.queued", ...one, qos: 1, why: "offline" });
	};
	const moves = () => {
		const one = takeOut(queued);
		if (one === undefined) return;
		counted.packetId += 1;
		const { packetId } = counted;
		flying.push({ ...one, packetId });
		tell({ type: "delivery.sent", ...one, qos: 1, packet: "p", packetId, dup: false, attempt: 1, from: "queue" });
	};
	const acks = () => {
		const one = takeOut(flying);
		if (one !== undefined) tell({ type: "delivery.acked", ...one });
	};
	for (let step = 0; step < steps; step += 1) {
		const client = pick(online);
		const dice = below(24);
		if (client === undefined || dice < 2) comes();
		else if (dice < 3) goes(client);
		else if (dice < 4) ends(pick(sessions) ?? client);
		else if (dice < 5 && sessions.has(client)) subscribes(client);
		else if (dice < 14) publishes(client);
		else if (dice < 20) moves();
		else acks();
	}
	return facts.map((fact, at) => ({ ...fact, seq: at + 1, at: Math.floor(at / 3) }));
}

function idOf({ delivery, message, session }: Delivery): Delivery {
	return { delivery, message, session };
}

/** A small generator of whole numbers below a bound. */
function openDice(seed: number): (bound: number) => number {
	let state = seed;
	return (bound) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * bound);
	};
}
