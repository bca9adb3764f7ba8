import { fateOf, subscribersOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import type { Selection } from "#room/room-state.ts";
import { lifeAt, packetsOf } from "#traffic/lives.ts";
import type { Traffic } from "#traffic/traffic.ts";

/** Which message the exchange is of, and whose copy of it. Null: nothing was published; nobody gets it. */
export type Chosen = { readonly message: string | null; readonly subscriber: string | null; readonly subscribers: readonly string[] };

type Known = Pick<Traffic, "named" | "of" | "numbered" | "clears">;

/** What is selected, or else the newest message and the first of its subscribers, at this moment: after the event of this seq, of which `world` is the world. */
export function chosenOf(world: World, traffic: Known, seq: number, selection: Selection): Chosen {
	const { message, subscriber } = selectedOf(world, traffic, seq, selection);
	const names = Object.keys(world.messages);
	const shown = message ?? names.at(-1) ?? null;
	if (shown === null) return { message: null, subscriber: null, subscribers: [] };
	const subscribers = subscribersOf(world).filter((one) => fateOf(world, shown, one).fate !== "none");
	const isKnown = subscriber !== null && subscribers.includes(subscriber);
	return { message: shown, subscriber: isKnown ? subscriber : (subscribers[0] ?? null), subscribers };
}

const NOTHING = { message: null, subscriber: null };

/** A name stands for another message in each life of the room: what is selected there is not spoken of here. */
function selectedOf(world: World, traffic: Known, seq: number, selection: Selection): Pick<Chosen, "message" | "subscriber"> {
	if (selection === null) return NOTHING;
	const life = lifeAt(traffic.clears, seq);
	if (selection.of === "message") {
		const { message } = selection;
		return world.messages[message] !== undefined || packetsOf(traffic, message, life).length > 0 ? selection : NOTHING;
	}
	const packet = traffic.named(selection.packet);
	if (packet === null || packet.left.seq <= life.after || packet.left.seq > life.upTo) return NOTHING;
	const { fields, clientId } = packet;
	// Either end of a wire may be the subscriber: who is not, is not among the subscribers of the message.
	return { message: fields !== null && "message" in fields ? fields.message : null, subscriber: clientId };
}

/** When a message is sent first that has not been sent yet at this moment, in room-clock ms; null: it was sent before. */
export function sentLater(traffic: Known, message: string, seq: number): number | null {
	const first = packetsOf(traffic, message, lifeAt(traffic.clears, seq))[0]?.left;
	return first !== undefined && first.seq > seq ? first.at : null;
}

/** The messages to choose from: the newest, and the one that is shown. */
export function offeredOf(world: World, shown: string, most: number): readonly string[] {
	const names = Object.keys(world.messages).slice(-most).reverse();
	return names.includes(shown) ? names : [shown, ...names];
}
