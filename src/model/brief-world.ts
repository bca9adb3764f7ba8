import type { DecidedFate, Message, Tally, World } from "./world.ts";

const NONE: Tally = { delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 0, none: 0 };

/** The same world, which remembers one by one only its newest messages and those that are not settled; the others are a part of its sums. most: messages. */
export function briefWorld(world: World, most: number): World {
	const all = Object.values(world.messages);
	const gone = all.slice(0, Math.max(0, all.length - most)).filter((message) => isOver(message, world));
	if (gone.length === 0) return world;
	const names = new Set(gone.map(({ message }) => message));
	const without = <T>(by: Readonly<Record<string, T>>) => Object.fromEntries(Object.entries(by).filter(([message]) => !names.has(message)));
	const bySubscriber: Record<string, Tally> = { ...world.forgotten.bySubscriber };
	for (const message of names) {
		for (const [subscriber, { fate }] of Object.entries(world.fates[message] ?? {})) {
			const tally = bySubscriber[subscriber] ?? NONE;
			bySubscriber[subscriber] = { ...tally, [fate]: tally[fate] + 1 };
		}
	}
	return {
		...world,
		messages: without(world.messages),
		fates: without(world.fates),
		copies: without(world.copies),
		forgotten: { messages: world.forgotten.messages + gone.length, bySubscriber },
	};
}

/** Whether nothing more becomes of it. */
function isOver({ message, phase }: Message, { fates }: World): boolean {
	if (phase !== "accepted" && phase !== "lost" && phase !== "refused") return false;
	return Object.values(fates[message] ?? {}).every(({ fate }: DecidedFate) => fate !== "queued" && fate !== "inflight");
}
