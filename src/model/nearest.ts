/** Of these filters, the one that shares the most leading levels with the topic; null if there is no filter. */
export function nearestFilter(filters: readonly string[], topic: string): string | null {
	const levels = topic.split("/");
	let best: string | null = null;
	let most = -1;
	for (const filter of filters) {
		const wanted = filter.split("/");
		let shared = 0;
		while (shared < wanted.length && (wanted[shared] === levels[shared] || wanted[shared] === "+")) shared += 1;
		if (shared > most) {
			most = shared;
			best = filter;
		}
	}
	return best;
}
