import { seatOf } from "#contract/seat-client.ts";
import { joined } from "#story/phrases.ts";
import type { CrowdFates } from "./fates.ts";

/** Seats that a sentence names before it counts them instead. */
const NAMED = 3;

/** One sentence, or two, on how a message stands with the crowd: "m12 is on its way to 27 seats. For seats 9 and 22 it waits at the broker." */
export function sayCrowd({ message, by }: CrowdFates): string {
	const { delivered, queued, inflight, dropped } = by;
	const first = inflight.length > 0 ? inflight : delivered;
	const rest = [
		...(queued.length > 0 ? [`For ${whom(queued)} it waits at the broker.`] : []),
		...(dropped.length > 0 && (queued.length === 0 || first.length === 0) ? [`For ${whom(dropped)} it is gone.`] : []),
	];
	if (first.length > 0) {
		const head = inflight.length > 0 ? `${message} is on its way to` : `${message} has reached`;
		return [`${head} ${howMany(first)}.`, ...rest].join(" ");
	}
	if (queued.length > 0 && dropped.length === 0) return `${message} waits at the broker for ${whom(queued)}.`;
	if (rest.length === 0) return `${message} is not meant for any seat: none has subscribed to its topic.`;
	return `${message} has reached nobody. ${rest.join(" ")}`;
}

/** "27 seats", "seat 9", "3 clients" */
function howMany(clients: readonly string[]): string {
	return clients.length === 1 ? whom(clients) : `${clients.length} ${nounOf(clients)}s`;
}

/** "seat 9", "seats 9 and 22", "12 seats" */
function whom(clients: readonly string[]): string {
	const seats = clients.map(seatOf);
	const names = seats.every((seat) => seat !== null) ? seats.map(String) : clients;
	if (clients.length > NAMED) return `${clients.length} ${nounOf(clients)}s`;
	if (names === clients) return joined(names);
	return `${nounOf(clients)}${clients.length === 1 ? "" : "s"} ${joined(names)}`;
}

/** What these are called together. */
export function nounOf(clients: readonly string[]): "seat" | "client" {
	return clients.every((client) => seatOf(client) !== null) ? "seat" : "client";
}
