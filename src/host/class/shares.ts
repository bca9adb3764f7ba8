/** So many at once for each address. */
export type Shares = {
	/** Takes one, until the answer is called. Null: this address has its share. from: null: this machine, which has no share to keep to. */
	take(from: string | null): (() => void) | null;
};

export function openShares(most: number): Shares {
	const taken = new Map<string, number>();
	return {
		take(from) {
			if (from === null) return () => {};
			const count = taken.get(from) ?? 0;
			if (count >= most) return null;
			taken.set(from, count + 1);
			let has = true;
			return () => {
				if (!has) return;
				has = false;
				const left = (taken.get(from) ?? 1) - 1;
				if (left === 0) taken.delete(from);
				else taken.set(from, left);
			};
		},
	};
}
