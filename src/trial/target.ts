import type { Message, World } from "#model/world.ts";

/** One delivery, described so that it can be found in another run, where names have shifted between m and r: the n-th message or will of its publisher. */
export type Target = {
	readonly subscriber: string;
	readonly publisher: string;
	readonly isWill: boolean;
	/** Counted from 0. */
	readonly ordinal: number;
};

export function targetOf(world: World, { message, kind, publisher }: Message, subscriber: string): Target {
	const isWill = kind === "will";
	const ordinal = sentBy(world, publisher, isWill).findIndex((other) => other.message === message);
	return { subscriber, publisher, isWill, ordinal };
}

/** The same message in another run; undefined: the message was not published there. */
export function findAgain(world: World, { publisher, isWill, ordinal }: Target): Message | undefined {
	return sentBy(world, publisher, isWill)[ordinal];
}

/** The messages, or the wills, that this client has published, in order. */
export function sentBy(world: World, publisher: string, will: boolean): readonly Message[] {
	return Object.values(world.messages).filter((message) => message.publisher === publisher && (message.kind === "will") === will);
}
