import { aboutOf } from "#model/about.ts";
import { clauseOf } from "#model/clause-of.ts";
import { fateOf, sinceOf, subscribersOf } from "#model/fate-of.ts";
import type { Fate, World } from "#model/world.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import { sayFate } from "#story/say-fate.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { plainName } from "./excerpt.ts";

/** What became of a message for one subscriber. at: when that was so first; null: it was never otherwise, or that is not known. */
export type MessageFate = {
	readonly message: string;
	readonly subscriber: string;
	readonly fate: Fate["fate"];
	readonly says: string;
	readonly clause: ClauseId | null;
	readonly at: number | null;
};

/** What became of the messages themselves, which no single packet shows: a message that arrives at the broker may be dropped there. */
export type MessageFates = {
	/** For each subscriber that the message is or was meant for. */
	of(message: string): readonly MessageFate[];
	dropped(): readonly MessageFate[];
	/** The seq of the event with which the room was cleared last: what set out before carries other messages of these names. 0: it never was. */
	readonly after: number;
};

/** As the ledger says it of this moment. */
export function fatesIn(world: World): MessageFates {
	const subscribers = subscribersOf(world);
	const known = new Map<string, readonly MessageFate[]>();
	const fatesOf = (message: string): readonly MessageFate[] => {
		if (world.messages[message] === undefined) return [];
		return subscribers.flatMap((subscriber) => {
			const fate = fateOf(world, message, subscriber);
			if (fate.fate === "none") return [];
			const about = aboutOf(world, message, subscriber);
			return [{ message, subscriber, fate: fate.fate, says: sayFate(fate, about), clause: clauseOf(fate, about), at: sinceOf(fate) }];
		});
	};
	const of = (message: string) => {
		const fates = known.get(message) ?? fatesOf(message);
		known.set(message, fates);
		return fates;
	};
	return {
		after: world.clearedSeq,
		of,
		dropped: () => Object.keys(world.messages).flatMap((message) => of(message).filter(({ fate }) => fate === "dropped")),
	};
}

/** What became of the message that this PUBLISH carries: for all subscribers where its publisher sends it, for one where the broker does. Of an earlier life of the room that is not known. */
export function fatesOfPacket({ fields, direction, clientId, left }: TapePacket, fates: MessageFates): readonly MessageFate[] {
	if (fields?.type !== "PUBLISH" || fields.message === null || left.seq <= fates.after) return [];
	const all = fates.of(fields.message);
	return direction === "up" ? all : all.filter(({ subscriber }) => subscriber === clientId);
}

/** "m2 for sub-1: dropped. Published at QoS 0, so not queued. [MQTT-3.1.2-5]" */
export function messageFateText({ message, subscriber, fate, says, clause }: MessageFate): string {
	const word = fate === "inflight" ? "in flight" : fate;
	return `${message} for ${plainName(subscriber)}: ${word}. ${says}.${clause === null ? "" : ` [${clause}]`}`;
}
