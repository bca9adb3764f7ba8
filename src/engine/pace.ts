/** Real ms of work after which a turn is over: what is left waits for a later turn, so that sockets and other rooms have theirs in between. */
const SLICE_MS = 4;
/** Real ms: calls that follow each other more closely than this belong to one turn of the event loop. */
const GAP_MS = 0.5;

/** A place in the line of those that have work left. */
type Place = {
	/** There is work. */
	wake(): void;
	leave(): void;
};

/** Shares the machine among rooms: a room works for a slice at a time, and then the next one has its turn. */
export type Pace = {
	/** Something has come from outside: a turn begins, unless one is under way. */
	begin(): void;
	/** What came from outside has been seen to: what follows closely belongs to the same turn, however long this took. */
	end(): void;
	/** Something that was set in motion will take about that many ms once this is over, before anything else has its turn: it counts as done in this turn. */
	spend(ms: number): void;
	/** Whether this turn has had its share of work. */
	spent(): boolean;
	/** Counts the turns that were taken so far. */
	readonly turn: number;
	/** slice: works until spent(), and says whether work is left. No slice throws. */
	stand(slice: () => boolean): Place;
};

/** A room that has just got work goes before the rooms that had a slice and are not done, every other time: so neither waits for long. */
export function openPace({ now, soon }: { now(): number; soon(call: () => void): void }): Pace {
	const fresh = new Set<() => boolean>();
	const goingOn = new Set<() => boolean>();
	let begunAt = Number.NEGATIVE_INFINITY;
	let lastAt = Number.NEGATIVE_INFINITY;
	let turns = 0;
	let due = false;
	let inTurn = false;
	let freshLast = false;

	const next = () => {
		freshLast = fresh.size > 0 && (goingOn.size === 0 || !freshLast);
		const [line, other] = freshLast ? [fresh, goingOn] : [goingOn, fresh];
		const slice = line.values().next().value;
		if (slice === undefined) return null;
		line.delete(slice);
		other.delete(slice);
		return slice;
	};
	const spent = () => {
		lastAt = now();
		return lastAt - begunAt >= SLICE_MS;
	};
	const plan = () => {
		if (due || fresh.size + goingOn.size === 0) return;
		due = true;
		soon(takeTurn);
	};
	const takeTurn = () => {
		due = false;
		turns += 1;
		begunAt = now();
		inTurn = true;
		try {
			do {
				const slice = next();
				if (slice === null) break;
				goingOn.add(slice);
				if (!slice()) goingOn.delete(slice);
			} while (!spent());
		} finally {
			inTurn = false;
			plan();
		}
	};
	return {
		begin() {
			if (inTurn) return;
			const at = now();
			if (at - lastAt > GAP_MS) begunAt = at;
			lastAt = at;
		},
		end() {
			if (!inTurn) lastAt = now();
		},
		spend(ms) {
			begunAt -= ms;
		},
		spent,
		get turn() {
			return turns;
		},
		stand: (slice) => ({
			wake() {
				if (goingOn.has(slice)) return;
				fresh.add(slice);
				plan();
			},
			leave() {
				fresh.delete(slice);
				goingOn.delete(slice);
			},
		}),
	};
}
