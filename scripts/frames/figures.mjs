export function quantile(values, share) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** A line for each figure: what it was in each run, and the middle of all runs. */
export function table(name, runs) {
	const line = (first, texts) => console.log(first.padEnd(34) + texts.map((text) => text.padStart(10)).join(""));
	console.log("");
	line(name, [...runs.map((_, index) => `run ${index + 1}`), "median"]);
	for (const figure of Object.keys(runs[0])) {
		const values = runs.map((run) => run[figure]);
		line(
			figure,
			[...values, quantile(values, 0.5)].map((value) => value.toFixed(1)),
		);
	}
}
