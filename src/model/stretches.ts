import type { RoomEvent } from "#contract/event.ts";
import { fold, reduce } from "./reduce.ts";
import type { World } from "./world.ts";

/** Events between two worlds that are kept as they are: any other world is fewer events away from one of them. */
export const STRETCH = 64;
/** Stretches of which the worlds in between are kept too: the newest one, and two places where somebody looks back. */
const UNFOLDED = 3;

/** A world and the events right after it, STRETCH at most. Events are only ever added to it. */
export type Stretch = { readonly base: World; readonly events: RoomEvent[] };

/** The worlds in between, folded when somebody asks for them. */
export type Unfolded = {
	/** The world after so many events of this stretch, from 0 on. */
	after(stretch: Stretch, count: number): World;
	/** Somebody asks for the world at the end of this stretch, which is known already. */
	end(stretch: Stretch, live: World): void;
	/** Whether somebody has asked for this world at an end: such a reader goes along, event by event. */
	isFollowed(live: World): boolean;
};

export function openUnfolded(): Unfolded {
	// Several readers go through the same events one after the other. What is not kept for them below, the collector may take; until it
	// does, nothing is folded twice. worlds[n]: after n events.
	const unfolded = new WeakMap<Stretch, WeakRef<World[]>>();
	/** Those last asked for, the newest of them first. */
	const kept: World[][] = [];
	let end: World | null = null;
	const worldsOf = (stretch: Stretch): World[] => {
		const known = unfolded.get(stretch)?.deref();
		if (known !== undefined) return known;
		const worlds = [stretch.base];
		unfolded.set(stretch, new WeakRef(worlds));
		return worlds;
	};
	return {
		after(stretch, count) {
			const worlds = worldsOf(stretch);
			if (kept[0] !== worlds) {
				const at = kept.indexOf(worlds);
				if (at !== -1) kept.splice(at, 1);
				kept.unshift(worlds);
				kept.length = Math.min(kept.length, UNFOLDED);
			}
			let world = worlds.at(-1) ?? stretch.base;
			for (const event of stretch.events.slice(worlds.length - 1, count)) {
				world = reduce(world, event);
				worlds.push(world);
			}
			return worlds[count] ?? world;
		},
		end(stretch, live) {
			end = live;
			const worlds = unfolded.get(stretch)?.deref();
			if (worlds?.length === live.seq - stretch.base.seq) worlds.push(live);
		},
		isFollowed: (live) => end === live,
	};
}

type Grown = { readonly filled: readonly Stretch[]; readonly newest: Stretch; readonly live: World };

/** The newest stretch after these events too: with the stretches that they filled, oldest first, and the world at the end. */
export function goOn(newest: Stretch, live: World, events: readonly RoomEvent[], unfolded: Unfolded): Grown {
	const taken = live.seq - newest.base.seq;
	// Another history has gone on from here already: the events that it added are its own.
	let last = newest.events.length > taken ? { base: newest.base, events: newest.events.slice(0, taken) } : newest;
	const isFollowed = unfolded.isFollowed(live);
	const filled: Stretch[] = [];
	let world = live;
	for (let at = 0; at < events.length; ) {
		if (last.events.length === STRETCH) {
			filled.push(last);
			last = { base: world, events: [] };
		}
		const part = events.slice(at, at + STRETCH - last.events.length);
		last.events.push(...part);
		// Many at once cost less than one by one, where nobody is going to ask for those in between.
		world = isFollowed ? unfolded.after(last, last.events.length) : fold(world, part);
		at += part.length;
	}
	return { filled, newest: last, live: world };
}
