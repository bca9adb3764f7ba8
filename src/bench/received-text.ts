import type { EndReason } from "#contract/reasons.ts";
import type { Client, Received, Session } from "#model/world.ts";
import { clockText } from "#story/phrases.ts";

/** The last few messages, in the order in which they came. */
export function lastReceived(received: readonly Received[], most: number): readonly Received[] {
	return received.slice(-most);
}

/** Texts short enough that three fit in a row. */
export function isShort(received: readonly Received[]): boolean {
	return received.every((one) => one.payload.length <= 5 && marksText(one) === "");
}

/**
 * What to expect for a client whose list is empty, or that is away. visible: the broker's store can be looked into. ended: why the client's
 * last session ended.
 */
export function receivedText(client: Client | undefined, session: Session | undefined, visible: boolean, ended?: EndReason): string {
	if (client === undefined) return "Nothing yet: it has not connected.";
	const since = client.phase.phase === "offline" ? ` since it left at ${clockText(client.phase.since)}` : " yet";
	const start = client.receivedCount === 0 || client.phase.phase === "offline" ? `Nothing${since}.` : "";
	if (client.phase.phase !== "offline") return start;
	if (!visible) return start;
	if (session === undefined) {
		if (ended === "expired") return `${start} Its session expired.`;
		return `${start} ${ended === "restart" ? "Its session went with the broker." : "The broker kept no session."}`;
	}
	const { queue, inflight } = session;
	const flying = inflight.length === 0 ? "" : `, and ${inflight.length === 1 ? "one is" : `${inflight.length} are`} in flight`;
	if (queue.length > 0) return `${start} Its queue on the broker holds ${countText(queue.length)}${flying}.`;
	if (inflight.length > 0) return `${start} The broker keeps ${countText(inflight.length)} that it has not acknowledged.`;
	return `${start} Its queue on the broker is empty.`;
}

function countText(messages: number): string {
	return messages === 1 ? "one message" : `${messages} messages`;
}

/** How many came before those that are shown; null: none did. */
export function beforeText(count: number, shown: number): string | null {
	const before = count - shown;
	if (before <= 0) return null;
	if (shown === 0) return `${before} before the client left`;
	return `${before} before ${shown === 1 ? "this one" : "these"}`;
}

/** Marks in words, beside the puck: "retained, DUP". */
export function marksText(received: Pick<Received, "retain" | "dup">): string {
	return [...(received.retain ? ["retained"] : []), ...(received.dup ? ["DUP"] : [])].join(", ");
}

/** Topics are listed when there was more than one, or when the filter does not give the topic. */
export function topicsDiffer(received: readonly Received[], filters: readonly string[]): boolean {
	const topics = new Set(received.map((one) => one.topic));
	return topics.size > 1 || ![...topics].every((topic) => filters.includes(topic));
}
