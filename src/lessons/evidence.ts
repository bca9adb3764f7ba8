import { traitsOf } from "#contract/brokers.ts";
import type { PacketFields } from "#contract/event.ts";
import { FATES, type FateName } from "#kit/fate.ts";
import { clientAt } from "#model/both-worlds.ts";
import { fateOf } from "#model/fate-of.ts";
import type { History } from "#model/history.ts";
import { queueNumbers } from "#model/queue-limit.ts";
import type { Message, World } from "#model/world.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import { joined } from "#story/phrases.ts";
import { queueMark } from "#story/queue-numbers.ts";
import { sayFateOf } from "#story/say-fate.ts";
import type { Token } from "./scene.ts";
import { sayPayload } from "./words.ts";

/** Something that this run has shown: the drawing beside it, its kind, and its text. */
export type Evidence = {
	readonly key: string;
	readonly mark:
		| { readonly kind: "packet"; readonly type: "CONNACK" }
		| ({ readonly kind: "puck" } & Token)
		| { readonly kind: "queue"; readonly says: string };
	/** Whether the text is set as bytes. */
	readonly wire: boolean;
	readonly title: string;
	readonly says: string;
};

type Seen = { readonly worlds: readonly World[]; readonly world: World; readonly history: History };
const MOST = 5;

/** Three to five things that were really seen, each taken from the worlds and packets of this run. */
export function evidenceOf({ worlds, world, history }: Seen, watches: readonly string[]): readonly Evidence[] {
	const of = (about: (clientId: string) => readonly Evidence[]) => watches.flatMap(about);
	const crossed = crossings(history);
	const returns = of((clientId) => connackOf(crossed, clientId, 2));
	const connacks = returns.length > 0 ? returns : of((clientId) => connackOf(crossed, clientId, 1)).slice(0, 1);
	const fates = of((clientId) => fatesFor(world, clientId));
	const queues = of((clientId) => queueOnReturn(worlds, clientId));
	const bits = of((clientId) => bitsSeen(crossed, clientId));
	// The bits and the return are easily missed; of many fates, the first ones stand for the rest.
	const kept = [...connacks.slice(0, 2), ...bits.slice(0, 2), ...queues.slice(0, 1)];
	const room = Math.max(1, MOST - kept.length);
	return [...connacks.slice(0, 2), ...fates.slice(0, room), ...bits.slice(0, 2), ...queues.slice(0, 1)].slice(0, MOST);
}

type Crossed = { readonly clientId: string | null; readonly direction: Direction; readonly fields: PacketFields };

function crossings(history: History): readonly Crossed[] {
	return history.after(history.from).flatMap((event) => {
		if (event.type !== "packet.entered" && event.type !== "packet.passed") return [];
		const { fields, direction, connection } = event;
		return [{ clientId: fields.type === "CONNECT" ? fields.clientId : clientAt(history.sides(event), connection), direction, fields }];
	});
}

/** The last CONNACK that this client was sent, if it was sent that many. */
function connackOf(crossed: readonly Crossed[], clientId: string, least: number): readonly Evidence[] {
	const all = crossed.filter((one) => one.clientId === clientId && one.fields.type === "CONNACK");
	const last = all.at(-1);
	if (all.length < least || last?.fields.type !== "CONNACK") return [];
	const { sessionPresent, returnCode } = last.fields;
	const says =
		returnCode !== 0
			? `Refused with return code ${returnCode}.`
			: sessionPresent
				? "The old session was found."
				: sessionPresent === false
					? "No session was found: a new one began."
					: "In MQTT 3.1, it does not say whether a session was found.";
	return [
		{
			key: `connack ${clientId}`,
			mark: { kind: "packet", type: "CONNACK" },
			wire: true,
			title: sessionPresent === undefined ? "CONNACK" : `CONNACK session present = ${Number(sessionPresent)}`,
			says: `To ${clientId}. ${says}`,
		},
	];
}

