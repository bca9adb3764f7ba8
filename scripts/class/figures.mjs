/** Null: there is none. */
export function quantile(values, share) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted.length === 0 ? null : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (values) => quantile(values, 0.5);

/** One line of the report. values: of each run. at: how it is written; most: what design asks for, where it asks for anything. */
export const figure = (says, values, unit, asked = "") => ({ says, values, unit, asked });

const WRITTEN = {
	bytes: (value) => `${Math.round(value).toLocaleString("en")} B`,
	bytesPerSecond: (value) => `${Math.round(value).toLocaleString("en")} B/s`,
	ms: (value) => `${value.toFixed(value < 100 ? 1 : 0)} ms`,
	count: (value) => (Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(1)),
	share: (value) => value.toFixed(2),
};

/** The median of the runs, and the least and the most of them. */
export function written({ values, unit }) {
	const write = WRITTEN[unit];
	if (values.length === 0) return ["none", ""];
	const range = values.length > 1 ? `${write(Math.min(...values))} to ${write(Math.max(...values))}` : "";
	return [write(median(values)), range];
}
