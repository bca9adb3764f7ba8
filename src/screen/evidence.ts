import type { Truth } from "#contract/class.ts";
import { fateOf } from "#model/fate-of.ts";
import type { QueuedDelivery, Session, World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { list } from "#story/phrases.ts";
import { sayDrop } from "#story/reasons.ts";
import { waitText } from "./wait-text.ts";

/** What the world shows of the run that decided an answer, in causal order. */
export type RunEvidence = {
	readonly client: string;
	readonly session: "persistent" | "clean" | "ended";
	readonly filters: readonly { readonly filter: string; readonly qos: QoS }[];
	readonly queue: readonly QueuedDelivery[];
	/** The messages that the question is about, with their fate; in the order in which they were published. */
	readonly dropped: readonly Shown[];
	readonly delivered: readonly Shown[];
	/** Why the dropped ones were dropped; null: none was. */
	readonly why: { readonly head: string; readonly says: string } | null;
	readonly connack: { readonly text: string; readonly says: string } | null;
	readonly rest: { readonly head: string; readonly says: string };
};
type Shown = { readonly message: string; readonly qos: QoS };

/** Null: the answer is not about a client, or nothing is known of it. */
export function evidenceOf(world: World, { client, messages }: Truth): RunEvidence | null {
	if (client === null) return null;
	const session: Session | undefined = world.sessions[client];
	const gone = world.gone[client];
	if (session === undefined && gone === undefined && world.clients[client] === undefined) return null;
	const of = (fate: string) =>
		messages.filter((message) => fateOf(world, message, client).fate === fate).map((message) => ({ message, qos: qosOf(world, message) }));
	const [dropped, delivered] = [of("dropped"), of("delivered")];
	return {
		...{ client, dropped, delivered },
		session: session === undefined ? "ended" : session.cleanSession ? "clean" : "persistent",
		filters: Object.entries((session ?? gone)?.subscriptions ?? {}).map(([filter, { qos }]) => ({ filter, qos })),
		queue: session?.queue ?? [],
		why: whyDropped(world, client, dropped),
		connack: connackOf(world, client),
		rest: restOf(session, delivered, isConnected(world, client)),
	};
}

function qosOf({ messages }: World, message: string): QoS {
	return messages[message]?.qos ?? 0;
}

function whyDropped(world: World, client: string, dropped: readonly Shown[]): RunEvidence["why"] {
	const [first] = dropped;
	const fate = first === undefined ? null : fateOf(world, first.message, client);
	return fate?.fate === "dropped" ? { head: `${dropped.length} dropped.`, says: `${sayDrop(fate)}.` } : null;
}

function isConnected({ clients }: World, client: string): boolean {
	return clients[client]?.phase.phase === "connected";
}

function connackOf({ clients }: World, client: string): RunEvidence["connack"] {
	const phase = clients[client]?.phase;
	if (phase?.phase !== "connected") return null;
	return phase.sessionPresent
		? { text: "CONNACK sp=1", says: "The old session was found." }
		: { text: "CONNACK sp=0", says: "No session was found: a new one began." };
}

function restOf(session: Session | undefined, delivered: readonly Shown[], connected: boolean): RunEvidence["rest"] {
	const waits = session?.queue.length ?? 0;
	const head = session === undefined ? "No session." : waits === 0 ? "Queue: empty." : `${waitText(waits)}.`;
	if (delivered.length > 0) return { head, says: `${list(delivered.map(({ message }) => message))} arrived.` };
	return { head, says: connected ? "Nothing came after CONNACK." : "The client is offline." };
}
