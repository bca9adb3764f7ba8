import type { By } from "#contract/by.ts";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold, openRunning } from "#model/reduce.ts";
import type { World } from "#model/world.ts";
import { eventBytes } from "./event-bytes.ts";
import type { Journal } from "./port.ts";

/** The kept events lie in this many blocks, and one more: few enough to be cheap, and enough that hardly more is kept than has to be. */
const BLOCKS = 16;

export type OpenJournalOptions = {
	/** The minimum number of events that are kept; default: LIMITS.journalEvents. */
	readonly keep?: number;
	/** The maximum of their bytes: past it, fewer events are kept; default: LIMITS.journalBytes. */
	readonly keepBytes?: number;
	/** The world before the first event, whose seq the journal continues. Null: nothing has happened. */
	readonly base?: World | null;
};

/** The journal, for the room that tells it. */
type OwnJournal = Journal & {
	tell(fact: Fact): void;
	/** What is told meanwhile is the doing of this one; null: of nobody in particular. */
	by<T>(who: By | null, act: () => T): T;
	/** Tells as the doing of whoever is acting now, whenever it tells. */
	signing(): (fact: Fact) => void;
	/** What these steps tell, whenever they are taken, is the doing of whoever is acting now. */
	signed(steps: Iterator<unknown>): Iterator<unknown>;
	world(): World;
	/** Keeps as few events as possible: the newest block. */
	shrink(): void;
};

/** Stamps facts with seq and at. Keeps the last events, and the world as it was before those events. */
export function openJournal(now: () => number, options: OpenJournalOptions = {}): OwnJournal {
	const { keep = LIMITS.journalEvents, keepBytes = LIMITS.journalBytes } = options;
	const first = options.base ?? EMPTY_WORLD;
	const running = openRunning(first);
	/** The running world as it was last handed out; null once the world has moved on. */
	let given: World | null = null;
	const base = () => {
		given ??= running.world();
		return given;
	};
	const blockSize = Math.max(1, Math.ceil(keep / BLOCKS));
	let newest: RoomEvent[] = [];
	/** Oldest first; the last block is the newest and is still growing. */
	const blocks: RoomEvent[][] = [newest];
	/** Bytes of the events in each block, in the same order. */
	const blockBytes = [0];
	let kept = 0;
	let keptBytes = 0;
	let seq = first.seq;
	let teller: By | null = null;
	const followers = new Set<(event: RoomEvent) => void>();

	const add = (event: RoomEvent) => {
		const bytes = eventBytes(event);
		if (newest.length === blockSize || (blockBytes.at(-1) as number) > keepBytes / BLOCKS) {
			newest = [];
			blocks.push(newest);
			blockBytes.push(0);
		}
		newest.push(event);
		blockBytes[blockBytes.length - 1] = (blockBytes.at(-1) as number) + bytes;
		kept += 1;
		keptBytes += bytes;
		while (kept - (blocks[0] as RoomEvent[]).length >= keep || (keptBytes > keepBytes && blocks.length > 1)) foldOldest();
	};
	const foldOldest = () => {
		const oldest = blocks.shift() ?? [];
		for (const old of oldest) running.take(old);
		kept -= oldest.length;
		keptBytes -= blockBytes.shift() ?? 0;
		given = null;
	};
	const by = <T>(who: By | null, act: () => T): T => {
		const before = teller;
		teller = who;
		try {
			return act();
		} finally {
			teller = before;
		}
	};
	const tell = (fact: Fact) => {
		seq += 1;
		// The fact itself becomes the event: code that tells a fact never keeps it, and copying each fact would cost as much as everything that reads it.
		const event = fact as Fact & { seq: number; at: number; byWhom?: By };
		event.seq = seq;
		event.at = Math.round(now() * 10) / 10;
		if (teller !== null) event.byWhom = teller;
		add(event);
		for (const follower of followers) follower(event);
	};
	return {
		get from() {
			return seq - kept;
		},
		get seq() {
			return seq;
		},
		tell,
		by,
		signing() {
			const who = teller;
			return (fact) => by(who, () => tell(fact));
		},
		signed(steps) {
			const who = teller;
			return { next: () => by(who, () => steps.next()) };
		},
		world: () => fold(base(), blocks.flat()),
		shrink() {
			while (blocks.length > 1) foldOldest();
		},
		since(after) {
			const oldest = seq - kept;
			if (after !== null && after >= oldest && after <= seq) return { base: null, events: blocks.flat().slice(after - oldest) };
			return { base: base(), events: blocks.flat() };
		},
		follow(follower) {
			followers.add(follower);
			return () => followers.delete(follower);
		},
	};
}
