import { unreachable } from "#contract/unreachable.ts";
import { ordinal } from "#story/phrases.ts";
import type { DownCut } from "#traffic/if-cut.ts";
import type { UpCut } from "#traffic/up-cut.ts";

type Told = { readonly message: string; readonly publisher: string; readonly subscriber: string | null; readonly copies: number };

const UNSEEN = "The broker’s own store cannot be seen: what it would do shows only on the wires.";

/** What becomes of a message if the wire of its publisher is cut now. copies: what the subscriber has of it. */
export function sayPublisherCut(cut: UpCut, { message, publisher, subscriber, copies }: Told): string {
	switch (cut.does) {
		case "nothing":
			return `Nothing of ${message} is on it, and ${publisher} keeps no copy.`;
		case "lost":
			if (cut.why === "qos-0") return `${message} is lost: at QoS 0 it is never sent again.`;
			return `${message} is lost, on the wire and at ${publisher}: its clean session ends with the connection.`;
		case "has-it":
			return `The broker has ${message}. ${publisher} forgets it with its clean session, and sends nothing again.`;
		case "refused-it":
			return `The broker has refused ${message}. ${publisher} forgets it with its clean session, and sends nothing again.`;
		case "again":
			return sayAgain(cut, { message, publisher, subscriber, copies });
		case "release":
			return `Once back, ${publisher} sends PUBREL #${cut.packetId} again. ${message} itself is not sent again.`;
		case "unseen":
			return UNSEEN;
		default:
			return unreachable(cut);
	}
}

function sayAgain(cut: Extract<UpCut, { does: "again" }>, { message, publisher, subscriber, copies }: Told): string {
	const time = TIMES[cut.attempt] ?? `${ordinal(cut.attempt)}`;
	const again = cut.onWire
		? `${message} is lost on the wire, not at ${publisher}: it is sent a ${time} time, with DUP, once ${publisher} is back.`
		: `${publisher} never sees the answer. Once it is back, it sends ${message} a ${time} time, with DUP.`;
	if (cut.refused) return `${again} The broker does not take it.`;
	if (cut.known) return `${again} The broker knows #${cut.packetId} and takes it once.`;
	if (!cut.another) return `${again} The broker takes it once.`;
	if (subscriber === null) return `${again} The broker passes it on again.`;
	return `${again} ${copies > 0 ? `${subscriber} has ${counted(copies)} already, and may get another.` : `${subscriber} may get two copies.`}`;
}

const TIMES: Readonly<Record<number, string>> = { 2: "second", 3: "third", 4: "fourth" };

function counted(copies: number): string {
	return copies === 1 ? "one copy" : `${copies} copies`;
}

/** The same for the wire of a subscriber. copies: what it has now. */
export function saySubscriberCut(cut: DownCut, told: Told & { readonly subscriber: string }): string {
	const { message, publisher, subscriber } = told;
	const also = cut.also.flatMap((one) => {
		if (one === "another-waits") return ["Another copy is on its way to the broker, and would wait in the session."];
		if (one === "own-again") return [`${subscriber} sends ${message} to the broker again too, and gets another copy.`];
		if (one === "own-if-room" && cut.does !== "own-again")
			return [`${subscriber} sends ${message} to the broker again too, and gets another copy if the queue has room for it.`];
		// Said where it would wait: see sayIfItComes().
		if (one === "if-room")
			return cut.does === "would-wait" ? [] : ["More is under way than the queue has room for: the oldest is dropped."];
		if (one === "own-if-room") return [];
		if (one === "ends-again")
			return [`But once back, ${subscriber} sends a PUBLISH with RETAIN again, which ends its connection: this may not arrive.`];
		return [`${publisher} may not read the answer: another copy may come once it is back.`];
	});
	return [sayDoes(cut, told), ...also].join(" ");
}

function sayDoes(cut: DownCut, { message, subscriber, copies }: Told & { readonly subscriber: string }): string {
	switch (cut.does) {
		case "nothing":
			return copies > 0 ? `Nothing of ${message} is on it: ${subscriber} has it.` : `Nothing of ${message} is on it.`;
		case "lost":
			if (cut.why === "qos-0") return `This copy of ${message} is lost: at QoS 0 it is never sent again.`;
			return `${message} is lost with the clean session, which ends with the connection.`;
		case "ends":
			return `${subscriber} has ${message}. Its clean session ends, and nothing is sent again.`;
		case "again":
			return `${message} is kept in the session: it is sent again, with DUP, once ${subscriber} is back.`;
		case "another":
			return `${subscriber} has ${message}, and its PUBACK #${cut.packetId} does not arrive: the broker sends it again, with DUP, as another copy.`;
		case "known":
			return `${message} is sent again, with DUP, once ${subscriber} is back. ${subscriber} knows #${cut.packetId} and takes it once.`;
		case "release":
			return `${subscriber} has ${message}. Once it is back, only PUBREL #${cut.packetId} is sent again.`;
		case "waits":
			return `${message} waits in the session until ${subscriber} is back.`;
		case "own-again": {
			const gets = `${subscriber} sends ${message} to the broker again once it is back, and gets ${copies === 0 ? "it" : "another copy"} then`;
			return cut.also.includes("own-if-room") ? `${gets}, if the queue has room: more is under way than fits.` : `${gets}.`;
		}
		case "unseen":
			return UNSEEN;
		case "would-wait": {
			const waits = `Nothing of ${message} is on it. ${sayCopy(message, copies)} would wait in the session`;
			return cut.also.includes("if-room") ? `${waits}, if the queue has room: more is under way than fits.` : `${waits}.`;
		}
		default:
			return `Nothing of ${message} is on it. ${sayIfItComes(cut.does, message, copies, subscriber)}`;
	}
}

function sayIfItComes(does: "would-not-fit" | "would-drop" | "would-miss", message: string, copies: number, subscriber: string): string {
	const copy = sayCopy(message, copies);
	switch (does) {
		case "would-not-fit":
			return `${copy} would find the queue full.`;
		case "would-drop":
			return `${copy} would be dropped: QoS 0 does not wait for ${subscriber}.`;
		case "would-miss":
			return `${copy} would find no session: the clean one ends with the connection.`;
		default:
			return unreachable(does);
	}
}

function sayCopy(message: string, copies: number): string {
	return copies === 0 ? message : copies === 1 ? "A second copy" : "Another copy";
}

export function sayNoWire(clientId: string): string {
	return `There is no wire to cut: ${clientId} is offline.`;
}
