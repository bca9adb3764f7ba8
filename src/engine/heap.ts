/** Holds entries so that the least of them is found at once: adding and taking cost the logarithm of how many there are. */
export type Heap<T> = {
	add(one: T): void;
	readonly least: T | undefined;
	/** Takes the least entry out; undefined: there is none. */
	take(): T | undefined;
	readonly size: number;
	clear(): void;
};

export function openHeap<T>(isLess: (a: T, b: T) => boolean): Heap<T> {
	let entries: T[] = [];
	const at = (index: number) => entries[index] as T;
	const rise = (one: T) => {
		let index = entries.length - 1;
		while (index > 0) {
			const above = (index - 1) >> 1;
			if (!isLess(one, at(above))) break;
			entries[index] = at(above);
			index = above;
		}
		entries[index] = one;
	};
	const sink = (one: T) => {
		let index = 0;
		for (let below = 1; below < entries.length; below = 2 * index + 1) {
			if (below + 1 < entries.length && isLess(at(below + 1), at(below))) below += 1;
			if (!isLess(at(below), one)) break;
			entries[index] = at(below);
			index = below;
		}
		entries[index] = one;
	};
	return {
		add(one) {
			entries.push(one);
			rise(one);
		},
		get least() {
			return entries[0];
		},
		take() {
			const least = entries[0];
			const last = entries.pop();
			if (last !== undefined && entries.length > 0) sink(last);
			return least;
		},
		get size() {
			return entries.length;
		},
		clear() {
			entries = [];
		},
	};
}
