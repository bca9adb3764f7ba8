/** Chance that repeats: the same seed draws the same. */
export type Dice = {
	/** A whole number from 0 up to, but not including, bound. */
	below(bound: number): number;
	chance(probability: number): boolean;
	one<T>(of: readonly T[]): T;
	weighed<K extends string>(weights: Readonly<Record<K, number>>): K;
};

/** mulberry32: small, fast, and the same on every machine. */
export function openDice(seed: number): Dice {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (bound: number) => Math.floor(next() * bound);
	return {
		below,
		chance: (probability) => next() < probability,
		one: (of) => of[below(of.length)] as (typeof of)[number],
		weighed(weights) {
			const names = Object.keys(weights) as (keyof typeof weights)[];
			let left = below(names.reduce((sum, name) => sum + weights[name], 0));
			for (const name of names) {
				left -= weights[name];
				if (left < 0) return name;
			}
			throw new Error("no weights");
		},
	};
}