/** Messages with the same fate for the same reason stand together. */
function fatesFor(world: World, clientId: string): readonly Evidence[] {
	const groups = new Map<string, { readonly fate: FateName; readonly qos: QoS; readonly why: string; readonly messages: Message[] }>();
	for (const message of Object.values(world.messages)) {
		const decided = fateOf(world, message.message, clientId);
		const { fate } = decided;
		if (fate === "none") continue;
		const delivered = decided.fate === "delivered" ? decided : null;
		const why = sayFateOf(world, message.message, clientId);
		// How long a message waited and its packet id differ from message to message; that it came does not.
		const same = delivered === null ? `${fate} ${why}` : `${fate} ${delivered.how} ${delivered.qos}`;
		const group = groups.get(same) ?? { fate, qos: delivered?.qos ?? message.qos, why, messages: [] };
		group.messages.push(message);
		groups.set(same, group);
	}
	return [...groups.entries()].flatMap(([key, { fate, qos, why, messages }]) => {
		const [first] = messages;
		if (first === undefined) return [];
		const names = joined(messages.map(({ message, payload }) => (messages.length > 3 ? message : `${message} (${sayPayload(payload)})`)));
		return [
			{
				key: `${key} ${clientId}`,
				mark: { kind: "puck" as const, label: first.message, qos, fate: FATES[fate].puck, retain: first.retain, dup: false },
				wire: false,
				title: `${names} for ${clientId}: ${FATES[fate].word.toLowerCase()}`,
				says: `${why}.`,
			},
		];
	});
}

/** What was waiting for the client when it came back, judged by the last moment in which the client was away. */
function queueOnReturn(worlds: readonly World[], clientId: string): readonly Evidence[] {
	const isAway = (world: World | undefined) => world?.clients[clientId]?.phase.phase === "offline";
	const away = worlds.findLastIndex((world, at) => isAway(world) && worlds[at + 1] !== undefined && !isAway(worlds[at + 1]));
	const world = worlds[away];
	const session = world?.sessions[clientId];
	if (world === undefined || session === undefined) return [];
	// Nobody can see what such a broker keeps.
	if (!traitsOf(world.settings).storeSeen) return [];
	const queued = session.queue.length;
	const inflight = session.inflight.length;
	const filters = Object.keys(session.subscriptions);
	return [
		{
			key: `queue ${clientId}`,
			mark: { kind: "queue", says: queueMark(queueNumbers(world.settings, session)) },
			wire: false,
			// As the log says it: what has been sent and is unacknowledged does not wait in the queue.
			title:
				inflight > 0 ? `On reconnect: ${inflight} in flight, ${queued} queued` : `Queue on reconnect: ${queued === 0 ? "empty" : queued}`,
			says:
				filters.length === 0
					? `The session of ${clientId} held no subscription.`
					: `The session of ${clientId} still held ${joined(filters)}.`,
		},
	];
}

/** PUBLISH packets on this client's wire with DUP or RETAIN set. */
function bitsSeen(crossed: readonly Crossed[], clientId: string): readonly Evidence[] {
	const found = crossed.flatMap(({ clientId: whose, direction, fields }) =>
		whose === clientId && fields.type === "PUBLISH" && (fields.dup || (fields.retain && direction === "down"))
			? [{ direction, fields }]
			: [],
	);
	return found.map(({ direction, fields }, at) => {
		const { message, qos, retain, dup, packetId, payload } = fields;
		const id = packetId === null ? "" : ` #${packetId}`;
		const way = direction === "down" ? `From the broker to ${clientId}` : `From ${clientId} to the broker`;
		const why = dup
			? "The message had been sent before on this hop, and had not been acknowledged."
			: "RETAIN says that this is a retained message, sent because of a SUBSCRIBE.";
		return {
			key: `bits ${clientId} ${at}`,
			mark: { kind: "puck", label: message, qos, fate: "outline", retain, dup },
			wire: true,
			title: `PUBLISH${id} ${dup ? "DUP = 1" : "RETAIN = 1"}`,
			says: `${way}: ${message} (${sayPayload(payload)}). ${why}`,
		};
	});
}
