import type { Combination } from "./combination.ts";
import type { Measured } from "./positions.ts";

/** The summary table of the article that started all this: what a client that comes back receives, one word for both moments. */
type Claim = {
	readonly receives: "nothing" | "last" | "all";
	readonly says: string;
};

/**
 * Without RETAIN only clean_session = false with both QoS above 0 receives anything: all messages. With RETAIN every combination receives
 * the last message per topic when the client subscribes again, and clean_session = false with both QoS above 0 receives all messages.
 */
export function claimOf({ retain, cleanSession, subscribeQos, publishQos }: Combination): Claim {
	if (!cleanSession && subscribeQos > 0 && publishQos > 0) return { receives: "all", says: "all messages" };
	return retain ? { receives: "last", says: "the last message, when it subscribes again" } : { receives: "nothing", says: "nothing" };
}

/** more: what the article says did come, and so did something that the article does not mention. */
type SeedVerdict = { readonly verdict: "agrees" | "more" | "differs"; readonly says: string };

/** The article’s word compared with what was measured. The word mixes two moments; here they are told apart. */
export function besideSeed({ combination, positions, message, sessionPresent }: Measured): SeedVerdict {
	const claim = claimOf(combination);
	const back = positions.back.copies.length;
	const again = positions.again.copies.length;
	if (claim.receives === "nothing") {
		if (back + again === 0) return { verdict: "agrees", says: "Nothing came, neither on reconnect nor on subscribing again." };
		return { verdict: "differs", says: `${message} came all the same, ${whenItCame(back, again)}.` };
	}
	if (claim.receives === "last") return lastMessage(message, back, again, sessionPresent);
	if (back === 0 && again === 0) return { verdict: "differs", says: `${message} did not come at all.` };
	if (back === 0) return { verdict: "differs", says: `${message} did not come from the queue, only on subscribing again.` };
	if (again === 0) return { verdict: "agrees", says: `${message} came on reconnect, from the queue, without a new SUBSCRIBE.` };
	return {
		verdict: "more",
		says: `${message} came on reconnect, from the queue, and once more as the retained copy on subscribing again. The article does not say that it comes twice.`,
	};
}

function lastMessage(message: string, back: number, again: number, sessionPresent: boolean): SeedVerdict {
	if (again === 0) return { verdict: "differs", says: `${message} did not come on subscribing again.` };
	if (back > 0) return { verdict: "more", says: `${message} came on subscribing again, and before that from the queue, on reconnect.` };
	const resumed = `Its session is kept, so a client need not subscribe again, and then gets no retained copy.`;
	const says = `Nothing came on reconnect; ${message} came on subscribing again.`;
	return { verdict: "agrees", says: sessionPresent ? `${says} ${resumed}` : says };
}

function whenItCame(back: number, again: number): string {
	if (back > 0 && again > 0) return "on reconnect and on subscribing again";
	return back > 0 ? "on reconnect" : "on subscribing again";
}
