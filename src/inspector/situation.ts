import type { ClauseId } from "#mqtt/clauses.ts";
import type { TapeConnection, TapePacket } from "#traffic/traffic.ts";

/** What a packet is for in this situation, in one or two sentences, and the statement that asks for it. */
export type Purpose = { readonly says: string; readonly clause: ClauseId };

export type Situation = {
	readonly packet: TapePacket;
	/** The CONNECT of its connection; null: not known. */
	readonly connect: TapeConnection["connect"];
	readonly client: string;
	readonly sender: string;
	readonly receiver: string;
};

export function named(message: string | null): string {
	return message ?? "the message";
}

/** At the beginning of a sentence: a client id stays as it is. */
export function start(who: string): string {
	return who === "the broker" || who === "the client" ? `T${who.slice(1)}` : who;
}
