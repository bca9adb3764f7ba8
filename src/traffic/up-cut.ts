import { traitsOf } from "#contract/brokers.ts";
import type { Connection, Message } from "#model/world.ts";
import type { OnItsWay } from "./on-its-way.ts";
import { wireOf } from "./unfinished.ts";

/**
 * What becomes of a message if the wire of its publisher is cut now, and the publisher then comes back as it was. taken: how often the broker
 * will have taken the message when all is done.
 */
export type UpCut = { readonly taken: number } & (
	| { readonly does: "nothing" }
	| { readonly does: "lost"; readonly why: "qos-0" | "clean" }
	/** The broker has it, or has refused it; the publisher forgets its copy with its clean session. */
	| { readonly does: "has-it" | "refused-it" }
	/**
	 * It is sent again with DUP, for this time. onWire: whether a PUBLISH is lost on the wire. another: the broker has taken it before, and takes it
	 * once more. known: the broker holds its QoS 2 id, and does not take it a second time. refused: the broker does not take it this time either.
	 */
	| {
			readonly does: "again";
			readonly attempt: number;
			readonly packetId: number;
			readonly onWire: boolean;
			readonly another: boolean;
			readonly known: boolean;
			readonly refused: boolean;
	  }
	/** Only PUBREL is sent again. */
	| { readonly does: "release"; readonly packetId: number }
	| { readonly does: "unseen" }
);

/** Null: this client has no wire now, or did not send the message over one. */
export function upCutOf(onItsWay: OnItsWay, message: string): UpCut | null {
	const { world } = onItsWay;
	const known = world.messages[message];
	const wire = known === undefined || known.kind === "will" ? null : wireOf(world, known.publisher);
	if (known === undefined || wire === null) return null;
	const { publisher, qos } = known;
	const onWire = onItsWay.isOnWire(wire, message, "up");
	const [copy] = onItsWay.outgoing(publisher, message);
	const isUnread = known.phase === "at-broker" && wire.unanswered === undefined;
	const taken = takenOf(onItsWay, known, wire);
	if (!onWire && copy === undefined) return { does: "nothing", taken };
	if (!traitsOf(world.settings).storeSeen) return { does: "unseen", taken };
	if (qos === 0 || copy === undefined || copy.packetId === null) return { does: "lost", why: "qos-0", taken };
	if (wire.cleanSession === true) {
		if (known.phase === "refused") return { does: "refused-it", taken };
		return taken === 0 ? { does: "lost", why: "clean", taken } : { does: "has-it", taken };
	}
	const { packetId } = copy;
	if (copy.awaits === "PUBCOMP") return { does: "release", packetId, taken };
	const refused = known.phase === "refused" || onItsWay.isRefused(known) || onItsWay.isStopped(known);
	const isHeld =
		!refused && qos === 2 && (isUnread || world.sessions[publisher]?.incoming.some((one) => one.packetId === packetId) === true);
	const another = taken > 0 && !isHeld && !refused;
	const more = isHeld || refused ? 0 : 1;
	return { does: "again", attempt: copy.attempts + 1, packetId, onWire, another, known: isHeld, refused, taken: taken + more };
}

/** What has arrived counts as taken, even if the broker has not looked at it yet, unless its CONNECT has not been accepted. */
export function takenOf({ isRefused }: OnItsWay, known: Message, { unanswered }: Connection): number {
	return known.publications + (known.phase === "at-broker" && unanswered === undefined && !isRefused(known) ? 1 : 0);
}
