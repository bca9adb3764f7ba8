/**
 * Entries by rank, lowest first. An entry that no longer counts is not looked for: it goes when it comes up, or when the heap has grown to
 * twice what it was after it was last cleared of such entries.
 */
export type Heap<T> = {
	push(entry: T, counts: (entry: T) => boolean): void;
	/** The lowest entry that counts; undefined: there is none. The entry stays, and those below it are taken out. */
	first(counts: (entry: T) => boolean): T | undefined;
	/** The same, and the entry is taken out too. */
	take(counts: (entry: T) => boolean): T | undefined;
};

export function openHeap<T>(isBefore: (one: T, other: T) => boolean): Heap<T> {
	let heap: T[] = [];
	let room = 64;
	const sink = (from: number) => {
		const entry = heap[from] as T;
		let at = from;
		for (;;) {
			let child = 2 * at + 1;
			if (child + 1 < heap.length && isBefore(heap[child + 1] as T, heap[child] as T)) child += 1;
			if (child >= heap.length || !isBefore(heap[child] as T, entry)) break;
			heap[at] = heap[child] as T;
			at = child;
		}
		heap[at] = entry;
	};
	const drop = () => {
		const last = heap.pop() as T;
		if (heap.length === 0) return;
		heap[0] = last;
		sink(0);
	};
	const first = (counts: (entry: T) => boolean) => {
		while (heap.length > 0 && !counts(heap[0] as T)) drop();
		return heap[0];
	};
	return {
		push(entry, counts) {
			if (heap.length >= room) {
				heap = heap.filter(counts);
				for (let at = (heap.length >> 1) - 1; at >= 0; at -= 1) sink(at);
				room = Math.max(64, 2 * heap.length);
			}
			let at = heap.push(entry) - 1;
			for (let up = (at - 1) >> 1; at > 0 && isBefore(entry, heap[up] as T); up = (at - 1) >> 1) {
				heap[at] = heap[up] as T;
				at = up;
			}
			heap[at] = entry;
		},
		first,
		take(counts) {
			const taken = first(counts);
			if (taken !== undefined) drop();
			return taken;
		},
	};
}
